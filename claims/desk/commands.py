"""Where the desk can be gone to by name: the command palette, and the plain page with the same links."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Command:
    """A place to go to. `right` is needed for it, `key` leads there from every page."""

    name: Promise
    view: str
    query: str = ""
    right: str = ""
    key: str = ""

    @property
    def address(self) -> str:
        """Where it leads."""
        return reverse(self.view) + (f"?{self.query}" if self.query else "")


SEE_FIGURES = "claims.approve_revision"
COMMANDS = (
    Command(gettext_lazy("Claims to triage"), "desk:queue"),
    Command(gettext_lazy("Accepted claims"), "desk:queue", "status=accepted"),
    Command(gettext_lazy("Dismissed claims"), "desk:queue", "status=dismissed"),
    Command(gettext_lazy("Claims of the last 7 days"), "desk:queue", "days=7"),
    Command(gettext_lazy("Saved views"), "desk:views"),
    Command(gettext_lazy("My reviews"), "desk:reviews", "list=mine"),
    Command(gettext_lazy("Drafts"), "desk:reviews", "list=drafts"),
    Command(gettext_lazy("Reviews waiting for approval"), "desk:reviews", "list=waiting"),
    Command(gettext_lazy("Reviews that are due"), "desk:reviews", "list=due"),
    Command(gettext_lazy("Approved reviews"), "desk:reviews", "list=approved"),
    Command(gettext_lazy("Scheduled reviews"), "desk:reviews", "list=scheduled"),
    Command(gettext_lazy("Followed reviews"), "desk:reviews", "list=followed"),
    Command(gettext_lazy("Published verdicts"), "desk:reviews", "list=published"),
    Command(gettext_lazy("Replies awaited"), "desk:awaited", right="claims.write_revision"),
    Command(gettext_lazy("Sources"), "desk:sources"),
    Command(gettext_lazy("Sources with dead links"), "desk:sources", "list=dead"),
    Command(gettext_lazy("Protected sources"), "desk:sources", "list=protected"),
    Command(
        gettext_lazy("Write down a protected source"), "desk:protect-source", right="claims.write_revision"
    ),
    Command(gettext_lazy("Stale verdicts"), "desk:stale"),
    Command(gettext_lazy("Error reports"), "desk:error-reports"),
    Command(gettext_lazy("My error reports"), "desk:error-reports", "mine=1"),
    Command(gettext_lazy("Readers’ requests"), "desk:requests"),
    Command(gettext_lazy("Readers’ requests that I look at"), "desk:requests", "state=taken&mine=1"),
    Command(gettext_lazy("Notifications"), "desk:notifications"),
    Command(gettext_lazy("Unread notifications"), "desk:notifications", "list=unread"),
    Command(gettext_lazy("Articles"), "desk:articles"),
    Command(gettext_lazy("Paste an article"), "desk:paste", right="claims.submit_article", key="n"),
    Command(gettext_lazy("Figures of the newsroom"), "desk:figures", right=SEE_FIGURES),
    Command(gettext_lazy("People and their roles"), "desk:people", right="auth.change_user"),
    Command(gettext_lazy("Webhooks"), "desk:webhooks", right="claims.change_webhookendpoint"),
    Command(gettext_lazy("Audit"), "desk:audit", right="claims.view_auditentry"),
    Command(gettext_lazy("Pages about us"), "desk:about-pages", right="claims.add_aboutversion"),
    Command(gettext_lazy("How the desk works"), "desk:settings", right="claims.change_desksettings"),
    Command(gettext_lazy("Your account"), "desk:account"),
    Command(gettext_lazy("How you hear of things"), "desk:notification-settings"),
    Command(gettext_lazy("API tokens"), "desk:tokens"),
    Command(gettext_lazy("Public site"), "public:front"),
)


def commands_for(person: User) -> list[Command]:
    """What this person may do."""
    return [command for command in COMMANDS if not command.right or person.has_perm(command.right)]
