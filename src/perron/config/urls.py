"""All addresses: a language, then English path words in every region."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    *i18n_patterns(
        path("sign-in/", include("allauth.account.urls")),
        path("desk/", include("perron.desk.urls")),
        path("", include("perron.portal.urls")),
    ),
]
