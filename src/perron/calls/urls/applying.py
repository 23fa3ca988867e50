"""Where applications are written."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
