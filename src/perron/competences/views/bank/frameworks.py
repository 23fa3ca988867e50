"""The framework of competences, for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from perron.competences.pieces.bank.frameworks import competence_page, framework_page
from perron.competences.services.bank.frameworks import framework
from perron.core.pages import public_page


@public_page
def framework_of_test(request: HttpRequest) -> HttpResponse:
    """What is tested: five areas, 21 competences, four levels, and where this comes from."""
    context = {**framework_page(), "breadcrumbs": crumbs()[:-1]}
    return render(request, "competences/bank/framework.html", context)


@public_page
def competence(request: HttpRequest, code: str) -> HttpResponse:
    """One competence."""
    found = framework().competence(code)
    if found is None:
        raise Http404
    context = {**competence_page(found), "breadcrumbs": crumbs()}
    return render(request, "competences/bank/competence.html", context)


def crumbs() -> list[tuple[str, str]]:
    """The way from the home page to the framework."""
    return [
        (_("Home"), reverse("portal:home")),
        (_("Digital skills"), reverse("competences:start")),
        (_("The competences"), reverse("competences:framework")),
    ]
