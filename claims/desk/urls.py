"""The editors' addresses."""

from django.urls import path

from claims.desk import articles, assigning, claim, page, people, publishing, queue, reviews, writing

app_name = "desk"
urlpatterns = [
    path("", queue.show_queue, name="queue"),
    path("sign-in/", people.sign_in, name="sign-in"),
    path("sign-out/", people.sign_out, name="sign-out"),
    path("tokens/", people.show_tokens, name="tokens"),
    path("tokens/<str:key>/revoke/", people.revoke_token, name="revoke-token"),
    path("claims/<slug:public_id>/", claim.show_claim, name="claim"),
    path("claims/<slug:public_id>/accept/", queue.accept, name="accept"),
    path("claims/<slug:public_id>/dismiss/", queue.dismiss, name="dismiss"),
    path("claims/<slug:public_id>/reconsider/", queue.reconsider, name="reconsider"),
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
    path("reviews/<int:pk>/correct/", publishing.correct, name="correct"),
    path("reviews/<int:pk>/cancel/", publishing.cancel, name="cancel"),
    path("reviews/<int:pk>/retract/", publishing.retract, name="retract"),
    path("reviews/<int:pk>/restore/", publishing.restore, name="restore"),
    path("reviews/<int:pk>/schedule/", publishing.schedule, name="schedule"),
    path("reviews/<int:pk>/unschedule/", publishing.unschedule, name="unschedule"),
    path("reviews/<int:pk>/plan/", assigning.plan, name="plan"),
    path("reviews/<int:pk>/take/", assigning.take, name="take"),
    path("reviews/<int:pk>/follow/", assigning.follow, name="follow"),
    path("reviews/<int:pk>/unfollow/", assigning.unfollow, name="unfollow"),
    path("reviews/<int:pk>/comment/", assigning.comment, name="comment"),
    path("preview/", writing.preview_prose, name="preview"),
    path("<path:rest>", page.unknown),
]
