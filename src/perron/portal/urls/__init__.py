"""Addresses of the public face."""

app_name = "portal"
urlpatterns: list = []
