"""Evaluation rounds, their cards, and recommendations that are remembered."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _

from perron.core.dates import PartialDateField
from perron.core.models import Fact, Sourced
from perron.core.text import TextField, text_check
from perron.directory.models import Organisation
from perron.strategy.enums import Colour, FollowUpState
from perron.strategy.models.measures import Measure
from perron.strategy.models.versions import Version


class EvaluationRound(Sourced):
    """An independent judgement of a version's measures at one time."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="rounds")
    code = models.SlugField(_("code"), max_length=80, unique=True)
    name = TextField(_("name"))
    summary = TextField(_("in short"), blank=True)
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="rounds")
    date = PartialDateField(_("date"))
    gap = TextField(_("what is not known"), blank=True)
    facts = GenericRelation(Fact, "owner_pk", "owner_type")
    demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ("date", "code")
        constraints = text_check("evaluation_round", "name", "summary", "gap")

    def __str__(self) -> str:
        return str(self.name)


class DeclaredTotal(models.Model):
    """How many cards of a colour a round declared, where the cards are not known."""

    round = models.ForeignKey(EvaluationRound, models.CASCADE, related_name="declared_totals")
    colour = models.CharField(_("colour"), max_length=10, choices=Colour)
    count = models.PositiveIntegerField(_("cards"))
    meaning = TextField(_("meaning"), blank=True)
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("place", "pk")
        constraints = (
            models.UniqueConstraint(fields=["round", "colour"], name="declared_total_once"),
            *text_check("declared_total", "meaning"),
        )

    def __str__(self) -> str:
        return f"{self.colour} {self.count}"


class Card(Sourced):
    """One measure's judgement in one round; white is “no judgement”, a value of its own."""

    round = models.ForeignKey(EvaluationRound, models.CASCADE, related_name="cards")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="cards")
    code = models.SlugField(_("code"), max_length=80, unique=True)
    colour = models.CharField(_("colour"), max_length=10, choices=Colour)
    findings = TextField(_("findings"), blank=True)
    comments = TextField(_("comments"), blank=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ("round", "code")
        constraints = (
            models.UniqueConstraint(fields=["round", "measure"], name="card_once_per_round"),
            *text_check("card", "findings", "comments"),
        )

    def __str__(self) -> str:
        return f"{self.measure} – {self.round}"


class Recommendation(models.Model):
    """What evaluators ask for, of whom, by when."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="recommendations")
    code = models.SlugField(_("code"), max_length=80, unique=True)
    text = TextField(_("recommendation"))
    owner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="recommendations", null=True, blank=True
    )
    due = PartialDateField(_("due"))

    class Meta:
        ordering = ("card", "code")
        constraints = text_check("recommendation", "text")

    def __str__(self) -> str:
        return str(self.text)


class FollowUp(Sourced):
    """What became of a recommendation, as stated at a date."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="follow_ups")
    date = PartialDateField(_("date"))
    state = models.CharField(_("state"), max_length=10, choices=FollowUpState)
    text = TextField(_("what was done"), blank=True)
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("place", "pk")
        constraints = text_check("follow_up", "text")

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.state}"
