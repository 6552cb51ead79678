"""Django's administration: the scale and topics. What is decided at the desk can only be looked at here."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from claims.models import AuditEntry, PublicRecord, Rating, Revision, Topic
from claims.review.blindness import is_blind_to

# People, roles and sessions change at the desk alone, where each act is written into the audit.
for model in (User, Group, EmailAddress, Authenticator, UserSession):
    admin.site.unregister(model)


@admin.register(Rating)
class RatingAdmin(admin.ModelAdmin):
    """The scale. A step that revisions use cannot be deleted."""

    list_display = ["name", "value", "position", "description"]
    ordering = ["position"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    """Topics; a review on a sensitive one needs two approvals."""

    list_display = ["name", "is_sensitive"]
    ordering = ["name"]
    prepopulated_fields = {"slug": ["name"]}


class ReadOnly(admin.ModelAdmin):
    """Rows to look at, newest first; nothing here adds, changes or removes one."""

    ordering = ["-pk"]
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody."""
        return False


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly):
    """Who made which move."""

    list_display = [
        "happened_at",
        "actor",
        "roles",
        "move",
        "claim",
        "person",
        "source",
        "start_state",
        "end_state",
        "reason",
    ]
    list_filter = ["move"]
    list_select_related = ["actor", "claim", "person", "source"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        """Without what is said of revisions that the reader is to rate before they see more of them."""
        entries = super().get_queryset(request)
        if not isinstance(request.user, User):
            return entries.none()
        hidden = Revision.objects.annotate(is_hidden=is_blind_to(request.user)).filter(is_hidden=True)
        return entries.exclude(revision__in=hidden.values("pk"))


@admin.register(PublicRecord)
class PublicRecordAdmin(ReadOnly):
    """The public ledger."""

    list_display = ["sequence", "public_id", "version", "state", "from_at", "until_at"]
    list_filter = ["state"]
