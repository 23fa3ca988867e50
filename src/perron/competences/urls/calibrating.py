"""Addresses of competences: calibrating."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
