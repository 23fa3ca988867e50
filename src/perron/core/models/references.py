"""Where facts come from, and the words that a region gives to its kinds, units and levels."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from perron.core.dates import PartialDateField
from perron.core.text import TextField, text_check


class Reference(models.Model):
    """Where a published fact comes from and when it was seen."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    title = TextField(_("title"))
    publisher = models.CharField(_("publisher"), max_length=200, blank=True, default="")
    url = models.URLField(_("address"), max_length=500, blank=True, default="")
    published = PartialDateField(_("published"))
    seen = PartialDateField(_("seen"))
    note = TextField(_("note"), blank=True)

    class Meta:
        ordering = ("code",)
        constraints = text_check("reference", "title", "note")

    def __str__(self) -> str:
        return str(self.title) or self.publisher or self.url


class Term(models.Model):
    """A word of the region's own lists: a level, a unit, a kind, a role, a label of a fact."""

    vocabulary = models.SlugField(_("list"), max_length=40)
    code = models.SlugField(_("code"), max_length=80)
    name = TextField(_("name"))
    nature = models.SlugField(_("nature"), max_length=40, blank=True, default="")
    place = models.PositiveIntegerField(_("place in the list"), default=0)

    class Meta:
        ordering = ("vocabulary", "place", "code")
        constraints = (
            models.UniqueConstraint(fields=["vocabulary", "code"], name="term_once_per_list"),
            *text_check("term", "name"),
        )

    def __str__(self) -> str:
        return str(self.name)
