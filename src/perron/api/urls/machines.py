"""Addresses for machines: outside of every language; what is not listed is explained."""

from django.urls import path, re_path

from perron.api.views import catalogue, feeds, finding, journal, owing, records
from perron.api.views.answering import nothing_else

app_name = "api"
urlpatterns = [
    path("", finding.index, name="index"),
    path("openapi.json", finding.description, name="openapi"),
    path("search", finding.found, name="search"),
    path("figures", finding.figures, name="figures"),
    path("journal", journal.journal, name="journal"),
    path("owed", owing.owed, name="owed"),
    path("answers", owing.answered, name="answers"),
    path("seals", journal.seals, name="seals"),
    path("seals/<str:day>", journal.seal, name="seal"),
    path("snapshots", journal.snapshots, name="snapshots"),
    path("snapshots/<str:day>", journal.snapshot, name="snapshot"),
    path("snapshots/<str:day>/content", journal.snapshot_content, name="snapshot_content"),
    path("catalogue.jsonld", catalogue.catalogue, name="catalogue"),
    path("calendar.ics", feeds.calendar, name="calendar"),
    path("feeds/changes.atom", feeds.changes, name="changes"),
    path("feeds/seals.atom", feeds.seals, name="seals_feed"),
    path("feeds/<slug:path>/<path:key>.atom", feeds.thing, name="feed_of_thing"),
    path("organisations/<str:key>/contacts", records.contacts, name="contacts"),
    path("strategies/<str:key>/file", records.strategy_file, name="strategy_file"),
    path("<slug:path>", records.records, name="records"),
    path("<slug:path>/<path:key>.jsonld", records.linked_record, name="linked_record"),
    path("<slug:path>/<path:key>", records.record, name="record"),
    re_path(r"^(?P<path>.*)$", nothing_else),
]
