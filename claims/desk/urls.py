"""The editors' addresses."""

from django.urls import path

from claims.desk import (
    articles,
    claim,
    decisions,
    figures,
    page,
    people,
    queue,
    reviews,
    views,
    writing,
)

app_name = "desk"
urlpatterns = [
    path("", queue.show_queue, name="queue"),
    path("sign-in/", people.sign_in, name="sign-in"),
    path("sign-out/", people.sign_out, name="sign-out"),
    path("tokens/", people.show_tokens, name="tokens"),
    path("tokens/<str:key>/revoke/", people.revoke_token, name="revoke-token"),
    path("decide/", decisions.decide_many, name="decide-many"),
    path("undo/", decisions.undo, name="undo"),
    path("commands/", views.show_commands, name="commands"),
    path("views/", views.show_views, name="views"),
    path("views/save/", views.save_view, name="save-view"),
    path("views/<int:pk>/remove/", views.remove_view, name="remove-view"),
    path("figures/", figures.show_figures, name="figures"),
    path("figures/<slug:name>.csv", figures.export_figures, name="figures-csv"),
    path("claims/<slug:public_id>/", claim.show_claim, name="claim"),
    path("claims/<slug:public_id>/accept/", decisions.accept, name="accept"),
    path("claims/<slug:public_id>/dismiss/", decisions.dismiss, name="dismiss"),
    path("claims/<slug:public_id>/reconsider/", decisions.reconsider, name="reconsider"),
    path("claims/<slug:public_id>/merge/", decisions.merge, name="merge"),
    path("claims/<slug:public_id>/unmerge/", decisions.unmerge, name="unmerge"),
    path("claims/<slug:public_id>/open-review/", reviews.begin, name="open-review"),
    path("articles/", articles.show_list, name="articles"),
    path("articles/new/", articles.paste, name="paste"),
    path("articles/<int:pk>/", articles.show_article, name="article"),
    path("articles/<int:pk>/state/", articles.show_state, name="article-state"),
    path("reviews/", reviews.show_list, name="reviews"),
    path("reviews/<int:pk>/", writing.show_revision, name="revision"),
    path("reviews/<int:pk>/preview/", writing.preview_page, name="preview-page"),
    path("reviews/<int:pk>/approve/", reviews.approve, name="approve"),
    path("reviews/<int:pk>/return/", reviews.send_back, name="return"),
    path("reviews/<int:pk>/submit/", reviews.submit, name="submit"),
    path("reviews/<int:pk>/publish/", reviews.publish, name="publish"),
    path("preview/", writing.preview_prose, name="preview"),
    path("<path:rest>", page.unknown),
]
