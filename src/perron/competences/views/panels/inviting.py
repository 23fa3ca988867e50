"""The page at which somebody who was drawn types the code of their letter."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from perron.competences.forms.panels import CodeForm
from perron.competences.services.panels.joining import usable_digest
from perron.competences.views.sitting.holding import open_page
from perron.core.errors import Refusal

INVITED = "invited"
OK, UNPROCESSABLE = 200, 422


@open_page
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest) -> HttpResponse:
    """A good code leads to the test, which it begins once; any other is told why not."""
    form, status = CodeForm(request.POST if request.method == "POST" else None), OK
    if form.is_bound and form.is_valid():
        network = str(request.META.get("REMOTE_ADDR", ""))
        try:
            digest = usable_digest(form.cleaned_data["code"], at=timezone.now(), network=network)
        except Refusal as refusal:
            form.add_error("code", str(refusal))
            status = refusal.status
        else:
            request.session[INVITED] = digest
            return redirect("competences:start")
    elif form.is_bound:
        status = UNPROCESSABLE
    return render(request, "competences/panels/invited.html", {"form": form}, status=status)
