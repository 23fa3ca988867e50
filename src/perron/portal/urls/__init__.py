"""Addresses of the public face: English path words in every region."""

from perron.portal.urls import asking, lists, pages

app_name = "portal"
urlpatterns = [*pages.urlpatterns, *lists.urlpatterns, *asking.urlpatterns]
