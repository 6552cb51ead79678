"""The addresses that django-allauth asks for by its own names; the rest of its pages do not exist here."""

from django.urls import path

from claims.desk import account, door

urlpatterns = [
    path("sign-in/", door.sign_in, name="account_login"),
    path("sign-in/code/", door.second_factor, name="mfa_authenticate"),
    path("account/", account.show_account, name="mfa_index"),
    path("account/confirm/", account.confirm_password, name="account_reauthenticate"),
    path("account/confirm-code/", account.confirm_code, name="mfa_reauthenticate"),
    path("account/password/", account.change_password, name="account_change_password"),
    path("account/two-factor/", account.set_up, name="mfa_activate_totp"),
    path("account/two-factor/remove/", account.remove, name="mfa_deactivate_totp"),
    path("account/recovery-codes/", account.show_codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", account.new_codes, name="mfa_generate_recovery_codes"),
]
