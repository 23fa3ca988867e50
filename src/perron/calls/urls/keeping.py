"""Where officers keep editions and applications."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
