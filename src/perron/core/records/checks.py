"""Checks that several kinds share."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from perron.core.dates import in_order
from perron.core.records.kinds import Check, Finding, Record, Records


def dates_in_order(earlier: str, later: str) -> Check:
    """A check that the later date does not stand before the earlier one."""

    def check(record: Record, records: Records) -> list[Finding]:
        del records
        if in_order(record.get(earlier) or "", record.get(later) or ""):
            return []
        sentence = _("“%(later)s” (%(end)s) stands before “%(earlier)s” (%(start)s).") % {
            "later": later,
            "end": record[later],
            "earlier": earlier,
            "start": record[earlier],
        }
        return [Finding((later,), sentence, _("Put the dates in order."))]

    return check


def parts_in_order(key: str, earlier: str, later: str) -> Check:
    """The same check for every part in a list of the record."""
    inner = dates_in_order(earlier, later)

    def check(record: Record, records: Records) -> list[Finding]:
        return [
            Finding((key, place, *finding.path), finding.sentence, finding.remedy)
            for place, part in enumerate(record.get(key, []))
            for finding in inner(part, records)
        ]

    return check


def no_loop(kind: str, key: str) -> Check:
    """A check that following a link never leads back to the start."""

    def check(record: Record, records: Records) -> list[Finding]:
        start = str(record["code"])
        path = _walk(start, key, records.get(kind, {}))
        if path[-1] != start or len(path) == 1:
            return []
        sentence = _("This goes round in a circle: %(path)s.") % {"path": " → ".join(path)}
        return [Finding((key,), sentence, _("Leave “%(key)s” out of one of them.") % {"key": key})]

    return check


def _walk(start: str, key: str, filed: Mapping[str, Record]) -> list[str]:
    """The codes met when following a link, up to the first one met twice."""
    path = [start]
    while (following := filed.get(path[-1], {}).get(key)) is not None:
        path.append(str(following))
        if following in path[:-1]:
            break
    return path


def once(key: str, part: str) -> Check:
    """A check that no two parts of a list name the same thing."""

    def check(record: Record, records: Records) -> list[Finding]:
        del records
        seen: set[object] = set()
        found: list[Finding] = []
        for place, entry in enumerate(record.get(key, [])):
            if entry.get(part) in seen:
                sentence = _("“%(code)s” stands here twice.") % {"code": entry[part]}
                found.append(Finding((key, place, part), sentence, _("Keep one of them.")))
            seen.add(entry.get(part))
        return found

    return check
