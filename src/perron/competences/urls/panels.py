"""Addresses of competences: what is declared, figures, panels and their codes."""

from django.urls import path

from perron.competences.views import declaring, figures
from perron.competences.views.panels import inviting, keeping

urlpatterns = [
    path("declared/<uuid:key>/", declaring.declaring, name="declared"),
    path("figures/", figures.figures, name="figures"),
    path("figures/people.csv", figures.takers_csv, name="takers_csv"),
    path("figures/panels/<slug:code>.csv", figures.panel_csv, name="panel_csv"),
    path("invited/", inviting.invited, name="invited"),
    path("panels/", keeping.panels, name="panels"),
    path("panels/new/", keeping.new, name="new_panel"),
    path("panels/<slug:code>/", keeping.panel, name="panel"),
    path("panels/<slug:code>/codes/", keeping.codes, name="panel_codes"),
    path("panels/<slug:code>/publish/", keeping.publish, name="publish_panel"),
]
