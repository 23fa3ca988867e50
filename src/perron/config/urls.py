"""All addresses: a language, then English path words in every region."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from perron.accounts.views import provider

handler500 = "perron.core.operating.requests.broken"
handler429 = "perron.accounts.views.entrance.too_many"
urlpatterns = [
    path("api/v1/", include("perron.api.urls.machines")),
    path("sign-in/provider/answer/", provider.answer, name="provider_answer"),
    *i18n_patterns(
        path("", include("perron.accounts.urls")),
        path("calls/", include("perron.calls.urls")),
        path("desk/", include("perron.desk.urls")),
        path("letters/", include("perron.letters.urls")),
        path("open-data/", include("perron.api.urls.pages")),
        path("skills/", include("perron.competences.urls")),
        path("", include("perron.portal.urls")),
    ),
]
