"""Letters by their state: what waits for a decision first; nobody reads their words here."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from perron.accounts.http import SignedIn
from perron.core.errors import NotAllowed
from perron.core.journal.reads import record_reads
from perron.desk.pieces.letters import keys_of, letters_by_state, shown_letters
from perron.desk.views.doors import crumbs, door
from perron.letters.enums import LetterState
from perron.letters.models import Letter
from perron.letters.services.handing import give_up, send_again
from perron.letters.services.health import state_of_post

PER_PAGE = 50


@door
@require_safe
def letters(request: SignedIn) -> HttpResponse:
    """Every letter: kind, category, state, times; whole addresses for administrators alone."""
    if not request.user.sees_everything:
        raise NotAllowed(thing=_("the letters of this site"))
    state, now = request.GET.get("state", ""), timezone.now()
    page = Paginator(letters_by_state(state), PER_PAGE).get_page(request.GET.get("page"))
    listed = list(page.object_list)
    whole = request.user.is_administrator
    if whole:
        record_reads(keys_of(listed), "letter", by=request.user, at=now)
    context = {
        "letters": shown_letters(listed, whole=whole),
        "states": LetterState.choices,
        "state": state if state in LetterState.values else "",
        "warnings": state_of_post().sentences(now),
        "may_decide": whole,
        "page": page,
        "pages": list(page.paginator.get_elided_page_range(page.number, on_each_side=1)),
        "breadcrumbs": crumbs(),
    }
    return render(request, "desk/letters.html", context)


@door
@require_POST
def decide(request: SignedIn, key: UUID) -> HttpResponse:
    """Send a letter once more, or give it up."""
    if not request.user.is_administrator:
        raise NotAllowed(thing=_("the letters of this site"))
    letter = get_object_or_404(Letter, key=key)
    if request.POST.get("do") == "again":
        send_again(letter, by=request.user, at=timezone.now())
        messages.success(request, _("The letter leaves once more."))
    elif request.POST.get("do") == "give-up":
        give_up(letter, by=request.user, at=timezone.now())
        messages.success(request, _("The letter is not sent any more."))
    return redirect("desk:letters")
