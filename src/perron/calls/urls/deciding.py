"""Where decisions are prepared, signed, announced and read."""

from django.urls import path

from perron.calls.views.deciding import deciding, own, preparing, public

urlpatterns = [
    path("overrides/", public.overrides, name="overrides"),
    path("decisions/", preparing.decisions, name="decisions"),
    path("decisions/of/<uuid:key>/", own.own_decision, name="own_decision"),
    path("decisions/of/<uuid:key>/order/", own.award_order, name="award_order"),
    path("decisions/appeals/<uuid:key>/", own.appeal, name="appeal"),
    path("decisions/editions/<slug:code>/", preparing.edition, name="deciding"),
    path("decisions/editions/<slug:code>/compare/", preparing.compare, name="compare"),
    path("decisions/<uuid:key>/", deciding.decision, name="decision"),
    path("decisions/<uuid:key>/act/", deciding.act, name="decision_act"),
    path(
        "decisions/<uuid:key>/applications/<str:number>/",
        deciding.application,
        name="decision_application",
    ),
    path("<slug:code>/results/", public.results, name="results"),
    path("<slug:code>/results/awards.<slug:form>", public.awards_file, name="awards_file"),
    path("<slug:code>/certificate/", public.certificate, name="certificate"),
    path(
        "<slug:code>/certificate/<int:number>/<slug:name>.json",
        public.certificate_file,
        name="certificate_file",
    ),
]
