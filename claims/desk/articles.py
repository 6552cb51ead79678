"""Articles: paste one, find one, and see its claims where they stand."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from claims.desk.forms import PasteForm
from claims.desk.marks import mark_up, marks_of
from claims.desk.page import ROWS, DeskRequest, at_desk, leave_note, show
from claims.desk.rows import number_in
from claims.intake.submit import store_article
from claims.models import ArrivedBy, Article, ExtractionState
from claims.publication.marked_words import reveal
from claims.review.queries import NEWEST_ARTICLES, appearances_between, article_list, rows_after

UNFINISHED = (ExtractionState.WAITING, ExtractionState.RUNNING)
CLAIMS_LISTED = 200


@require_safe
@at_desk
def show_list(request: DeskRequest) -> HttpResponse:
    """Articles, newest first; `?after=` an article continues below it."""
    last = _named(request.GET.get("after", ""))
    found = list(rows_after(article_list(), NEWEST_ARTICLES, last)[: ROWS + 1])
    older = found[ROWS - 1].pk if len(found) > ROWS else None
    return show(request, "articles.html", articles=found[:ROWS], older=older, is_first=last is None)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def paste(request: DeskRequest) -> HttpResponse:
    """The form for a new article; the same text leads to the article we have."""
    if not request.user.has_perm("claims.submit_article"):
        raise PermissionDenied(
            _("Your account may not submit articles. Ask an administrator for this right.")
        )
    now = timezone.now()
    form = PasteForm(request.POST or None, now=now)
    if not form.is_valid():
        return show(request, "paste.html", form=form, status=422 if form.is_bound else 200)
    found = store_article(form.cleaned_data, arrived_by=ArrivedBy.DESK, submitted_by=request.user, now=now)
    if not found.is_new:
        since = date_format(timezone.localtime(found.article.submitted_at), "SHORT_DATETIME_FORMAT")
        leave_note(
            request,
            _("This text is already here since %(since)s. Nothing was stored twice.") % {"since": since},
        )
    return redirect("desk:article", found.article.pk)


@require_safe
@at_desk
def show_article(request: DeskRequest, pk: int) -> HttpResponse:
    """An article with its claims marked, how far the machine has read it, and the list of its claims."""
    article = _article(pk)
    appearances = list(appearances_between(article, 0, len(article.text)))
    html = mark_up(
        article.text,
        [mark for each in appearances for mark in marks_of(each)],
        address=lambda claim: reverse("desk:claim", args=[claim]),
    )
    return show(
        request,
        "article.html",
        article=article,
        article_html=html,
        is_unfinished=article.state in UNFINISHED,
        claims=[
            {"claim": each.claim, "words": reveal(each.claim.text)} for each in appearances[:CLAIMS_LISTED]
        ],
        claim_count=len(appearances),
    )


@require_safe
@at_desk
def show_state(request: DeskRequest, pk: int) -> HttpResponse:
    """How far the machine has come, asked for every second; once it has ended, the whole page is due."""
    article = _article(pk)
    is_unfinished = article.state in UNFINISHED
    response = render(request, "desk/_state.html", {"article": article, "is_unfinished": is_unfinished})
    if not is_unfinished:
        response["HX-Refresh"] = "true"
    return response


def _article(pk: int) -> Article:
    article = Article.objects.select_related("submitted_by").filter(pk=pk).first()
    if article is None:
        raise Http404(_("There is no such article. It may have been typed wrongly."))
    return article


def _named(pk: str) -> Article | None:
    """The article an address continues after. Raises Http404 if it names one that is not there."""
    if not pk:
        return None
    return _article(number_in(pk))
