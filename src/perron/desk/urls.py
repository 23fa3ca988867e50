from django.urls import path

from perron.desk.views import (
    claims,
    doubles,
    drafts,
    editing,
    files,
    home,
    organisations,
    spreadsheets,
)

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("work/translations/", home.translations, name="translations"),
    path("work/sources/", home.unsourced, name="unsourced"),
    path("work/figures/", home.stale, name="stale"),
    path("work/organisations/", home.unconfirmed, name="unconfirmed"),
    path("work/duplicates/", doubles.duplicates, name="duplicates"),
    path("work/claims/", claims.waiting, name="claims"),
    path("records/<slug:kind>/", home.records, name="records"),
    path("new/<slug:kind>/", editing.new, name="new"),
    path("edit/<slug:kind>/<path:code>/", editing.edit, name="edit"),
    path("names/<slug:kind>/", editing.choices, name="choices"),
    path("drafts/<int:pk>/", drafts.show, name="draft"),
    path("drafts/<int:pk>/publish/", drafts.publish, name="publish"),
    path("drafts/<int:pk>/discard/", drafts.discard, name="discard"),
    path("drafts/<int:pk>/settle/", drafts.settle, name="settle"),
    path("strategy-file/", files.strategy_file, name="strategy_file"),
    path("spreadsheet/", spreadsheets.spreadsheet, name="spreadsheet"),
    path("claims/<int:pk>/decide/", claims.decide, name="decide"),
    path("claims/<int:pk>/end/", claims.end, name="end"),
    path("organisations/<slug:code>/claim/", claims.claim, name="claim"),
    path("organisations/<slug:code>/", organisations.organisation, name="organisation"),
    path("organisations/<slug:code>/confirm/", organisations.confirm, name="confirm"),
    path("organisations/<slug:code>/contacts/", organisations.new_contact, name="new_contact"),
    path("organisations/<slug:code>/contacts/<int:pk>/", organisations.contact, name="contact"),
    path("organisations/<slug:code>/merge/<slug:into>/", doubles.merge, name="merge"),
]
