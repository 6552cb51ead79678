"""What is read of deliveries; of the ledger's rows only what a message tells."""

from django.db.models import Prefetch, QuerySet

from claims.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint

LEFT_OUT = ("record", "search", "facets")


def with_numbers(deliveries: QuerySet[WebhookDelivery]) -> QuerySet[WebhookDelivery]:
    """The same with the rows of the ledger that they tell of."""
    return deliveries.select_related("record").defer(*(f"record__{name}" for name in LEFT_OUT))


def log_of(endpoint: WebhookEndpoint) -> QuerySet[WebhookDelivery]:
    """What a receiver was told or is to be told, with every try; order by "-pk" for the newest first."""
    tries = Prefetch("attempts", WebhookAttempt.objects.order_by("pk"))
    return with_numbers(endpoint.deliveries.all()).prefetch_related(tries)
