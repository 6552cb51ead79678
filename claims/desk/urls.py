"""The editors' addresses."""

from django.urls import path

from claims.desk import account, articles, audit, claim, door, page, people, queue, reviews, tokens, writing

app_name = "desk"
urlpatterns = [
    path("", queue.show_queue, name="queue"),
    path("sign-in/", door.sign_in, name="sign-in"),
    path("sign-out/", door.sign_out, name="sign-out"),
    path("welcome/<str:uidb64>/<str:token>/", door.first_password, name="first-password"),
    path("account/", account.show_account, name="account"),
    path("account/sessions/end-others/", account.end_others, name="end-other-sessions"),
    path("account/sessions/<int:pk>/end/", account.end_one, name="end-session"),
    path("people/", people.show_list, name="people"),
    path("people/new/", people.invite, name="invite"),
    path("people/<int:pk>/", people.show_person, name="person"),
    path("people/<int:pk>/roles/", people.change_role, name="change-role"),
    path("people/<int:pk>/close/", people.close, name="close-account"),
    path("people/<int:pk>/open/", people.reopen, name="open-account"),
    path("people/<int:pk>/new-password/", people.renew, name="renew-password"),
    path("people/<int:pk>/remove-two-factor/", people.remove_second_factor, name="remove-two-factor"),
    path("audit/", audit.show_audit, name="audit"),
    path("tokens/", tokens.show_tokens, name="tokens"),
    path("tokens/<str:key>/revoke/", tokens.revoke_token, name="revoke-token"),
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
    path("preview/", writing.preview_prose, name="preview"),
    path("<path:rest>", page.unknown),
]
