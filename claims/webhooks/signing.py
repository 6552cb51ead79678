"""By what a receiver knows that a message is ours: secrets, and the headers that they make (Standard Webhooks 1.0)."""

import base64
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime

from standardwebhooks import Webhook

from claims.models import WebhookSecret
from factcheck.sealing import seal, unseal

SECRET_BYTES = 32
PURPOSE = "webhook"


def new_secret() -> str:
    """A secret as the receiver is given it."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def sealed(secret: str) -> str:
    """The same as the database holds it."""
    return seal(secret, purpose=PURPOSE)


def signed_headers(
    kept: Iterable[WebhookSecret], message_id: str, payload: str, now: datetime
) -> dict[str, str]:
    """The headers that prove a message ours, by each of these secrets that signs now.

    Raises CannotUnseal if SECRET_KEY has changed since they were made.
    """
    signing = [each for each in kept if each.signs_until is None or each.signs_until > now]
    at = now.astimezone(UTC)
    keys = (Webhook(unseal(each.sealed, purpose=PURPOSE)) for each in signing)
    return {
        "Content-Type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(key.sign(message_id, at, payload) for key in keys),
    }
