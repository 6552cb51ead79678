"""What every page knows of the site it is on."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, str]:
    """The newsroom's name and public address, for all templates."""
    return {"newsroom_name": settings.NEWSROOM_NAME, "site_url": settings.SITE_URL}
