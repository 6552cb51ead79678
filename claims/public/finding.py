"""What programs that search the web read first: robots.txt and the sitemaps."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from claims.public.fresh import answer_made
from claims.publication.about import AboutPage
from claims.publication.feeds import fit_for_xml
from claims.publication.ledger import last_sequence
from claims.publication.sitemaps import Address, addresses_of, news, sitemap_parts

PAGES = ["front", "search", "corrections", "ask"]  # beside the verdicts and the pages about us
_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_ROBOTS = """\
User-agent: *
Disallow: /desk/
Disallow: /admin/
Disallow: /api/v1/desk/
Disallow: {writes}

Sitemap: {index}
Sitemap: {news}
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Every page for readers may be read by programs; where people work and what is written to is left alone.

    Pages that say `noindex` are not named here: who may not read a page cannot read that either.
    """
    words = _ROBOTS.format(
        writes=reverse("api:articles"),
        index=_full(reverse("public:sitemap-index")),
        news=_full(reverse("public:sitemap-news")),
    )
    return answer_made(request, lambda: HttpResponse(words, content_type="text/plain"), version="robots")


@require_safe
@gzip_page
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Where the sitemaps are."""
    last = last_sequence()

    def make() -> HttpResponse:
        pages = Address(_full(reverse("public:sitemap-pages")), None)
        verdicts = [
            Address(_full(reverse("public:sitemap-verdicts", args=[part])), at)
            for part, at in sitemap_parts(last)
        ]
        return _xml(_enclosed("sitemapindex", "sitemap", [pages, *verdicts]))

    return answer_made(request, make, version=f"sitemaps.{last}")


@require_safe
@gzip_page
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """The pages that are no verdicts."""
    paths = [reverse(f"public:{name}") for name in PAGES]
    paths += [reverse("public:about", args=[page]) for page in AboutPage.values]
    found = [Address(_full(path), None) for path in paths]
    return answer_made(request, lambda: _xml(_enclosed("urlset", "url", found)), version="pages")


@require_safe
@gzip_page
def sitemap_verdicts(request: HttpRequest, part: str) -> HttpResponse:
    """One part of the verdicts."""

    def make() -> HttpResponse:
        found = addresses_of(int(part))
        if not found:
            raise Http404
        return _xml(_enclosed("urlset", "url", found))

    return answer_made(request, make, version=f"sitemap.{part}.{last_sequence()}")


@require_safe
@gzip_page
def sitemap_news(request: HttpRequest) -> HttpResponse:
    """The verdicts of the last two days."""
    found = news(timezone.now())
    version = f"news.{last_sequence()}.{len(found)}"  # while the ledger rests, verdicts only grow too old

    def written() -> Iterator[str]:
        yield f'<urlset xmlns="{_XMLNS}" xmlns:news="{_NEWS}">\n'
        for each in found:
            yield (
                f"<url><loc>{escape(each.url)}</loc><news:news><news:publication>"
                f"<news:name>{_words(settings.NEWSROOM_NAME)}</news:name><news:language>en</news:language>"
                f"</news:publication><news:publication_date>{each.published_at}</news:publication_date>"
                f"<news:title>{_words(each.title)}</news:title></news:news></url>\n"
            )
        yield "</urlset>\n"

    return answer_made(request, lambda: _xml(written()), version=version)


def _enclosed(root: str, name: str, addresses: Iterable[Address]) -> Iterator[str]:
    yield f'<{root} xmlns="{_XMLNS}">\n'
    for each in addresses:
        yield f"<{name}><loc>{escape(each.url)}</loc>{_since(each.changed_at)}</{name}>\n"
    yield f"</{root}>\n"


def _since(moment: datetime | None) -> str:
    return f"<lastmod>{moment.isoformat(timespec='seconds')}</lastmod>" if moment else ""


def _xml(parts: Iterable[str]) -> HttpResponse:
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    return HttpResponse(head + "".join(parts), content_type="application/xml; charset=utf-8")


def _words(text: str) -> str:
    return escape(fit_for_xml(text))


def _full(path: str) -> str:
    return settings.SITE_URL + path
