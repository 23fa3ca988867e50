"""Addresses of the public face: English path words in every region."""

from perron.portal.urls.lists import urlpatterns as lists
from perron.portal.urls.pages import urlpatterns as pages

app_name = "portal"
urlpatterns = [*pages, *lists]
