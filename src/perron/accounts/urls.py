from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.webauthn import views as passkeys
from django.urls import path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from perron.accounts.views import entrance, mandates, own, persons, provider
from perron.accounts.views import factors as own_factors
from perron.accounts.views.proof import fresh

to_account = require_safe(RedirectView.as_view(pattern_name="account"))

# Only what has a page of this house: allauth has more addresses than this site has uses for.
urlpatterns = [
    path("sign-in/login/", entrance.SignIn.as_view(), name="account_login"),
    path("sign-in/code/", entrance.AskForCode.as_view(), name="account_request_login_code"),
    path("sign-in/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("sign-in/factor/", factors.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/provider/", provider.leave, name="provider_leave"),
    path("sign-in/logout/", account.logout, name="account_logout"),
    path("sign-in/signup/", entrance.no_account, name="account_signup"),
    path("sign-in/inactive/", account.account_inactive, name="account_inactive"),
    path("sign-in/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/reauthenticate/factor/", factors.reauthenticate, name="mfa_reauthenticate"),
    path(
        "sign-in/reauthenticate/passkey/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("sign-in/reauthenticate/letter/", own.prove, name="account_prove"),
    path("sign-in/password/reset/", account.password_reset, name="account_reset_password"),
    path(
        "sign-in/password/reset/confirm/",
        account.confirm_password_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path(
        "sign-in/password/reset/complete/",
        account.complete_password_reset,
        name="account_complete_password_reset",
    ),
    path(
        "sign-in/password/reset/done/",
        account.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    path("account/", own.account, name="account"),
    path("account/profile/", own.profile, name="account_profile"),
    path("account/data/", persons.data, name="account_data"),
    path("account/data/download/", persons.download, name="account_data_download"),
    path("account/data/erase/", persons.erase, name="account_erase"),
    path("account/erased/", persons.erased, name="account_erased"),
    path("account/email/", own.email, name="account_change_email"),
    path("account/email/confirm/", own.confirm_email, name="account_confirm_new_email"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/password/set/", fresh(account.password_set), name="account_set_password"),
    path("account/password/remove/", own.drop_password, name="account_remove_password"),
    path("account/factors/", to_account, name="mfa_index"),
    path("account/factors/passkeys/", to_account, name="mfa_list_webauthn"),
    path("account/factors/app/", fresh(own_factors.AddApp.as_view()), name="mfa_activate_totp"),
    path("account/factors/app/code.svg", own_factors.app_picture, name="app_picture"),
    path(
        "account/factors/app/remove/",
        fresh(own_factors.RemoveApp.as_view()),
        name="mfa_deactivate_totp",
    ),
    path(
        "account/factors/recovery-codes/",
        fresh(recovery.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/factors/recovery-codes/new/",
        fresh(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/factors/passkeys/add/",
        fresh(own_factors.AddPasskey.as_view()),
        name="mfa_add_webauthn",
    ),
    path(
        "account/factors/passkeys/<int:pk>/",
        fresh(own_factors.NamePasskey.as_view()),
        name="mfa_edit_webauthn",
    ),
    path(
        "account/factors/passkeys/<int:pk>/remove/",
        fresh(own_factors.RemovePasskey.as_view()),
        name="mfa_remove_webauthn",
    ),
    path("account/sessions/end/", own.end_others, name="account_end_others"),
    path("account/sessions/<uuid:key>/end/", own.end_one, name="account_end_session"),
    path("account/identities/<int:pk>/untie/", provider.untie, name="provider_untie"),
    path("account/identities/", to_account, name="socialaccount_connections"),
    path("account/mandates/", mandates.mandates, name="account_mandates"),
    path("account/mandates/new/", mandates.give, name="account_mandate_give"),
    path("account/mandates/paper/", mandates.enter, name="account_mandate_enter"),
    path("account/mandates/stop/", mandates.stop, name="account_mandate_stop"),
    path("account/mandates/<uuid:key>/accept/", mandates.accept, name="account_mandate_accept"),
    path("account/mandates/<uuid:key>/end/", mandates.end, name="account_mandate_end"),
    path("account/mandates/<uuid:key>/act/", mandates.act, name="account_mandate_act"),
]
