"""Refusals of those who settle flags."""

from django.utils.translation import gettext_lazy as _

from perron.core.errors import Refusal


class FlagSettled(Refusal):
    """Somebody else was faster."""

    sentence = _(
        "“%(item)s” was settled by somebody else meanwhile. Nothing was changed; what they decided "
        "stands on this page."
    )


class AuthorCannotSettle(Refusal):
    """Who wrote a question does not judge alone whether it is fair."""

    sentence = _(
        "You wrote “%(family)s”, so somebody else has to settle this. Nothing was changed."
    )
    status = 403


class NothingDropped(Refusal):
    """An item that is asked again can't be faulty."""

    sentence = _(
        "A question that goes back into use keeps its answers. Say either that it goes back, or "
        "that it is faulty; nothing was changed."
    )
    status = 422
