"""All addresses of calls, by who comes there."""

from django.urls import include, path

app_name = "calls"
urlpatterns = [
    path("", include("perron.calls.urls.applying")),
    path("", include("perron.calls.urls.judging")),
    path("", include("perron.calls.urls.deciding")),
    path("", include("perron.calls.urls.keeping")),
    path("", include("perron.calls.urls.public")),  # last: its first part is any edition's code
]
