"""Where officers keep editions and applications."""

from django.urls import URLPattern, path

from perron.calls.views.applying import keeping as applying
from perron.calls.views.editions import facts, keeping, noticing
from perron.calls.views.judging import keeping as juries

urlpatterns: list[URLPattern] = [
    path("keep/facts/", facts.facts, name="kept_facts"),
    path("keep/editions/", keeping.editions, name="kept_editions"),
    path("keep/editions/new/", keeping.document, name="new_edition"),
    path("keep/editions/<slug:code>/", keeping.edition, name="kept_edition"),
    path("keep/editions/<slug:code>/document/", keeping.document, name="kept_document"),
    path("keep/editions/<slug:code>/year/", keeping.year, name="kept_year"),
    path("keep/editions/<slug:code>/publish/", keeping.publish, name="publish_edition"),
    path("keep/editions/<slug:code>/discard/", keeping.discard, name="discard_edition"),
    path("keep/editions/<slug:code>/correct/", noticing.correct, name="correct_edition"),
    path("keep/editions/<slug:code>/extend/", noticing.extend, name="extend_edition"),
    path(
        "keep/editions/<slug:code>/as-applicant/",
        keeping.preview,
        {"side": "applicant"},
        name="preview_applicant",
    ),
    path(
        "keep/editions/<slug:code>/as-juror/",
        keeping.preview,
        {"side": "juror"},
        name="preview_juror",
    ),
    path("keep/juries/", juries.kept_juries, name="kept_juries"),
    path("keep/juries/<slug:code>/", juries.kept_jury, name="kept_jury"),
    path("keep/juries/<slug:code>/name/", juries.name, name="name_juror"),
    path("keep/juries/<slug:code>/assign/", juries.assign, name="assign_reviews"),
    path("keep/juries/<slug:code>/seal/", juries.seal, name="seal_ranking"),
    path("keep/juries/<slug:code>/severity/", juries.severity, name="kept_severity"),
    path("keep/juries/<slug:code>/scores/<str:number>/", juries.consensus, name="consensus"),
    path("keep/jurors/<uuid:key>/remove/", juries.remove, name="remove_juror"),
    path("keep/reviews/<uuid:key>/reopen/", juries.reopen, name="reopen_review"),
    path("keep/applications/", applying.applications, name="keep_applications"),
    path("keep/applications/<uuid:key>/", applying.application, name="keep_application"),
    path("keep/signings/", applying.signings, name="keep_signings"),
]
