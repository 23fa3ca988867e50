"""Addresses of sittings: beginning, one address for each question, leaving and coming back."""

from django.urls import path

from perron.competences.views.sitting import beginning, leaving, turning

urlpatterns = [
    path("", beginning.start, name="start"),
    path("begin/", beginning.begin, name="begin"),
    path("back/", leaving.back, name="back"),
    path("gone/", leaving.gone, name="gone"),
    path("<uuid:key>/", turning.goes_on, name="sitting"),
    path("<uuid:key>/<int:place>/", turning.turn, name="turn"),
    path("<uuid:key>/<int:place>/file/", turning.file, name="file"),
    path("<uuid:key>/<int:place>/report/", turning.report, name="report"),
    path("<uuid:key>/harder/", turning.harder, name="harder"),
    path("<uuid:key>/picture/", leaving.picture, name="picture"),
    path("<uuid:key>/pause/", leaving.pause, name="pause"),
    path("<uuid:key>/erase/", leaving.erase, name="erase"),
    path("<uuid:key>/leave/", leaving.leave, name="leave"),
    path("<uuid:key>/keep/", leaving.keep, name="keep"),
]
