"""The address of the page about open data."""

from django.urls import path

from perron.api.views import page

app_name = "open_data"
urlpatterns = [path("", page.page, name="page")]
