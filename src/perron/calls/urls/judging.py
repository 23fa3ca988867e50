"""Where juries read and score."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
