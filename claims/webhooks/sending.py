"""Send what is due, to all receivers at once, so that one that hangs keeps nobody else waiting."""

import logging
import time
from collections.abc import Callable
from datetime import datetime

import anyio
from asgiref.sync import async_to_sync, sync_to_async
from django.utils import timezone
from django.utils.translation import gettext_noop

from claims.models import WebhookDelivery
from claims.outward.asking import Answer, Limits, ask
from claims.outward.connecting import NoAnswer
from claims.webhooks.deliveries import Batch, note_outcomes, ready_endpoints, take_batch
from claims.webhooks.messages import payload_of
from claims.webhooks.outcomes import Outcome, read_retry_after
from claims.webhooks.signing import signed_headers
from factcheck.sealing import CannotUnseal

Clock = Callable[[], datetime]
LIMITS = Limits(seconds=10.0, body_bytes=0, redirects=0)
SWEEP_AT_MOST = 20.0  # seconds after which a sweep begins no other batch
LOOKS_EVERY = 0.05  # seconds between looks for others, while somebody is sent to
NO_SECRET = gettext_noop("Its secret cannot be read, since SECRET_KEY was changed. Renew the secret.")
OUR_FAULT = gettext_noop("It could not be sent, by a fault of ours. The log says more.")
log = logging.getLogger(__name__)


def send_webhooks(*, clock: Clock = timezone.now) -> int:
    """Send what is due and count the tries; what a killed sender left is sent by a later sweep."""
    return async_to_sync(_Sweep(clock).run)()


class _Sweep:
    """One round. The database is asked in the caller's thread, a short question at a time; the waiting is together."""

    def __init__(self, clock: Clock):
        self.clock, self.tries, self.busy = clock, 0, 0
        self.end = time.monotonic() + SWEEP_AT_MOST

    async def run(self) -> int:
        """Serve each receiver that has something due, and whoever comes to have while one of them hangs."""
        async with anyio.create_task_group() as senders:
            while time.monotonic() < self.end:
                for endpoint_id in await sync_to_async(ready_endpoints)(self.clock()):
                    if batch := await sync_to_async(take_batch)(endpoint_id, self.clock()):
                        self.busy += 1
                        senders.start_soon(self._serve, batch)
                if not self.busy:
                    break
                await anyio.sleep(LOOKS_EVERY)
        return self.tries

    async def _serve(self, batch: Batch | None) -> None:
        try:
            while batch and await self._send(batch) and time.monotonic() < self.end:
                batch = await sync_to_async(take_batch)(batch.endpoint.pk, self.clock())
        finally:
            self.busy -= 1

    async def _send(self, batch: Batch) -> bool:
        outcomes: list[Outcome] = []

        async def send(delivery: WebhookDelivery) -> None:
            outcomes.append(await self._try(batch, delivery))

        async with anyio.create_task_group() as tries:
            for delivery in batch.deliveries:
                tries.start_soon(send, delivery)
        self.tries += len(outcomes)
        return await sync_to_async(note_outcomes)(batch, outcomes, self.clock())

    async def _try(self, batch: Batch, delivery: WebhookDelivery) -> Outcome:
        now, began = self.clock(), time.monotonic()
        answer, said = None, ""
        try:
            answer = await _post(batch, delivery, now)
        except NoAnswer as error:
            said = str(error)
        except CannotUnseal:
            said = NO_SECRET
        except Exception:
            log.exception("Webhook %s, message %s", batch.endpoint.pk, delivery.message_id)
            said = OUR_FAULT  # and the other receivers are told all the same
        return Outcome(
            delivery,
            tried_at=now,
            took_ms=int((time.monotonic() - began) * 1000),
            status=answer.status if answer else None,
            said=said,
            retry_after=read_retry_after(answer.headers.get("retry-after", "") if answer else "", now),
        )


async def _post(batch: Batch, delivery: WebhookDelivery, now: datetime) -> Answer:
    payload = payload_of(delivery)
    headers = signed_headers(batch.secrets, delivery.message_id, payload, now)
    return await ask("POST", batch.endpoint.url, headers=headers, content=payload.encode(), limits=LIMITS)
