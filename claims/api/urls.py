"""The addresses of the API, version 1."""

from django.urls import path, re_path
from drf_spectacular.views import SpectacularAPIView

from claims.api import (
    articles,
    claims,
    desk_claims,
    desk_deliveries,
    desk_replies,
    desk_reports,
    desk_requests,
    desk_revisions,
    desk_webhooks,
    exports,
    ledger,
    names,
    views,
)

CLAIM = "^claims/(?P<public_id>[a-z0-9]{1,16})"
DESK_CLAIM = "^desk/claims/(?P<public_id>[a-z0-9]{1,16})"

app_name = "api"
urlpatterns = [
    path("claims/", claims.ClaimList.as_view(), name="claims"),
    re_path(rf"{CLAIM}/$", claims.ClaimDetail.as_view(), name="claim"),
    re_path(rf"{CLAIM}/versions/$", claims.VersionList.as_view(), name="versions"),
    re_path(
        rf"{CLAIM}/versions/(?P<version>[1-9][0-9]{{0,8}})/$", claims.VersionDetail.as_view(), name="version"
    ),
    path("changes/", ledger.ChangeList.as_view(), name="changes"),
    path("corrections/", ledger.CorrectionList.as_view(), name="corrections"),
    path("ratings/", ledger.Scale.as_view(), name="ratings"),
    path("speakers/", names.SpeakerList.as_view(), name="speakers"),
    path("topics/", names.TopicList.as_view(), name="topics"),
    path("export/claims.jsonl", exports.JsonLinesExport.as_view(), name="export-jsonl"),
    path("export/claims.csv", exports.CsvExport.as_view(), name="export-csv"),
    path("export/claims.parquet", exports.ParquetExport.as_view(), name="export-parquet"),
    path("export/datafeed.json", exports.DataFeed.as_view(), name="datafeed"),
    path("articles/", articles.ArticleList.as_view(), name="articles"),
    path("articles/<int:pk>/", articles.ArticleDetail.as_view(), name="article"),
    path("desk/claims/", desk_claims.Queue.as_view(), name="desk-claims"),
    re_path(rf"{DESK_CLAIM}/$", desk_claims.QueuedClaim.as_view(), name="desk-claim"),
    re_path(rf"{DESK_CLAIM}/moves/$", desk_claims.ClaimMoves.as_view(), name="desk-claim-moves"),
    path("desk/revisions/", desk_revisions.RevisionList.as_view(), name="desk-revisions"),
    path("desk/revisions/<int:pk>/", desk_revisions.RevisionDetail.as_view(), name="desk-revision"),
    path(
        "desk/revisions/<int:pk>/moves/", desk_revisions.RevisionMoves.as_view(), name="desk-revision-moves"
    ),
    path(
        "desk/revisions/<int:pk>/evidence/",
        desk_revisions.RevisionEvidence.as_view(),
        name="desk-revision-evidence",
    ),
    path("desk/revisions/<int:pk>/replies/", desk_replies.ReplyList.as_view(), name="desk-replies"),
    path(
        "desk/revisions/<int:pk>/replies/<int:attempt>/",
        desk_replies.ReplyDetail.as_view(),
        name="desk-reply",
    ),
    path(
        "desk/revisions/<int:pk>/replies/<int:attempt>/moves/",
        desk_replies.ReplyMoves.as_view(),
        name="desk-reply-moves",
    ),
    path("desk/error-reports/", desk_reports.ErrorReportList.as_view(), name="desk-error-reports"),
    path("desk/error-reports/<int:pk>/", desk_reports.ErrorReportDetail.as_view(), name="desk-error-report"),
    path(
        "desk/error-reports/<int:pk>/moves/",
        desk_reports.ErrorReportMoves.as_view(),
        name="desk-error-report-moves",
    ),
    path("desk/requests/", desk_requests.RequestList.as_view(), name="desk-requests"),
    path("desk/requests/<int:pk>/", desk_requests.RequestDetail.as_view(), name="desk-request"),
    path("desk/requests/<int:pk>/moves/", desk_requests.RequestMoves.as_view(), name="desk-request-moves"),
    path("desk/webhooks/", desk_webhooks.WebhookList.as_view(), name="desk-webhooks"),
    path("desk/webhooks/<int:pk>/", desk_webhooks.WebhookDetail.as_view(), name="desk-webhook"),
    path("desk/webhooks/<int:pk>/secret/", desk_webhooks.NewSecret.as_view(), name="desk-webhook-secret"),
    path("desk/webhooks/<int:pk>/test/", desk_deliveries.Test.as_view(), name="desk-webhook-test"),
    path("desk/webhooks/<int:pk>/replay/", desk_deliveries.Replay.as_view(), name="desk-webhook-replay"),
    path("desk/deliveries/", desk_deliveries.DeliveryList.as_view(), name="desk-deliveries"),
    path("schema/", SpectacularAPIView.as_view(authentication_classes=[]), name="schema"),
    path("docs/", views.docs, name="docs"),
    re_path(r"^(?:[\s\S]*/)?$", views.NoSuchAddress.as_view()),
]
