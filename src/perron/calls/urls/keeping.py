"""Where officers keep editions and applications."""

from django.urls import URLPattern, path

from perron.calls.views.judging import keeping as juries

urlpatterns: list[URLPattern] = [
    path("keep/juries/", juries.kept_juries, name="kept_juries"),
    path("keep/juries/<slug:code>/", juries.kept_jury, name="kept_jury"),
    path("keep/juries/<slug:code>/name/", juries.name, name="name_juror"),
    path("keep/juries/<slug:code>/assign/", juries.assign, name="assign_reviews"),
    path("keep/juries/<slug:code>/seal/", juries.seal, name="seal_ranking"),
    path("keep/juries/<slug:code>/severity/", juries.severity, name="kept_severity"),
    path("keep/juries/<slug:code>/scores/<str:number>/", juries.consensus, name="consensus"),
    path("keep/jurors/<uuid:key>/remove/", juries.remove, name="remove_juror"),
    path("keep/reviews/<uuid:key>/reopen/", juries.reopen, name="reopen_review"),
]
