"""Addresses of what people ask, what they are answered, and what is owed."""

from django.urls import path

from perron.portal.views import accessibility, answers, asking, owed

urlpatterns = [
    path("ask/", asking.asking, name="ask"),
    path("asked/<str:token>/", asking.asked, name="asked"),
    path("answers/", answers.answers, name="answers"),
    path("answers/<int:number>/", answers.answer, name="answer"),
    path("owed/", owed.owed, name="owed"),
    path("owed/download.<slug:form>", owed.owed_file, name="owed_file"),
    path("accessibility/", accessibility.accessibility, name="accessibility"),
]
