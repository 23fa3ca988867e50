"""What the directory files: organisations, sites, places; the territory is only pointed to."""

from collections.abc import Collection, Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perron.core.identifiers import compact_number, number_finding
from perron.core.records.checks import dates_in_order
from perron.core.records.codecs import (
    Link,
    Number,
    Plain,
    Raw,
    Translated,
    Word,
    Words,
    code,
    partial_date,
)
from perron.core.records.kinds import Findable, Finding, Kind, Moved, Record, Records, kinds
from perron.core.records.shared import FACTS, SOURCES, fact_findings
from perron.core.text import Text
from perron.directory.models import District, Merger, Municipality, Organisation, Place, Site
from perron.directory.rules import edits_directory


def number_findings(record: Record, records: Records) -> list[Finding]:
    """An enterprise number must have the right check digits."""
    del records
    sentence = number_finding(record.get("enterprise_number", ""))
    if not sentence:
        return []
    remedy = _("Correct it, or leave it out.")
    return [Finding(("enterprise_number",), sentence, remedy)]


class EnterpriseNumber(Plain):
    """An enterprise number in its one short form, so that two spellings are one number."""

    def clean(self, value: Any) -> Any:
        return compact_number(value)


def merged_organisations(codes: Collection[str]) -> Iterator[Moved]:
    """Which of these codes became another organisation; one that was given anew did not."""
    mergers = Merger.objects.values_list("old_code", "organisation__code", "at")
    met = [merger for merger in mergers if merger[0] in codes]
    anew = Organisation.objects.filter(code__in=[code for code, _into, _at in met])
    known = set(anew.values_list("code", flat=True))
    return (merger for merger in met if merger[0] not in known)


def in_every_language(words: str) -> Text:
    """Numbers and names that are the same whatever one speaks."""
    return Text({settings.REGION.languages[0]: words})


ADDRESS = (
    Plain(key="street", longest=200),
    Plain(key="postal_code", longest=10),
    Link(key="municipality", kind="municipality"),
)

organisation_kind = kinds.add(
    Kind(
        name="organisation",
        section="organisations",
        label=gettext_lazy("organisation"),
        model=Organisation,
        order=30,
        chain="directory",
        page="portal:organisation",
        says="Legal bodies and units of them, by code.",
        codecs=(
            code(),
            Translated(key="name", required=True, sorts=True),
            Word(key="kind", vocabulary="organisation-kind", required=True),
            Translated(key="summary"),
            EnterpriseNumber(key="enterprise_number", longest=20),
            Plain(key="website", format="uri"),
            *ADDRESS,
            partial_date("founded"),
            partial_date("ended"),
            Translated(key="gap", says="What the public record does not say."),
            FACTS,
            SOURCES,
        ),
        find=lambda organisation: Findable(
            title=organisation.name,
            summary=organisation.summary,
            body=((organisation.summary, 2),),
        ),
        may_edit=edits_directory,
        checks=(fact_findings, number_findings, dates_in_order("founded", "ended")),
        unique=(("enterprise_number",),),
        merged=merged_organisations,
    )
)

site_kind = kinds.add(
    Kind(
        name="site",
        section="sites",
        label=gettext_lazy("site"),
        model=Site,
        order=40,
        chain="directory",
        filed=False,
        shown_with="organisation",
        codecs=(
            code(),
            Translated(key="name", required=True, sorts=True),
            Link(key="organisation", kind="organisation", required=True),
            Word(key="kind", vocabulary="site-kind"),
            *ADDRESS,
            SOURCES,
        ),
        may_edit=edits_directory,
    )
)

place_kind = kinds.add(
    Kind(
        name="place",
        section="places",
        label=gettext_lazy("place"),
        model=Place,
        order=40,
        chain="directory",
        filed=False,
        page="portal:place",
        codecs=(
            code(),
            Translated(key="name", required=True, sorts=True),
            Link(key="organisation", kind="organisation"),
            Word(key="kind", vocabulary="place-kind"),
            *ADDRESS,
            Plain(key="website", format="uri"),
            Words(key="services", vocabulary="service"),
            Translated(key="access"),
            FACTS,
            SOURCES,
        ),
        find=lambda place: Findable(title=place.name, summary=place.access),
        may_edit=edits_directory,
        checks=(fact_findings,),
    )
)

TERRITORY = (code(longest=20), Translated(key="name", required=True, sorts=True))

district_kind = kinds.add(
    Kind(
        name="district",
        section="districts",
        label=gettext_lazy("district"),
        model=District,
        order=24,
        chain="directory",
        filed=False,
        page="portal:district",
        codecs=(*TERRITORY, Raw(key="outline")),
        find=lambda district: Findable(title=district.name),
    )
)

municipality_kind = kinds.add(
    Kind(
        name="municipality",
        section="municipalities",
        label=gettext_lazy("municipality"),
        model=Municipality,
        order=25,
        chain="directory",
        filed=False,
        page="portal:municipality",
        codecs=(
            *TERRITORY,
            Link(key="district", kind="district", required=True),
            Raw(key="postal_codes"),
            Number(key="longitude", format=""),
            Number(key="latitude", format=""),
            Plain(key="outline_kind", longest=10),
            Raw(key="outline"),
        ),
        find=lambda municipality: Findable(
            title=municipality.name,
            body=((in_every_language(" ".join(municipality.postal_codes)), 4),),
        ),
    )
)
