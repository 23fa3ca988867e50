"""Where juries read and score."""

from django.urls import URLPattern, path

from perron.calls.views.judging.files import attachment
from perron.calls.views.judging.offline import download, upload
from perron.calls.views.judging.reading import check, declare, review
from perron.calls.views.judging.seats import accept, juries, leave, seat

urlpatterns: list[URLPattern] = [
    path("jury/", juries, name="jury"),
    path("jury/<uuid:key>/", seat, name="jury_seat"),
    path("jury/<uuid:key>/rules/", accept, name="jury_accept"),
    path("jury/<uuid:key>/leave/", leave, name="jury_leave"),
    path("jury/<uuid:key>/offline/", download, name="jury_offline"),
    path("jury/<uuid:key>/upload/", upload, name="jury_upload"),
    path("jury/review/<uuid:key>/", review, name="review"),
    path("jury/review/<uuid:key>/declare/", declare, name="review_declare"),
    path("jury/review/<uuid:key>/check/", check, name="review_check"),
    path("jury/review/<uuid:key>/files/<uuid:file>/", attachment, name="review_file"),
]
