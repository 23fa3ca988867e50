"""Addresses of competences: sitting."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
