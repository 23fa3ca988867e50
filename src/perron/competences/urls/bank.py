"""Addresses of the bank: the framework for everybody, and where questions are kept."""

from django.urls import path

from perron.competences.views.bank import frameworks, keeping, previewing, writing

OF_VERSION = "bank/<slug:code>/<int:number>/"

urlpatterns = [
    path("framework/", frameworks.framework_of_test, name="framework"),
    path("framework/<str:code>/", frameworks.competence, name="competence"),
    path("bank/", keeping.bank, name="bank"),
    path("bank/new/", writing.new, name="bank_new"),
    path("bank/<slug:code>/", keeping.family, name="bank_family"),
    path("bank/<slug:code>/begin/", writing.begin, name="bank_begin"),
    path("bank/<slug:code>/withdraw/", keeping.withdraw, name="bank_withdraw"),
    path("bank/<slug:code>/<int:one>-<int:other>/", keeping.compare, name="bank_compare"),
    path(OF_VERSION, writing.version, name="bank_version"),
    path(f"{OF_VERSION}hand-in/", writing.ask_review, name="bank_hand_in"),
    path(f"{OF_VERSION}publish/", writing.publish, name="bank_publish"),
    path(f"{OF_VERSION}send-back/", writing.back, name="bank_send_back"),
    path(f"{OF_VERSION}discard/", writing.discard, name="bank_discard"),
    path(f"{OF_VERSION}preview/<slug:variant>/", previewing.preview, name="bank_preview"),
    path(f"{OF_VERSION}preview/<slug:variant>/file/", previewing.file, name="bank_file"),
]
