from django.urls import path

from perron.letters.views import preferences

app_name = "letters"
urlpatterns = [
    path("<str:token>/", preferences, name="preferences"),
]
