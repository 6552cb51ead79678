"""An article arrives, well or badly."""

from datetime import timedelta

import pytest
from django.db import transaction

from claims.intake.submit import ArticleRefused, submit_article
from claims.models import ArrivedBy, Article, OutboxMessage
from tests.factories import NINE

pytestmark = pytest.mark.django_db


def submit(text="Ana Alpha said the dam is safe.", **details):
    return submit_article(text=text, arrived_by=ArrivedBy.API, submitted_by=None, now=NINE, **details)


class TestSubmitArticle:
    def test_stores_and_announces_in_one_transaction(self):
        article = submit().article

        message = OutboxMessage.objects.get()
        assert (message.kind, message.payload) == ("article.submitted", {"article_id": article.pk})

    def test_announces_nothing_that_was_rolled_back(self):
        with transaction.atomic():
            submit()
            transaction.set_rollback(True)

        assert not OutboxMessage.objects.exists()

    @pytest.mark.parametrize(
        "again", ["Ana Alpha said.", " Ana Alpha said.\r\n", "\ufeffAna Alpha said.\n\n"]
    )
    def test_stores_the_same_text_once(self, again):
        first = submit("Ana Alpha said.")

        second = submit(again, title="Another title")

        assert (first.is_new, second.is_new, second.article) == (True, False, first.article)

    def test_takes_the_first_line_for_a_missing_title(self):
        assert submit("Dam holds\n\nAna Alpha said.").article.title == "Dam holds"

    def test_removes_invisible_characters_from_names(self):
        assert submit(byline="By\u200b Bo\u202c  Beta").article.byline == "By Bo Beta"

    @pytest.mark.parametrize(
        "text", ["La digue est sûre, a dit Ana.", "الخزان آمن", "水坝是安全的", "🙂", "?!", "7"]
    )
    def test_takes_any_readable_text(self, text):
        assert submit(text).article.text == text

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("", "The text is empty"),
            (" \n\t", "The text is empty"),
            ("a" * 1_000_001, "has 1,000,001 bytes; the limit is 1,000,000"),
            ("ab\x00c", r"Character 3 is U\+0000"),
            ("a\ud800", "Character 2 is U\\+D800"),
            ("\x7fELF\x02\x01", "Is this a binary file"),
            ("a\ufffe", "U\\+FFFE"),
            ("safe \u202eton", "makes words read other than they stand"),
        ],
    )
    def test_refuses_what_is_no_readable_text(self, text, sentence):
        with pytest.raises(ArticleRefused, match=sentence) as refusal:
            submit(text)

        assert list(refusal.value.errors) == ["text"]
        assert not Article.objects.exists()

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("published_at", (NINE + timedelta(days=1)).isoformat(), "in the future"),
            ("published_at", "yesterday", "Enter a valid date/time"),
            ("url", "javascript:alert(1)", "Enter a valid URL"),
            ("outlet", "o" * 201, "at most 200 characters"),
            ("title", "a\x00b", "U\\+0000"),
            ("byline", "\u202eeno", "other than they stand"),
        ],
    )
    def test_names_the_field_that_is_wrong(self, field, value, sentence):
        with pytest.raises(ArticleRefused, match=sentence) as refusal:
            submit(**{field: value})

        assert list(refusal.value.errors) == [field]
