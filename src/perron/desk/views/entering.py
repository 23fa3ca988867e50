"""An answer that came on paper or by telephone, entered by an officer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from perron.accounts.http import SignedIn
from perron.core.errors import NoReason, NotAllowed
from perron.desk.views.doors import door, form_status
from perron.desk.views.updates import entry_context
from perron.letters.enums import Channel
from perron.letters.errors import ReceivedInFuture, WordsRefused
from perron.strategy.enums import UpdateOutcome
from perron.strategy.errors import EvidenceRefused, NothingProposed, PublishedMeanwhile
from perron.strategy.forms.updates import EntryForm
from perron.strategy.models import UpdateRequest
from perron.strategy.rules import edits_strategy
from perron.strategy.services.answering import (
    Arrival,
    decline_answer,
    digest_seen,
    propose_update,
    say_unchanged,
)
from perron.strategy.services.links import refuse_closed

FIELDS = {
    EvidenceRefused: "url",
    NoReason: "reason",
    NothingProposed: "words",
    PublishedMeanwhile: None,
    ReceivedInFuture: "received",
    WordsRefused: "words",
}


@door
def enter(request: SignedIn, key: UUID) -> HttpResponse:
    """Enter what the holder wrote or said; the channel and the day of arrival are kept."""
    if not edits_strategy(request.user):
        raise NotAllowed(thing=_("the measures"))
    rows = UpdateRequest.objects.select_related("measure", "organisation")
    found = get_object_or_404(rows, key=key)
    refuse_closed(found, at=timezone.now(), by_link=False)
    initial = {"state": found.measure.state if found.measure else "", "channel": Channel.PAPER}
    form = EntryForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            _entered(request, found, form)
        except tuple(FIELDS) as refusal:
            form.add_error(FIELDS[type(refusal)], str(refusal))
        else:
            messages.success(request, _("The answer is entered."))
            return redirect("desk:update", key)
    seen = digest_seen(found.measure) if found.measure else ""
    context = {**entry_context(found), "form": form, "seen": seen}
    return render(request, "desk/enter_update.html", context, status=form_status(form))


def _entered(request: SignedIn, found: UpdateRequest, form: EntryForm) -> None:
    said, at = form.cleaned_data, timezone.now()
    seen, channel = request.POST.get("seen", ""), Channel(said["channel"])
    arrival = Arrival(seen, channel, said["received"], request.user)
    if said["outcome"] == UpdateOutcome.UNCHANGED:
        say_unchanged(found, arrival, at=at)
    elif said["outcome"] == UpdateOutcome.DECLINED:
        decline_answer(found, said["reason"], arrival, at=at)
    else:
        propose_update(found, form.proposal(found.language), arrival, at=at)
