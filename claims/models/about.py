"""The pages on which a newsroom tells who it is and how it works, in versions that stay."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop


class AboutPage(models.TextChoices):
    """The pages there are; each stands at its address and in the line under every public page."""

    METHOD = "how-we-work", gettext_noop("How we work")
    RATINGS = "ratings", gettext_noop("Rating scale")
    SOURCES = "our-sources", gettext_noop("Sources")
    FUNDING = "funding", gettext_noop("Funding")
    TEAM = "team", gettext_noop("People")
    CONTACT = "contact", gettext_noop("Complaints and contact")


class AboutVersion(models.Model):
    """One version of such a page; triggers keep it as it was. The first came with the site, and nobody saved it.

    It holds all that readers see, also the name of whoever saved it: the audit knows the account.
    """

    page = models.CharField(max_length=16, choices=AboutPage)
    version = models.PositiveIntegerField()
    text = models.TextField(help_text="Markdown.")
    scale = models.JSONField(default=list, help_text="Of the page on ratings: the scale as it then was.")
    saved_by = models.CharField(max_length=310, blank=True)
    reason = models.TextField(blank=True, help_text="Why it was changed, for readers.")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "version"], name="versions_of_a_page_are_used_once"),
            models.CheckConstraint(name="a_page_about_us_has_words", condition=~Q(text="")),
            models.CheckConstraint(
                name="a_changed_page_says_who_changed_it_and_why",
                condition=Q(version=1) | ~Q(saved_by="") & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_page_display()} v{self.version}"
