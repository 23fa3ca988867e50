"""The words that stand in private fields, and who may read each of them."""

from collections.abc import Iterator

from tests.core.traces import opened

NOBODY: frozenset[str] = frozenset()
ADMINISTRATORS = frozenset({"administrator"})
OVERSEERS = frozenset({"auditor", "administrator"})
EDITORS = frozenset({"officer", "administrator", "strategy.edit"})
ANSWERERS = frozenset({"officer", "auditor", "administrator", "inquiries.answer"})
AT_THE_TOWN = EDITORS | {"speaker", "organisation.speak"}
LOOKERS = frozenset({"officer", "auditor", "administrator", "calls.keep"})
INSIDERS = LOOKERS | {"decider"}
SPEAKERS = frozenset({"speaker", "organisation.speak"})
# Word by word: who may read it, wherever it stands.
READERS = {
    "only-draft-words": OVERSEERS,
    "only-colleague@example.org": OVERSEERS,
    "only-asking@example.org": EDITORS | OVERSEERS,
    "only-substitute@example.org": OVERSEERS,
    "only-erased": NOBODY,
    "only-hidden-contact": AT_THE_TOWN,
    "only-hidden-address": AT_THE_TOWN,
    "0470 00 09 31": AT_THE_TOWN,
    "only-claim-reason": EDITORS | OVERSEERS,
    "only-letter-address": ADMINISTRATORS,
    "only-letter-subject": NOBODY,
    "only-letter-text": NOBODY,
    "only-letter-html": NOBODY,
    "only-letter-fault": OVERSEERS,
    "only-passkey-name": NOBODY,
    "only-credential": NOBODY,
    "only-identity-uid": NOBODY,
    "only-claims": NOBODY,
    "only-browser-family": NOBODY,
    "only-colleagues-grounds": NOBODY,
    "only-waiting-words": ANSWERERS,
    "only-waiting-asker": ANSWERERS,
    "only-waiting-page": ANSWERERS,
    "only-public-words": ANSWERERS,
    "only-public-asker": ANSWERERS,
    "only-public-page": ANSWERERS,
    "only-private-words": ANSWERERS,
    "only-private-asker": ANSWERERS,
    "only-private-page": ANSWERERS,
    "only-private-answer": ANSWERERS,
    "only-refusing": NOBODY,
    "only-holder-town": NOBODY,
    "only-holder-mill": NOBODY,
    "only-proposed-words": EDITORS | {"auditor"},
    "only-evidence": EDITORS | {"auditor"},
    "only-team@example.org": LOOKERS,
    "only-juror@example.org": LOOKERS,
    "only-team-name": LOOKERS,
    "only-juror-name": LOOKERS,
    "only-invited@example.org": NOBODY,
    "only-open-theirs-draft": NOBODY,
    "only-draft-file": NOBODY,
    "only-open-asking": NOBODY,
    "only-open-theirs-handed": LOOKERS,
    "only-theirs-file": LOOKERS,
    "only-theirs-missing": LOOKERS,
    "only-findings": LOOKERS,
    "only-feedback": LOOKERS,
    "only-signing-grounds": LOOKERS,
    "only-open-mine-draft": SPEAKERS,
    "only-open-mine-handed": SPEAKERS | LOOKERS,
    "only-mine-file": SPEAKERS | LOOKERS,
    "only-edition-draft": LOOKERS,
    "only-judged-judged": LOOKERS,
    "only-judged-scored": LOOKERS,
    "only-judged-tied": LOOKERS,
    "only-judged-file": LOOKERS,
    "only-begun-sentence": NOBODY,  # a juror's own until it is handed in
    "only-handed-sentence": LOOKERS,
    "only-conflict-words": LOOKERS,
    "only-ranked-theirs": INSIDERS,
    "only-ranked-mine-sentence": INSIDERS,
    "only-ranked-mine-title": INSIDERS | SPEAKERS,
    "only-ranked-mine-words": LOOKERS | SPEAKERS,
    "only-ranked-ground": INSIDERS,
    "only-signed-ground": INSIDERS,
    "only-signed-visa": INSIDERS,
    "only-signed-first": INSIDERS,
    "only-quiet-ground": INSIDERS,
    "only-quiet-visa": INSIDERS,
    "only-quiet-act": INSIDERS,
    "only-quiet-first": INSIDERS,
    "only-quiet-theirs": INSIDERS,
    "only-quiet-theirs-words": LOOKERS,
    "only-quiet-mine-sentence": INSIDERS | SPEAKERS,
    "only-quiet-mine-title": INSIDERS | SPEAKERS,
    "only-appeal-words": INSIDERS,
    "only-shown-theirs": INSIDERS,
    "only-shown-passed": INSIDERS,
    "only-shown-first-sentence": INSIDERS,
    "only-shown-first-words": LOOKERS,
    "only-shown-first-person": LOOKERS,
    "only-shown-mine-sentence": INSIDERS | SPEAKERS,
    "only-shown-mine-words": LOOKERS | SPEAKERS,
}
# A link in a letter shows its holder what is theirs.
BEHIND_LINKS = {
    "/en/calls/applications/join/{invited}/": {
        "only-invited@example.org",
        "only-open-theirs-draft",
    },
    "/en/calls/applications/shares/{share}/": {"only-open-asking"},
    "/en/asked/{asked}/": {"only-waiting-words", "only-waiting-page"},
    "/en/letters/{preferences}/": {"only-refusing"},
    "/en/update/{proposed_update}/": {"only-proposed-words", "only-evidence"},
}


def leaks(role: str, address: str, body: bytes) -> Iterator[str]:
    """The words in an answer that this role may not read there."""
    said = "\n".join(opened(body)).casefold()
    for word, readers in READERS.items():
        if word in said and role not in readers and word not in BEHIND_LINKS.get(address, ()):
            yield word
