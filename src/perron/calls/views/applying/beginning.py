"""Beginning an application: for which site or body, and in which language."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perron.accounts.http import SignedIn
from perron.calls.errors.applying import WrongApplicant
from perron.calls.models import Edition
from perron.calls.rules.applying import spoken_for
from perron.calls.rules.definition import definition_of
from perron.calls.services.applying.drafts import Begun, begin_application
from perron.calls.services.applying.eligible import open_questions
from perron.calls.views.applying.doors import crumbs, refused_page, told
from perron.calls.views.applying.mine import private
from perron.core.errors import Refusal
from perron.core.operating.arrivals import arrival
from perron.directory.models import Site


@private
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: SignedIn, code: str) -> HttpResponse:
    """Choose for whom; everything that is known already is filled in."""
    edition = get_object_or_404(Edition.objects.shown(), code=code)
    context = _context(request, edition)
    if request.method != "POST":
        return render(request, "calls/applying/begin.html", context)
    try:
        new = _chosen(request, edition, context["choices"])
        application = begin_application(edition, new, by=request.user, at=arrival(request))
    except Refusal as refusal:
        return refused_page(request, "calls/applying/begin.html", context, refusal=refusal)
    unknown = open_questions(edition, application.facts)
    said = _("Begun as %(number)s. What is known of you is filled in; check it.")
    if unknown:
        said = _("Begun as %(number)s. Some facts are not known yet: see below what to do.")
    return told(
        request, said % {"number": application.number}, "calls:application", application.key
    )


def _context(request: SignedIn, edition: Edition) -> dict[str, Any]:
    definition = definition_of(edition)
    bodies = spoken_for(request.user)
    choices: dict[str, Any] = {body.code: body for body in bodies}
    if definition.applicant.unit == "site":
        sites = Site.objects.filter(organisation__in=bodies).select_related("organisation")
        choices = {site.code: site for site in sites}
    names = settings.REGION.language_names
    now = get_language()
    return {
        "edition": edition,
        "is_site": definition.applicant.unit == "site",
        "choices": choices,
        "chosen": request.POST.get("for", ""),
        "spoken_in": [(one, names.get(one, one), one == now) for one in definition.languages],
        "breadcrumbs": crumbs((str(edition.name), "")),
    }


def _chosen(request: SignedIn, edition: Edition, choices: dict[str, Any]) -> Begun:
    """For whom, out of those that were offered."""
    found = choices.get(request.POST.get("for", ""))
    if found is None:
        raise WrongApplicant(edition=edition, applicant=request.POST.get("for", "")[:80] or "–")
    language = request.POST.get("language", "") or str(get_language())
    if isinstance(found, Site):
        return Begun(found.organisation, found, language)
    return Begun(found, None, language)
