"""Addresses of lists, of the directory, and of what stands behind the pages."""

from django.urls import path

from perron.portal.views import changes, directory, lists, money, seals, sources, territory

urlpatterns = [
    path("programmes/", lists.programmes, name="programmes"),
    path("measures/", lists.measures, name="measures"),
    path("organisations/", lists.organisations, name="organisations"),
    path("places/", lists.places, name="places"),
    path("download/<slug:section>.<slug:form>", lists.download, name="download"),
    path("money/", money.money, name="money"),
    path("money/envelopes.<slug:form>", money.money_file, name="money_file"),
    path("search/", lists.search_page, name="search"),
    path("organisations/<slug:code>/", directory.organisation, name="organisation"),
    path("places/<slug:code>/", directory.place, name="place"),
    path("territory/", territory.overview, name="territory"),
    path("territory/districts/<slug:code>/", territory.district, name="district"),
    path("territory/<slug:code>/", territory.municipality, name="municipality"),
    path("sources/", sources.index, name="sources"),
    path("sources/<slug:code>/", sources.reference, name="reference"),
    path("journal/", changes.journal, name="journal"),
    path("journal/seals/", seals.seals, name="seals"),
    path("journal/seals/<slug:day>.json", seals.seal, name="seal"),
    path("snapshots/", changes.snapshots, name="snapshots"),
    path("snapshots/<slug:day>/", changes.snapshot, name="snapshot"),
    path("snapshots/<slug:day>/all.json", changes.snapshot_file, name="snapshot_file"),
    path("snapshots/<slug:day>/<slug:kind>/<path:code>/", changes.kept_record, name="kept_record"),
]
