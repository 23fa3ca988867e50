"""The personal data that the core holds."""

from django.utils.translation import gettext_lazy as _

from perron.core.personal.beside import (
    erase_drafts,
    erase_values,
    export_drafts,
    export_lines,
    export_reads,
)
from perron.core.personal.register import Holding, Subject, holdings


def _stays(subject: Subject, at: object) -> int:
    del subject, at
    return 0


for holding in (
    Holding(
        name="drafts",
        label=_("Drafts"),
        why=_("What you began to write and did not publish, so that nothing typed is lost."),
        kept=_("Until you publish the draft or throw it away."),
        seen=_("You, and whoever acts for you under a mandate."),
        tables=("core.Draft",),
        export=export_drafts,
        erase=erase_drafts,
        order=60,
    ),
    Holding(
        name="decisions",
        label=_("Decisions in the journal"),
        why=_(
            "Who decided what, so that an auditor can check it. The line names you by a key that "
            "means nothing; names, addresses and reasons stand beside it."
        ),
        kept=_(
            "What stands beside a line: until you have your data erased. The line itself stays for "
            "ever, and its key then leads to nobody."
        ),
        seen=_("The lines about public records: everybody. What stands beside: the auditors."),
        tables=("core.JournalPrivate", "core.JournalLine"),
        export=export_lines,
        erase=erase_values,
        order=70,
    ),
    Holding(
        name="reads",
        label=_("Who looked at your data"),
        why=_("So that you see who of the agency looked at your data, when, and at what."),
        kept=_(
            "For ever: lines of the journal can't be removed. They hold keys that mean nothing, "
            "and no data of yours."
        ),
        seen=_("You, and the auditors."),
        tables=("core.JournalLine",),
        export=export_reads,
        erase=_stays,
        order=80,
    ),
):
    holdings.add(holding)
