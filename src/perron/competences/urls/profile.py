"""Addresses of profiles: what is known, the answers, what to learn, files, one's own tests."""

from django.urls import path

from perron.competences.views.profile import mine, pages

urlpatterns = [
    path("mine/", mine.mine, name="mine"),
    path("mine/progress/", mine.progress, name="progress"),
    path("<uuid:key>/profile/", pages.profile, name="profile"),
    path("<uuid:key>/profile/<str:file>", pages.take_away, name="profile_file"),
    path("<uuid:key>/answers/", pages.answers, name="answers"),
    path("<uuid:key>/learn/", pages.learn, name="learn"),
    path("<uuid:key>/sheet/", pages.sheet, name="sheet"),
]
