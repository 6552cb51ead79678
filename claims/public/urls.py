"""The readers' addresses: pages, which have others in each language, and what programs read, which has not."""

from django.urls import path, re_path

from claims.public import (
    about,
    asking,
    cards,
    embedding,
    error_reports,
    feeds,
    finding,
    following,
    search,
    subjects,
    versions,
    views,
)
from claims.publication.about import AboutPage

app_name = "public"
SIGNED = "[0-9]{1,19}~[A-Za-z0-9]{1,12}~[A-Za-z0-9_-]{20,64}"  # as following.links writes it
ABOUT = "|".join(AboutPage.values)
pages = [
    path("", views.front, name="front"),
    re_path(rf"^(?P<page>{ABOUT})/$", about.about, name="about"),
    re_path(
        rf"^(?P<page>{ABOUT})/v(?P<version>[1-9][0-9]{{0,8}})/$", about.about_version, name="about-version"
    ),
    re_path(
        rf"^(?P<page>{ABOUT})/v(?P<before>[1-9][0-9]{{0,8}})/to/v(?P<after>[1-9][0-9]{{0,8}})/$",
        about.about_changes,
        name="about-changes",
    ),
    path("corrections/", views.corrections, name="corrections"),
    path("ask/", asking.ask, name="ask"),
    re_path(r"^ask/(?P<key>[A-Za-z0-9_-]{22})/$", asking.status, name="request"),
    re_path(
        r"^follow/(?P<kind>claim|speaker|topic)/(?P<key>[-a-zA-Z0-9_]{1,80})/$",
        following.follow,
        name="follow",
    ),
    path("follow/sent/", following.asked, name="follow-asked"),
    re_path(rf"^follow/confirm/(?P<token>{SIGNED})/$", following.confirm, name="follow-confirm"),
    re_path(rf"^follow/stop/(?P<token>{SIGNED})/$", following.stop, name="follow-stop"),
    re_path(rf"^follow/stop-all/(?P<token>{SIGNED})/$", following.stop_all, name="follow-stop-all"),
    re_path(rf"^follow/manage/(?P<token>{SIGNED})/$", following.manage, name="follow-manage"),
    path("search/", search.search, name="search"),
    path("topics/<slug:slug>/", subjects.topic, name="topic"),
    # Any slug is let in, here and below: the view sends readers on to the right one, so a mangled link still arrives.
    re_path(r"^speakers/(?P<key>[1-9][0-9]{0,18})/(?:(?P<slug>[^/]+)/)?$", subjects.speaker, name="speaker"),
    re_path(r"^report-an-error/(?P<public_id>[a-z0-9]{1,16})/$", error_reports.report, name="report-error"),
    re_path(
        r"^report-an-error/(?P<public_id>[a-z0-9]{1,16})/thank-you/$",
        error_reports.reported,
        name="error-reported",
    ),
    re_path(
        r"^claims/(?P<public_id>[a-z0-9]{1,16})/v(?P<version>[1-9][0-9]{0,8})/$",
        versions.version,
        name="version",
    ),
    re_path(r"^claims/(?P<public_id>[a-z0-9]{1,16})/embed/$", embedding.embed, name="embed"),
    re_path(
        r"^claims/(?P<public_id>[a-z0-9]{1,16})/v(?P<before>[1-9][0-9]{0,8})/to/v(?P<after>[1-9][0-9]{0,8})/$",
        versions.changes,
        name="changes",
    ),
    re_path(r"^claims/(?P<public_id>[a-z0-9]{1,16})/(?:(?P<slug>[^/]+)/)?$", views.claim, name="claim"),
]
programs = [
    re_path(r"^feed\.(?P<form>atom|json)$", feeds.verdicts, name="feed"),
    re_path(r"^corrections/feed\.(?P<form>atom|json)$", feeds.corrections, name="corrections-feed"),
    path("robots.txt", finding.robots, name="robots"),
    path("sitemap.xml", finding.sitemap_index, name="sitemap-index"),
    path("sitemap-pages.xml", finding.sitemap_pages, name="sitemap-pages"),
    path("sitemap-news.xml", finding.sitemap_news, name="sitemap-news"),
    re_path(
        r"^sitemap-verdicts-(?P<part>[1-9][0-9]{0,8})\.xml$",
        finding.sitemap_verdicts,
        name="sitemap-verdicts",
    ),
    re_path(
        r"^topics/(?P<slug>[-a-zA-Z0-9_]+)/feed\.(?P<form>atom|json)$", subjects.topic_feed, name="topic-feed"
    ),
    re_path(
        r"^speakers/(?P<key>[1-9][0-9]{0,18})/(?:(?P<slug>[^/]+)/)?feed\.(?P<form>atom|json)$",
        subjects.speaker_feed,
        name="speaker-feed",
    ),
    re_path(
        r"^claims/(?P<public_id>[a-z0-9]{1,16})/v(?P<version>[1-9][0-9]{0,8})/card\.png$",
        cards.card,
        name="card",
    ),
    path("oembed/", embedding.oembed, name="oembed"),
]
