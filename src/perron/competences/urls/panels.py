"""Addresses of competences: panels."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
