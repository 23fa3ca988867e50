"""Forms about what is owed: answering, refusing, putting off, entering what came on paper."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.translation import gettext_lazy as _

from perron.core.clock.policy import owed_kinds
from perron.core.records.kinds import kinds
from perron.core.searching.folding import fold
from perron.core.text import Text
from perron.desk.records.choices import names_of
from perron.desk.services.owing import Entered
from perron.letters.enums import Channel, InquiryKind

SALT = "perron.desk.owed"
KINDS = ("renewal", "request", "partner-correction")
MOST_MONTHS = 60
OTHER_CHANNELS = [choice for choice in Channel.choices if choice[0] != Channel.WEB]


class DayInput(forms.DateInput):
    """A day, picked or typed, in the form that browsers send."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AnswerForm(forms.Form):
    """The agency's answer."""

    answer = forms.CharField(
        label=_("The answer"),
        max_length=10_000,
        widget=_area(8),
        help_text=_("It is sent as it stands, in the asker's language. Name nobody in it."),
    )


class RefusalForm(forms.Form):
    """Why it will not be done."""

    reason = forms.CharField(
        label=_("Your reason"),
        max_length=1000,
        widget=_area(4),
        help_text=_("The other side is told, and everybody may read it. Name nobody in it."),
    )


class LaterForm(RefusalForm):
    """Until when it takes longer, and why."""

    until = forms.DateField(label=_("The new date"), widget=DayInput())
    field_order = ("until", "reason")


class TitleForm(forms.Form):
    """The neutral title under which it is public."""

    title = forms.CharField(
        label=_("Public title"),
        required=False,
        max_length=200,
        help_text=_(
            "Your own neutral wording, in the asker's language. Without one only its kind shows, "
            "and the answer stays between you."
        ),
    )


class OnceForm(forms.Form):
    """A form that, sent twice, counts once."""

    once = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def __init__(self, fields: Any = None, **wishes: Any) -> None:
        super().__init__(fields, **wishes)
        self.fields["once"].initial = signing.dumps(uuid4().hex, salt=SALT)

    def key(self) -> UUID:
        """The key given out with the form; a fresh one where that is not ours."""
        try:
            return UUID(signing.loads(self.cleaned_data["once"], salt=SALT))
        except (signing.BadSignature, ValueError):
            return uuid4()


class NewOwedForm(OnceForm):
    """A convention that ends, a request, a correction that a partner owes."""

    kind = forms.ChoiceField(label=_("What is it?"))
    title = forms.CharField(
        label=_("In words"), max_length=200, help_text=_("Public. Name no person in it.")
    )
    organisation = forms.ChoiceField(label=_("With which organisation?"))
    side = forms.ChoiceField(
        label=_("Who owes it, and is reminded?"),
        choices=[("agency", _("the agency")), ("partner", _("the organisation"))],
        widget=forms.RadioSelect,
        initial="agency",
    )
    since = forms.DateField(label=_("Since"), widget=DayInput())
    due = forms.DateField(
        label=_("Until"),
        required=False,
        widget=DayInput(),
        help_text=_("The end of the convention; empty: the usual time counts."),
    )
    months = forms.CharField(
        label=_("Remind so many months before"),
        required=False,
        initial="6, 3",
        help_text=_("Whole numbers with commas; empty: the usual reminders."),
    )

    def __init__(self, fields: Any = None, **wishes: Any) -> None:
        super().__init__(fields, **wishes)
        named = sorted(names_of(kinds["organisation"]).items(), key=lambda pair: fold(pair[1]))
        _choose(self, "organisation", named)
        _choose(self, "kind", [(kind, owed_kinds[kind].label) for kind in KINDS])

    def clean_months(self) -> tuple[int, ...]:
        """Months as numbers from 1 to 60."""
        words = [word.strip() for word in self.cleaned_data["months"].split(",") if word.strip()]
        if any(not word.isdecimal() or not 0 < int(word[:4]) <= MOST_MONTHS for word in words):
            raise forms.ValidationError(_("Write whole numbers from 1 to 60, with commas."))
        return tuple(sorted({int(word) for word in words}, reverse=True))

    def clean(self) -> dict[str, Any]:
        """A convention ends on a day, and nothing ends before it begins."""
        given = super().clean() or {}
        if given.get("kind") == "renewal" and not given.get("due") and "due" in given:
            self.add_error("due", _("Say on which day the convention ends."))
        since, due = given.get("since"), given.get("due")
        if since and due and due < since:
            self.add_error("due", _("It can't end before it begins."))
        return given

    def entered(self, language: str) -> Entered:
        """What was filled in, once it is valid."""
        given = self.cleaned_data
        return Entered(
            key=self.key(),
            kind=given["kind"],
            title=Text({language: given["title"]}),
            organisation=given["organisation"],
            by_agency=given["side"] == "agency",
            since=given["since"],
            due=given["due"],
            months=given["months"],
        )


class InquiryForm(OnceForm):
    """An inquiry that reached the agency on paper, by telephone or by e-mail."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=InquiryKind.choices)
    channel = forms.ChoiceField(label=_("How did it come?"), choices=OTHER_CHANNELS)
    received = forms.DateField(label=_("Received on"), widget=DayInput())
    language = forms.ChoiceField(label=_("Language"), choices=lambda: [*settings.LANGUAGES])
    words = forms.CharField(label=_("What was asked"), max_length=5000, widget=_area(6))
    name = forms.CharField(label=_("Name"), required=False, max_length=120)
    address = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Then a receipt and the answer go there; else write on paper yourself."),
    )
    may_publish = forms.BooleanField(label=_("The answer may be published"), required=False)


def _choose(form: forms.Form, name: str, choices: list[Any]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
