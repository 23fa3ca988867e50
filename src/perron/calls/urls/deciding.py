"""Where decisions are prepared and announced."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
