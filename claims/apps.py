"""The one Django app."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Claims and everything the newsroom does with them."""

    name = "claims"
    verbose_name = "Claims"
