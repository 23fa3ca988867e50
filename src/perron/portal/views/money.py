"""“Money”: what each envelope holds and has promised, out of the ledger and nothing else."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from perron.core.pages import public_page
from perron.core.records.tables import rows_as_csv
from perron.funding.models import Envelope
from perron.portal.pieces.money import as_rows, columns, sums_of, table_of
from perron.portal.views.showing import Frame, show

KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@public_page
def money(request: HttpRequest) -> HttpResponse:
    """Envelopes of real money with their sum; those of demonstrations apart, without one."""
    today = timezone.localdate()
    rows = Envelope.objects.select_related("source")
    real, shown = list(rows.real()), list(rows.filter(demonstration=True))
    context = {
        "sums": sums_of(real),
        "table": table_of(real, today, _("Envelopes")),
        "demonstrations": table_of(shown, today, _("Envelopes of demonstrations")),
        "real": bool(real),
        "downloads": [
            {"format": form.upper(), "url": reverse("portal:money_file", args=[form])}
            for form in KINDS
        ],
        "invented": bool(shown),
    }
    return show(request, "portal/money.html", context, frame=Frame("money"))


@public_page
def money_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same as a file; each row says whether it is a demonstration."""
    del request
    if form not in KINDS:
        raise Http404
    rows = as_rows(Envelope.objects.select_related("source"), timezone.localdate())
    whole = json.dumps({"envelopes": rows}, ensure_ascii=False, indent=1).encode()
    content = rows_as_csv(columns(), rows) if form == "csv" else whole
    response = HttpResponse(content, content_type=KINDS[form])
    response["Content-Disposition"] = f'attachment; filename="envelopes.{form}"'
    return response
