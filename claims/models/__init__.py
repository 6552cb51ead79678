"""Tables, and what may never be stored.

In: plain values from the actions of intake, review and publication. Out: rows that every room above may rely on.
Rules that hold always are database constraints here and triggers in the migrations.
"""

from claims.models.about import AboutPage, AboutVersion
from claims.models.appearance import Appearance, Attribution, HopRole, QuoteType, Speaker, SpeakerKind, Voice
from claims.models.article import ArrivedBy, Article, ExtractionState
from claims.models.audit import AuditEntry
from claims.models.claim import Claim, ClaimKind, ClaimStatus, DismissalReason, EvidenceStatus, Topic
from claims.models.copy import MediaType, ReadingState, SourceCopy, StoredFile
from claims.models.error_report import ErrorReport, ReportState
from claims.models.evidence import Evidence, Stance
from claims.models.follower import (
    FollowedKind,
    Follower,
    Following,
    LedgerTold,
    News,
    ReaderMail,
    ReaderMailKind,
    Rhythm,
)
from claims.models.gate import GateCheck, Waiver
from claims.models.ledger import ANNOUNCED_CHANGES, ChangeKind, OutboxMessage, PublicRecord, RecordState
from claims.models.link import ClaimLink, LinkKind
from claims.models.listing import (
    PublicListing,
    PublicNotice,
    PublicSubject,
    PublicTally,
    PublicVerdict,
    SubjectKind,
)
from claims.models.mail import MAIL_OPEN, MailState, QueuedMail
from claims.models.notification import (
    DIGEST_HOUR,
    Channel,
    Mail,
    Notification,
    NotificationKind,
    NotificationSettings,
)
from claims.models.people import ChosenLanguage, DemoPerson, SignInAttempt, language_of, name_of
from claims.models.programs import AnsweredRequest, Scope, TokenGrant
from claims.models.reader_request import REQUEST_OPEN, DeclineReason, ReaderRequest, RequestState
from claims.models.reply import ContactAttempt, ContactChannel, ReplyOutcome, UnaskedReason, UnaskedSpeaker
from claims.models.review import (
    Approval,
    CorrectionClass,
    Priority,
    Rating,
    Review,
    Revision,
    RevisionEdit,
    RevisionState,
)
from claims.models.second_rating import DeskSettings, SecondRating
from claims.models.source import (
    INTERESTED,
    LinkCheck,
    LinkWatch,
    ProtectedName,
    PublisherKind,
    Source,
    SourceKind,
)
from claims.models.together import EditLock, Presence, UnsavedText
from claims.models.view import SavedView
from claims.models.webhook import (
    DeliveryState,
    WebhookAttempt,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
    WebhookSecret,
)

__all__ = [
    "ANNOUNCED_CHANGES",
    "DIGEST_HOUR",
    "INTERESTED",
    "MAIL_OPEN",
    "REQUEST_OPEN",
    "AboutPage",
    "AboutVersion",
    "AnsweredRequest",
    "Appearance",
    "Approval",
    "ArrivedBy",
    "Article",
    "Attribution",
    "AuditEntry",
    "ChangeKind",
    "Channel",
    "ChosenLanguage",
    "Claim",
    "ClaimKind",
    "ClaimLink",
    "ClaimStatus",
    "ContactAttempt",
    "ContactChannel",
    "CorrectionClass",
    "DeclineReason",
    "DeliveryState",
    "DemoPerson",
    "DeskSettings",
    "DismissalReason",
    "EditLock",
    "ErrorReport",
    "Evidence",
    "EvidenceStatus",
    "ExtractionState",
    "FollowedKind",
    "Follower",
    "Following",
    "GateCheck",
    "HopRole",
    "LedgerTold",
    "LinkCheck",
    "LinkKind",
    "LinkWatch",
    "Mail",
    "MailState",
    "MediaType",
    "News",
    "Notification",
    "NotificationKind",
    "NotificationSettings",
    "OutboxMessage",
    "Presence",
    "Priority",
    "ProtectedName",
    "PublicListing",
    "PublicNotice",
    "PublicRecord",
    "PublicSubject",
    "PublicTally",
    "PublicVerdict",
    "PublisherKind",
    "QueuedMail",
    "QuoteType",
    "Rating",
    "ReaderMail",
    "ReaderMailKind",
    "ReaderRequest",
    "ReadingState",
    "RecordState",
    "ReplyOutcome",
    "ReportState",
    "RequestState",
    "Review",
    "Revision",
    "RevisionEdit",
    "RevisionState",
    "Rhythm",
    "SavedView",
    "Scope",
    "SecondRating",
    "SignInAttempt",
    "Source",
    "SourceCopy",
    "SourceKind",
    "Speaker",
    "SpeakerKind",
    "Stance",
    "StoredFile",
    "SubjectKind",
    "TokenGrant",
    "Topic",
    "UnaskedReason",
    "UnaskedSpeaker",
    "UnsavedText",
    "Voice",
    "Waiver",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookEvent",
    "WebhookSecret",
    "language_of",
    "name_of",
]
