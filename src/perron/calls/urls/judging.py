"""Where juries read and score."""

from django.urls import URLPattern, path

from perron.calls.views.judging import files, offline, reading, seats

urlpatterns: list[URLPattern] = [
    path("jury/", seats.juries, name="jury"),
    path("jury/<uuid:key>/", seats.seat, name="jury_seat"),
    path("jury/<uuid:key>/rules/", seats.accept, name="jury_accept"),
    path("jury/<uuid:key>/leave/", seats.leave, name="jury_leave"),
    path("jury/<uuid:key>/offline/", offline.download, name="jury_offline"),
    path("jury/<uuid:key>/upload/", offline.upload, name="jury_upload"),
    path("jury/review/<uuid:key>/", reading.review, name="review"),
    path("jury/review/<uuid:key>/declare/", reading.declare, name="review_declare"),
    path("jury/review/<uuid:key>/check/", reading.check, name="review_check"),
    path("jury/review/<uuid:key>/files/<uuid:file>/", files.attachment, name="review_file"),
]
