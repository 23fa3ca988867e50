"""Addresses of competences: bank."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
