"""Every address that the site answers, as its route is written, with an example of it."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from claims.public.urls import ABOUT, SIGNED

# Routes that are regular expressions cannot be filled in by the names of their parts alone.
WRITTEN_OUT = {
    r"^claims/(?P<public_id>[a-z0-9]{1,16})/(?:(?P<slug>[^/]+)/)?$": "claims/{public}/{slug}/",
    r"^claims/(?P<public_id>[a-z0-9]{1,16})/v(?P<version>[1-9][0-9]{0,8})/$": "claims/{corrected}/v1/",
    r"^claims/(?P<public_id>[a-z0-9]{1,16})/v(?P<version>[1-9][0-9]{0,8})/card\.png$": "claims/{corrected}/v1/card.png",
    r"^claims/(?P<public_id>[a-z0-9]{1,16})/embed/$": "claims/{public}/embed/",
    r"^topics/(?P<slug>[-a-zA-Z0-9_]+)/feed\.(?P<form>atom|json)$": "topics/nothing/feed.atom",
    r"^speakers/(?P<key>[1-9][0-9]{0,18})/(?:(?P<slug>[^/]+)/)?feed\.(?P<form>atom|json)$": (
        "speakers/9/nobody/feed.atom"
    ),
    r"^feed\.(?P<form>atom|json)$": "feed.atom",
    r"^corrections/feed\.(?P<form>atom|json)$": "corrections/feed.json",
    r"^sitemap-verdicts-(?P<part>[1-9][0-9]{0,8})\.xml$": "sitemap-verdicts-1.xml",
    r"^claims/(?P<public_id>[a-z0-9]{1,16})/v(?P<before>[1-9][0-9]{0,8})/to/v(?P<after>[1-9][0-9]{0,8})/$": (
        "claims/{corrected}/v1/to/v2/"
    ),
    r"^speakers/(?P<key>[1-9][0-9]{0,18})/(?:(?P<slug>[^/]+)/)?$": "speakers/999999/nobody/",
    rf"^(?P<page>{ABOUT})/$": "how-we-work/",
    rf"^(?P<page>{ABOUT})/v(?P<version>[1-9][0-9]{{0,8}})/$": "funding/v1/",
    rf"^(?P<page>{ABOUT})/v(?P<before>[1-9][0-9]{{0,8}})/to/v(?P<after>[1-9][0-9]{{0,8}})/$": "funding/v1/to/v2/",
    r"^report-an-error/(?P<public_id>[a-z0-9]{1,16})/$": "report-an-error/{public}/",
    r"^report-an-error/(?P<public_id>[a-z0-9]{1,16})/thank-you/$": "report-an-error/{public}/thank-you/",
    r"^follow/(?P<kind>claim|speaker|topic)/(?P<key>[-a-zA-Z0-9_]{1,80})/$": "follow/claim/{public}/",
    rf"^follow/confirm/(?P<token>{SIGNED})/$": "follow/confirm/{confirm}/",
    rf"^follow/stop/(?P<token>{SIGNED})/$": "follow/stop/{stop}/",
    rf"^follow/stop-all/(?P<token>{SIGNED})/$": "follow/stop-all/{stop-all}/",
    rf"^follow/manage/(?P<token>{SIGNED})/$": "follow/manage/{manage}/",
    r"^ask/(?P<key>[A-Za-z0-9_-]{22})/$": "ask/{key}/",
    r"api/v1/^claims/(?P<public_id>[a-z0-9]{1,16})/$": "api/v1/claims/{public}/",
    r"api/v1/^claims/(?P<public_id>[a-z0-9]{1,16})/versions/$": "api/v1/claims/{public}/versions/",
    r"api/v1/^claims/(?P<public_id>[a-z0-9]{1,16})/versions/(?P<version>[1-9][0-9]{0,8})/$": (
        "api/v1/claims/{corrected}/versions/1/"
    ),
    r"api/v1/^desk/claims/(?P<public_id>[a-z0-9]{1,16})/$": "api/v1/desk/claims/{claim}/",
    r"api/v1/^desk/claims/(?P<public_id>[a-z0-9]{1,16})/moves/$": "api/v1/desk/claims/{claim}/moves/",
    r"v1alpha1/^pages/(?P<public_id>[a-z0-9]{1,16})$": "v1alpha1/pages/{public}",
    r"api/v1/^(?:[\s\S]*/)?$": "api/v1/nowhere/",
    r"admin/^(?P<app_label>knox|claims)/$": "admin/claims/",
    r"admin/(?P<url>.*)$": "admin/nowhere/",
}
# What stands for a part of a route, in the longest of these that the route begins with.
PARTS = {
    "desk/reviews/<int:pk>/submit/": {"<int:pk>": "{draft}"},
    "desk/reviews/<int:pk>/publish/": {"<int:pk>": "{approved}"},
    "desk/reviews/<int:pk>/correct/": {"<int:pk>": "{published}"},
    "desk/reviews/<int:pk>/cancel/": {"<int:pk>": "{correction}"},
    "desk/reviews/<int:pk>/retract/": {"<int:pk>": "{published}"},
    "desk/reviews/<int:pk>/restore/": {"<int:pk>": "{retracted}"},
    "desk/reviews/<int:pk>/schedule/": {"<int:pk>": "{approved}"},
    "desk/reviews/<int:pk>/unschedule/": {"<int:pk>": "{scheduled}"},
    "desk/reviews/<int:pk>/replies/": {"<int:pk>": "{revision}", "<int:attempt>": "{attempt}"},
    "desk/reviews/<int:pk>/replies/unasked/": {"<int:pk>": "{draft}"},
    "desk/reviews/<int:pk>/replies/update/": {"<int:pk>": "{published}"},
    "desk/reviews/<int:pk>/waive/": {"<int:pk>": "{sole}"},
    "desk/reviews/<int:pk>/withdraw/": {"<int:pk>": "{waived}"},
    "desk/reviews/<int:pk>/plan/": {"<int:pk>": "{review}"},
    "desk/reviews/<int:pk>/take/": {"<int:pk>": "{review}"},
    "desk/reviews/<int:pk>/still-holds/": {"<int:pk>": "{verdict}"},
    "desk/reviews/<int:pk>/note-evidence/": {"<int:pk>": "{verdict}"},
    "desk/requests/<int:pk>/reopen/": {"<int:pk>": "{declined}"},
    "desk/requests/": {"<int:pk>": "{asked}"},
    "desk/error-reports/<int:pk>/reopen/": {"<int:pk>": "{rejected}"},
    "desk/error-reports/": {"<int:pk>": "{report}"},
    "desk/claims/<slug:public_id>/unmerge/": {"<slug:public_id>": "{merged}"},
    "desk/claims/<slug:public_id>/open-review/": {"<slug:public_id>": "{accepted}"},
    "desk/claims/<slug:public_id>/reconsider/": {"<slug:public_id>": "{accepted}"},
    "admin/claims/auditentry/": {"<path:object_id>": "{entry}"},
    "admin/claims/publicrecord/": {"<path:object_id>": "{record}"},
    "admin/claims/rating/": {"<path:object_id>": "{rating}"},
    "admin/claims/topic/": {"<path:object_id>": "{topic}"},
    "desk/sources/": {"<int:pk>": "{source}"},
    "desk/sources/copies/": {"<int:pk>": "{copy}"},
    "desk/sources/<int:pk>/name/": {"<int:pk>": "{hidden}"},
    "desk/sources/<int:pk>/confirm/": {"<int:pk>": "{hidden}"},
    "desk/reviews/": {"<int:pk>": "{revision}", "<int:kept>": "{unsaved}"},
    "desk/articles/": {"<int:pk>": "{article}"},
    "api/v1/articles/": {"<int:pk>": "{article}"},
    "api/v1/desk/revisions/": {"<int:pk>": "{revision}", "<int:attempt>": "{attempt}"},
    "api/v1/desk/error-reports/": {"<int:pk>": "{report}"},
    "api/v1/desk/requests/": {"<int:pk>": "{asked}"},
    "desk/notifications/": {"<int:pk>": "{notification}"},
    "desk/people/": {"<int:pk>": "{somebody}"},
    "desk/account/sessions/": {"<int:pk>": "{session}"},
    "desk/claims/": {"<slug:public_id>": "{claim}"},
    "desk/webhooks/": {"<int:pk>": "{webhook}"},
    "api/v1/desk/webhooks/": {"<int:pk>": "{webhook}"},
    "desk/tokens/": {"<str:key>": "{token}"},
    "desk/about/": {"<slug:page>": "funding"},
    "desk/views/": {"<int:pk>": "{view}"},
    "desk/figures/": {"<slug:name>": "inflow"},
    "desk/welcome/": {"<str:uidb64>": "x", "<str:token>": "x"},
    "topics/": {"<slug:slug>": "nothing"},
    "desk/": {"<path:rest>": "nowhere/"},
    "admin/": {
        "<path:object_id>": "1",
        "<path:content_type_id>": "1",
    },
}


class NoExample(Exception):
    """A route with a part that nothing above stands for: add it, and its rows to the table."""


def routes() -> list[str]:
    """Each route once, in order."""
    return sorted(set(_routes(get_resolver().url_patterns, "")))


def _routes(patterns: list, before: str) -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


def example_of(route: str) -> str:
    """The route with names of things in the place of its parts. Raises NoExample."""
    if route in WRITTEN_OUT:
        return "/" + WRITTEN_OUT[route]
    path = route
    for folder in sorted((folder for folder in PARTS if route.startswith(folder)), key=len, reverse=True):
        for part, example in PARTS[folder].items():
            path = path.replace(part, example)
    if "<" in path or "^" in path:
        raise NoExample(f"Nothing stands for a part of {route}: add it to tests/permissions/addresses.py.")
    return "/" + path
