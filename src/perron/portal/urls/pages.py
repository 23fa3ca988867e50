"""Addresses of the pages about the strategy itself."""

from django.urls import path

from perron.portal.views import (
    about,
    evaluations,
    home,
    indicators,
    measures,
    privacy,
    programmes,
    strategy,
    updates,
    versions,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("strategy/", strategy.strategy, name="strategy"),
    path("strategy/<slug:code>/", strategy.strategy, name="strategy"),
    path("versions/<slug:code>/", versions.version, name="version"),
    path("themes/<slug:code>/", versions.node, name="node"),
    path("programmes/<slug:code>/", programmes.programme, name="programme"),
    path("measures/<slug:code>/", measures.measure, name="measure"),
    path("update/<str:token>/", updates.update, name="update"),
    path("evaluations/", evaluations.evaluations, name="evaluations"),
    path("evaluations/<slug:code>/", evaluations.round_, name="round"),
    path("indicators/", indicators.indicators, name="indicators"),
    path("indicators/<slug:code>/", indicators.indicator, name="indicator"),
    path("about/", about.about, name="about"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("about/disagreements/", about.disputes, name="disputes"),
    path("about/languages/<slug:language>/", about.untranslated, name="untranslated"),
]
