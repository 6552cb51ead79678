"""The one Django app, and Django's administration as this newsroom has it."""

from django.apps import AppConfig
from django.contrib.admin import apps as administration


class ClaimsConfig(AppConfig):
    """Claims and everything the newsroom does with them."""

    name = "claims"
    verbose_name = "Claims"
    default = True


class AdministrationConfig(administration.AdminConfig):
    """Django's administration with a door of ours."""

    default_site = "claims.administration.Administration"
    default = False
