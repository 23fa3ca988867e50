"""The one address that asks for work, over HTTP as any page does."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from tests.kill.deeds import ask


@csrf_exempt
@login_not_required
def ask_for_work(request: HttpRequest, name: str, code: str) -> HttpResponse:
    """Ask for a job; asked again with the same code it is the same job."""
    del request
    ask(name, code)
    return HttpResponse("asked")


urlpatterns = [path("ask/<str:name>/<str:code>/", ask_for_work)]
