"""What every page knows of the site it is on."""

from django.conf import settings
from django.http import HttpRequest

from factcheck.languages import words_of_page


def site(request: HttpRequest) -> dict[str, object]:
    """The newsroom's name and public address, and the languages of the page, for all templates."""
    return {"newsroom_name": settings.NEWSROOM_NAME, "site_url": settings.SITE_URL, **words_of_page(request)}
