"""Where the desk can be gone to by name: the command palette, and the plain page with the same links."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.urls import reverse


@dataclass(frozen=True)
class Command:
    """A place to go to. `right` is needed for it, `key` leads there from every page."""

    name: str
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
    Command("Claims to triage", "desk:queue"),
    Command("Accepted claims", "desk:queue", "status=accepted"),
    Command("Dismissed claims", "desk:queue", "status=dismissed"),
    Command("Claims of the last 7 days", "desk:queue", "days=7"),
    Command("Saved views", "desk:views"),
    Command("My reviews", "desk:reviews", "list=mine"),
    Command("Drafts", "desk:reviews", "list=drafts"),
    Command("Reviews waiting for approval", "desk:reviews", "list=waiting"),
    Command("Reviews that are due", "desk:reviews", "list=due"),
    Command("Approved reviews", "desk:reviews", "list=approved"),
    Command("Scheduled reviews", "desk:reviews", "list=scheduled"),
    Command("Followed reviews", "desk:reviews", "list=followed"),
    Command("Published verdicts", "desk:reviews", "list=published"),
    Command("Replies awaited", "desk:awaited", right="claims.write_revision"),
    Command("Sources", "desk:sources"),
    Command("Sources with dead links", "desk:sources", "list=dead"),
    Command("Protected sources", "desk:sources", "list=protected"),
    Command("Write down a protected source", "desk:protect-source", right="claims.write_revision"),
    Command("Stale verdicts", "desk:stale"),
    Command("Error reports", "desk:error-reports"),
    Command("My error reports", "desk:error-reports", "mine=1"),
    Command("Readers’ requests", "desk:requests"),
    Command("Readers’ requests that I look at", "desk:requests", "state=taken&mine=1"),
    Command("Notifications", "desk:notifications"),
    Command("Unread notifications", "desk:notifications", "list=unread"),
    Command("Articles", "desk:articles"),
    Command("Paste an article", "desk:paste", right="claims.submit_article", key="n"),
    Command("Figures of the newsroom", "desk:figures", right=SEE_FIGURES),
    Command("People and their roles", "desk:people", right="auth.change_user"),
    Command("Webhooks", "desk:webhooks", right="claims.change_webhookendpoint"),
    Command("Audit", "desk:audit", right="claims.view_auditentry"),
    Command("Pages about us", "desk:about-pages", right="claims.add_aboutversion"),
    Command("How the desk works", "desk:settings", right="claims.change_desksettings"),
    Command("Your account", "desk:account"),
    Command("How you hear of things", "desk:notification-settings"),
    Command("API tokens", "desk:tokens"),
    Command("Public site", "public:front"),
)


def commands_for(person: User) -> list[Command]:
    """What this person may do."""
    return [command for command in COMMANDS if not command.right or person.has_perm(command.right)]
