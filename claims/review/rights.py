"""What somebody may do, as it stands now."""

from typing import Any

from django.contrib.auth.models import User
from django.contrib.postgres.fields import ArrayField
from django.db.models import TextField
from django.db.models.expressions import RawSQL

# Written out: it is asked for every page and in every act, and putting it together would cost more than the answer.
_RIGHTS = """
    SELECT ARRAY(
        SELECT app_label || '.' || codename
        FROM auth_permission AS held JOIN django_content_type AS kind ON kind.id = held.content_type_id
        WHERE held.id IN (
            SELECT permission_id FROM auth_user_user_permissions WHERE user_id = auth_user.id
            UNION ALL
            SELECT permission_id FROM auth_group_permissions JOIN auth_user_groups USING (group_id)
            WHERE user_id = auth_user.id
        )
    )
"""


def rights_held() -> RawSQL:
    """Of people in a query: the rights that they have by themselves and by their groups."""
    return RawSQL(_RIGHTS, [], output_field=ArrayField(TextField()))  # noqa: S611 - nothing is put into it


def rights_of(person: User) -> set[str]:
    """The rights that somebody has."""
    return set(*User.objects.filter(pk=person.pk).values_list(rights_held(), flat=True))


def as_of_now(person: User) -> User:
    """The same person with the rights they have now, by one question: one may have been taken since they came."""
    now: Any = User.objects.annotate(rights=rights_held()).get(pk=person.pk)
    if not now.is_superuser:
        now._perm_cache = set(now.rights)  # where Django looks
    return now
