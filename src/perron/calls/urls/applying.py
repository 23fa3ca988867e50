"""Where applications are written."""

from django.urls import path

from perron.calls.views.applying import answering, beginning, files, handing, mine, team, writing

ONE = "applications/<uuid:key>/"
urlpatterns = [
    path("applications/", mine.applications, name="applications"),
    path(ONE, mine.application, name="application"),
    path(f"{ONE}pages/<slug:code>/", writing.form_page, name="form_page"),
    path(f"{ONE}hand-in/", handing.handing_in, name="hand_in"),
    path(f"{ONE}receipts/<int:number>/", handing.receipt, name="receipt"),
    path(f"{ONE}reopen/", handing.reopen, name="reopen_application"),
    path(f"{ONE}withdraw/", handing.withdrawing, name="withdraw_application"),
    path(f"{ONE}team/", team.team, name="team"),
    path(f"{ONE}together/", team.sharers, name="sharers"),
    path(f"{ONE}files/", files.files, name="files"),
    path(f"{ONE}files/<uuid:one>/", files.file, name="file"),
    path(f"{ONE}missing/<uuid:one>/", answering.completion, name="completion"),
    path("applications/join/<str:token>/", team.join, name="join"),
    path("applications/shares/<int:pk>/", team.share, name="share"),
    path("signing/", answering.signing, name="signing"),
    path("<slug:code>/apply/", beginning.begin, name="apply"),
]
