"""All addresses of competences, by what people do there."""

from django.urls import include, path

app_name = "competences"
urlpatterns = [
    path("", include("perron.competences.urls.sitting")),
    path("", include("perron.competences.urls.profile")),
    path("", include("perron.competences.urls.panels")),
    path("", include("perron.competences.urls.bank")),
    path("", include("perron.competences.urls.calibrating")),
]
