"""Questions and answers that may be read by everybody: a list, and a page to cite for each."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from perron.core.pages import public_page
from perron.core.searching.folding import fold
from perron.letters.models import Inquiry
from perron.portal.forms.asking import split_about
from perron.portal.pieces.answers import answer_lines
from perron.portal.pieces.things import named_things
from perron.portal.views.showing import Frame, show

PER_PAGE = 20


@public_page
def answers(request: HttpRequest) -> HttpResponse:
    """All published answers, newest first, narrowed by words and by the thing they are about."""
    rows = Inquiry.objects.shown().order_by("-answered_at", "-pk")
    about = split_about(request.GET.get("about", "")[:200])
    if about[1]:
        rows = rows.filter(about_kind=about[0], about_code=about[1])
    query = request.GET.get("q", "").strip()[:100]
    if words := fold(query).split():
        texts = rows.values_list("pk", "title", "answer")
        kept = [pk for pk, *said in texts if all(one in fold(" ".join(said)) for one in words)]
        rows = rows.filter(pk__in=kept)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "pages": list(page.paginator.get_elided_page_range(page.number, on_each_side=1)),
        "lines": answer_lines(page.object_list),
        "query": query,
        "about": named_things([about]).get(about),
        "about_key": "/".join(about) if about[1] else "",
    }
    return show(request, "portal/answers.html", context, frame=Frame("answers"))


@public_page
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """One answer, under an address that stays."""
    inquiry = get_object_or_404(Inquiry.objects.shown(), pk=number)
    (line,) = answer_lines([inquiry])
    trail = [(_("Answers given"), reverse("portal:answers"))]
    return show(request, "portal/answer.html", {"line": line}, frame=Frame("answers", trail))
