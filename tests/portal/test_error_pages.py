"""When something cannot be shown: a sentence that says what happened, why, and what is safe."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views.defaults import permission_denied
from django_htmx.middleware import HtmxMiddleware

from perron.accounts.models import User
from perron.core.errors import NotAllowed
from perron.core.middleware import House


def refused(request: HttpRequest) -> HttpResponse:
    """What the house answers to a refusal."""
    response = House(lambda _: HttpResponse()).process_exception(
        request, NotAllowed(thing="Digital School")
    )
    assert response is not None
    return response


def a_request(*, htmx: bool) -> HttpRequest:
    """A request of nobody in particular."""
    request = RequestFactory().get("/en/", headers={"HX-Request": "true"} if htmx else {})
    HtmxMiddleware(lambda _: HttpResponse())(request)
    request.user = User(name="Bruno")
    return request


def test_the_page_of_a_broken_site_needs_no_database() -> None:
    page = render_to_string("500.html")

    assert "The fault is ours, not yours." in page
    assert 'href="/"' in page


def test_an_address_that_never_existed_says_so_in_a_sentence(db: None, client: Client) -> None:
    del db
    response = client.get("/en/no/such/thing/")

    assert response.status_code == 404
    assert "Nothing stands under this address." in response.content.decode()
    assert "Resolver404" not in response.content.decode()


@pytest.mark.django_db
def test_a_page_for_others_says_that_nothing_was_changed() -> None:
    answer = permission_denied(a_request(htmx=False), PermissionDenied())

    assert answer.status_code == 403
    assert "Nothing was changed." in answer.content.decode()


@pytest.mark.django_db
def test_a_refusal_is_a_page_or_only_its_sentence() -> None:
    page = refused(a_request(htmx=False))
    fragment = refused(a_request(htmx=True))

    assert (page.status_code, fragment.status_code) == (403, 403)
    for answer in (page, fragment):
        assert "You may not do this with “Digital School”." in answer.content.decode()
    assert "<html" in page.content.decode()
    assert "<html" not in fragment.content.decode()
