"""Addresses of what answers tell of the questions."""

from django.urls import path

from perron.competences.views import calibrating

urlpatterns = [
    path("calibrations/", calibrating.calibrations, name="calibrations"),
    path("calibrations/flags/<int:pk>/", calibrating.flag, name="flag"),
]
