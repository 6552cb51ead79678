"""Words that are stored in the newsroom's language, as whoever reads them sees them."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

# What an entry of the audit says was changed.
CHANGED = frozenset(
    (
        _("claim reviewed"),
        _("kind"),
        _("topics"),
        _("speakers"),
        _("relayed by"),
        _("appearances"),
        _("evidence status"),
        _("evidence status on"),
        _("rating"),
        _("headline"),
        _("short answer"),
        _("body"),
        _("known"),
        _("not known"),
        _("not shown"),
        _("why chosen"),
        _("evidence"),
        _("replies"),
        _("primary explanation"),
        _("waivers"),
        _("correction note"),
        _("raised to"),
        _("text"),
        _("asked"),
        _("asked before in"),
        _("assigned to"),
        _("blind second rating"),
        _("check again by"),
        _("correction"),
        _("deadline"),
        _("due"),
        _("excerpt"),
        _("excerpt for print"),
        _("live revision"),
        _("outcome"),
        _("page"),
        _("priority"),
        _("publish at"),
        _("rating agreed"),
        _("relation"),
        _("repeat of"),
        _("report"),
        _("second rating"),
        _("speaker"),
        _("version"),
        _("waived"),
        _("with"),
        _("written by"),
        _("why not"),
        _("in words"),
        _("answered at"),
        _("SHA-256 of the answer"),
        _("copy"),
        _("link"),
        _("archive"),
        _("roles"),
        _("language"),
        _("hour of the daily mail"),
        _("token"),
        _("for"),
        _("opens"),
        _("webhook"),
        _("address"),
        _("events"),
        _("switched"),
    )
)
# Why a claim is worth checking, as the extraction says it.
FACTORS = frozenset(
    (
        _("gives a number"),
        _("measures or compares"),
        _("names who or what it is about"),
        _("is about public affairs"),
        _("claims a cause or purpose"),
        _("says that something happened"),
        _("is very short"),
        _("is about the speaker"),
        _("is an opinion or a question"),
        _("is a promise, threat or demand"),
        _("is about the future"),
        _("the story says no evidence was given"),
        _("the story says it is disputed"),
        _("the speaker cites a source that can be checked"),
        _("is made by someone in office"),
        _("every claim starts here"),
        _("reads like what fact-checkers pick"),
        _("asked for by a reader"),
    )
)


def shown(name: str) -> str:
    """A name in words; one that is not ours, as it is."""
    return gettext(name.replace("_", " "))
