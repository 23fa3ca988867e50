"""All addresses: a language, then English path words in every region."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from perron.accounts.views import mandates, provider

handler500 = "perron.core.operating.requests.broken"
handler429 = "perron.accounts.views.entrance.too_many"
urlpatterns = [
    path("api/v1/", include("perron.api.urls.machines")),
    path("sign-in/provider/answer/", provider.answer, name="provider_answer"),
    *i18n_patterns(
        path("", include("perron.accounts.urls")),
        path("account/mandates/", mandates.mandates, name="account_mandates"),
        path("account/mandates/new/", mandates.give, name="account_mandate_give"),
        path("account/mandates/paper/", mandates.enter, name="account_mandate_enter"),
        path("account/mandates/stop/", mandates.stop, name="account_mandate_stop"),
        path("account/mandates/<uuid:key>/accept/", mandates.accept, name="account_mandate_accept"),
        path("account/mandates/<uuid:key>/end/", mandates.end, name="account_mandate_end"),
        path("account/mandates/<uuid:key>/act/", mandates.act, name="account_mandate_act"),
        path("desk/", include("perron.desk.urls")),
        path("letters/", include("perron.letters.urls")),
        path("open-data/", include("perron.api.urls.pages")),
        path("", include("perron.portal.urls")),
    ),
]
