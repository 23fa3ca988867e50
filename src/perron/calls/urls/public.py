"""What everybody may read."""

from django.urls import URLPattern, path

from perron.calls.views.editions import reading

urlpatterns: list[URLPattern] = [
    path("", reading.editions, name="editions"),
    path("<slug:code>/", reading.edition, name="edition"),
    path("<slug:code>/eligible/", reading.eligible, name="eligible"),
    path("<slug:code>/questions/", reading.questions, name="edition_questions"),
    path("<slug:code>/rules.json", reading.rules, name="edition_rules"),
    path("<slug:code>/calendar.ics", reading.calendar, name="edition_calendar"),
]
