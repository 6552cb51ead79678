"""The works that verdicts rely on: open ones, those whose name we protect, and whether their links still work."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, HashIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import MD5, Concat
from django.utils.translation import gettext_lazy as _


class SourceKind(models.TextChoices):
    """How near a source stands to what it tells of, or that we do not name it."""

    PRIMARY = "primary", _("Primary")
    SECONDARY = "secondary", _("Secondary")
    PROTECTED = "protected", _("Protected")


class PublisherKind(models.TextChoices):
    """Who publishes a source, as far as it bears on what they have at stake."""

    PUBLIC_BODY = "public_body", _("Public body")
    RESEARCH = "research", _("Research")
    MEDIA = "media", _("News medium")
    PARTY = "party", _("Party or politician")
    COMPANY = "company", _("Company")
    ADVOCACY = "advocacy", _("Advocacy group")
    OTHER = "other", _("Somebody else")


INTERESTED = (PublisherKind.PARTY, PublisherKind.COMPANY, PublisherKind.ADVOCACY)
WORDING = ("url", "title", "publisher", "kind", "publisher_kind", "interests", "archive_url")


class Source(models.Model):
    """A work we rely on. Never changed, since approved revisions may cite it: another wording is another row.

    Of a protected one, `title` is what readers may know of it; its name stands in ProtectedName alone.
    """

    url = models.URLField(max_length=1000, blank=True)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=16, choices=SourceKind)
    publisher_kind = models.CharField(max_length=16, choices=PublisherKind, blank=True, default="")
    interests = models.CharField(
        max_length=500, blank=True, default="", help_text="What it has at stake, for readers."
    )
    archive_url = models.URLField(max_length=1000, blank=True, default="")
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        help_text="The same work as it was worded before its link was mended.",
    )
    search = models.GeneratedField(
        expression=SearchVector("title", "publisher", "url", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            # Over a digest: an index cannot hold texts of this length.
            models.UniqueConstraint(
                MD5(
                    Concat(
                        *(part for name in WORDING for part in (F(name), Value("\n"))),
                        output_field=models.TextField(),
                    )
                ),
                condition=~Q(kind=SourceKind.PROTECTED),
                name="source_is_stored_once",
            ),
            models.CheckConstraint(
                name="protected_source_shows_no_more_than_its_description",
                condition=~Q(kind=SourceKind.PROTECTED)
                | Q(url="", publisher="", publisher_kind="", interests="", archive_url="", replaces=None),
            ),
        ]
        indexes = [
            HashIndex(fields=["url"], name="source_by_address"),
            GinIndex(fields=["search"], name="source_search", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}" if self.publisher else self.title

    @property
    def is_protected(self) -> bool:
        """Whether readers are not told who it is."""
        return self.kind == SourceKind.PROTECTED


class ProtectedName(models.Model):
    """Who a protected source is. Read by sources.protected alone, so that no record, page or log can hold it.

    A trigger lets nothing of it change but the confirmation, once, by somebody else who may see it.
    """

    source = models.OneToOneField(Source, models.PROTECT, related_name="protected_name")
    name = models.CharField(max_length=300)
    danger = models.TextField(help_text="What could happen to them if they were named.")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        permissions = [("see_protected_name", "May see and confirm who protected sources are")]
        constraints = [
            models.CheckConstraint(
                name="protected_source_is_confirmed_by_a_second_person",
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False) & ~Q(confirmed_by=F("added_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"Name of source {self.source_id}"  # never the name itself: this ends up in logs


class LinkCheck(models.Model):
    """What somebody, or a check, found at a source's address. Append-only; a dead one is settled once."""

    url = models.URLField(max_length=1000)
    is_dead = models.BooleanField()
    found = models.CharField(max_length=500, help_text='What was found: "404", or an editor’s words.')
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                MD5("url"),
                condition=Q(is_dead=True, settled_at__isnull=True),
                name="a_link_is_dead_once",
            ),
            models.CheckConstraint(
                name="only_a_dead_link_is_settled", condition=Q(is_dead=True) | Q(settled_at__isnull=True)
            ),
        ]
        indexes = [
            HashIndex(fields=["url"], name="link_check_by_address"),
            models.Index(
                fields=["-id"], condition=Q(is_dead=True, settled_at__isnull=True), name="link_checks_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.url}: {self.found}"


class LinkWatch(models.Model):
    """How our own check stands with an address that a review cites: when it is due, and for how long it has failed."""

    url = models.URLField(max_length=1000)
    due_at = models.DateTimeField()
    failed_days = models.PositiveSmallIntegerField(
        default=0, help_text="In a row; one that answers begins anew."
    )
    failed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(MD5("url"), name="a_link_is_watched_once"),
            models.CheckConstraint(
                name="a_link_that_failed_did_so_on_a_day",
                condition=Q(failed_days=0, failed_on__isnull=True)
                | Q(failed_days__gt=0, failed_on__isnull=False),
            ),
        ]
        indexes = [HashIndex(fields=["url"], name="link_watch_by_address")]

    def __str__(self) -> str:
        return self.url
