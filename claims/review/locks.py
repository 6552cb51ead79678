"""Who writes a revision: one person in one session at a time, until their time has run out or another takes over.

All times are the database's, since several web processes must agree on them to the second.
"""

import hashlib
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.models import EditLock, Revision, UnsavedText, name_of
from claims.review.moves import MoveNotAllowed, check_move
from claims.review.revising import lock_revision, record_move

HOLDS = timedelta(minutes=10)  # since the page was opened or saved, or its script last gave a sign of life
# Takes what is free or one's own. One statement: of two who open a draft in the same instant, one is given it.
TAKE = """
    INSERT INTO claims_editlock AS held (revision_id, holder_id, session, taken_at, renewed_at, expires_at)
    VALUES (%(revision)s, %(person)s, %(session)s, statement_timestamp(), statement_timestamp(),
            statement_timestamp() + make_interval(secs => %(holds)s))
    ON CONFLICT (revision_id) DO UPDATE SET
        holder_id = EXCLUDED.holder_id, session = EXCLUDED.session, renewed_at = EXCLUDED.renewed_at,
        expires_at = EXCLUDED.expires_at, taken_at = CASE
            WHEN held.holder_id = EXCLUDED.holder_id AND held.session = EXCLUDED.session
                 AND held.expires_at > EXCLUDED.renewed_at THEN held.taken_at ELSE EXCLUDED.taken_at END
    WHERE held.expires_at <= EXCLUDED.renewed_at
       OR held.holder_id = EXCLUDED.holder_id AND (held.session = EXCLUDED.session OR %(opens)s)
    RETURNING holder_id
"""


def session_digest(session_key: str) -> str:
    """What a lock knows a session by."""
    return hashlib.sha256(session_key.encode()).hexdigest()


def hold_revision(*, revision_id: int, person: User, session: str, opens: bool = False) -> EditLock | None:
    """Take or renew the lock of a revision; None if it is now theirs, else the lock of whoever holds it.

    Opening the page takes it from another session of one's own too; a page that only renews it does not.
    """
    known = {"revision": revision_id, "person": person.pk, "opens": opens, "holds": HOLDS.seconds}
    while True:
        with connection.cursor() as cursor:
            cursor.execute(TAKE, known | {"session": session})
            if cursor.fetchone():
                return None
        if other := live_lock(revision_id):
            return other  # else it ran out between the two questions


def live_lock(revision_id: int) -> EditLock | None:
    """The lock of a revision that has not run out, with its holder."""
    locks = EditLock.objects.filter(revision=revision_id, expires_at__gt=Now())
    return locks.select_related("holder").first()


def release_revision(*, revision_id: int, person: User, session: str) -> None:
    """Leave a revision to others; a lock that is somebody else's by now stays."""
    EditLock.objects.filter(revision=revision_id, holder=person, session=session).delete()


def refuse_if_held(revision: Revision, editor: User, session: str) -> None:
    """Raise MoveNotAllowed if another person writes this revision, or the same one in another session.

    Programs have no session, and are refused only for other people.
    """
    lock = live_lock(revision.pk)
    if lock is None or (lock.holder_id == editor.pk and session in ("", lock.session)):
        return
    since = timezone.localtime(lock.taken_at).strftime("%H:%M")
    if lock.holder_id == editor.pk:
        raise MoveNotAllowed(
            _(
                "Cannot save from here: you went on with it in another browser at %(since)s. "
                "Your text is kept. Take it over here, or save it there."
            )
            % {"since": since}
        )
    raise MoveNotAllowed(
        _(
            "Cannot save: %(person)s has been writing this since %(since)s. "
            "Your text is kept. Speak with them, or take it over."
        )
        % {"person": name_of(lock.holder), "since": since}
    )


@transaction.atomic
def take_over_revision(*, revision_id: int, editor: User, session: str, now: datetime) -> Revision:
    """Become the one who writes a revision; what its holder has typed is kept for them, and they are told.

    Taking what is free or one's own leaves no trace.
    """
    revision = lock_revision(revision_id)
    check_move("take_over", revision, editor, version=None)
    while hold_revision(revision_id=revision.pk, person=editor, session=session, opens=True):
        held = EditLock.objects.select_for_update(of=("self",)).select_related("holder")
        if lock := held.filter(revision=revision).first():  # else it was released between the two questions
            _hand_over(lock, revision, editor, session)
            detail = {"written by": [name_of(lock.holder), name_of(editor)]}
            record_move("take_over", revision, editor, now, before=revision.state, detail=detail)
            break
    return revision


def remove_expired_locks() -> int:
    """Forget locks that have run out, and count them; what they guarded was free already."""
    return EditLock.objects.filter(expires_at__lte=Now()).delete()[0]


def _hand_over(lock: EditLock, revision: Revision, editor: User, session: str) -> None:
    """Give a lock that is held still to `editor`, and mark what its holder has typed as taken over."""
    EditLock.objects.filter(pk=lock.pk).update(
        holder=editor, session=session, taken_at=Now(), renewed_at=Now(), expires_at=Now() + HOLDS
    )
    typed = UnsavedText.objects.filter(revision=revision, person=lock.holder, closed_at=None)
    typed.update(taken_over_by=editor)
