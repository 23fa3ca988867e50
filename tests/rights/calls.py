"""Calls: every address and what each role is answered there.

Applications are their team's: all others are told that there is nothing, but for those who look
after them, and auditors, once they are handed in. Jurors have no role, so no column opens a jury's
pages. Decisions are seen inside before they are announced, by applicants then, and by all later.
"""

from tests.rights.roles import AWAY, GONE, LATE, NO, NONE, OK, WRONG, Row, everybody, signed_in

BASE = "/en/calls/"


# visitor, contact, speaker | officer, evaluator, auditor, decider, administrator |
# lent: organisation.speak, strategy.edit, desk.see, inquiries.answer, calls.keep
def keep(yes: int) -> Row:
    return (AWAY, NO, NO, yes, NO, NO, NO, yes, NO, NO, NO, NO, yes)


def look_on(yes: int) -> Row:
    return (AWAY, NO, NO, yes, NO, yes, NO, yes, NO, NO, NO, NO, yes)


def look_into(yes: int) -> Row:
    return (AWAY, NONE, NONE, yes, NONE, yes, NONE, yes, NONE, NONE, NONE, NONE, yes)


def inside(yes: int) -> Row:
    return (AWAY, NONE, NONE, yes, NONE, yes, yes, yes, NONE, NONE, NONE, NONE, yes)


def prepare(yes: int, decider: int = NO) -> Row:
    return (AWAY, NONE, NONE, yes, NONE, NO, decider, yes, NONE, NONE, NONE, NONE, yes)


def sign(yes: int) -> Row:
    return prepare(NO, decider=yes)


def team(yes: int) -> Row:
    return (AWAY, NONE, yes, NONE, NONE, NONE, NONE, NONE, yes, NONE, NONE, NONE, NONE)


def team_or(others: Row, yes: int) -> Row:
    """The team, and all who are let in elsewhere."""
    return tuple(yes if own == yes else other for own, other in zip(team(yes), others, strict=True))


# An invitation is for one address: whoever is signed in with another is told so.
INVITED = (AWAY, *(NO for _ in range(12)))
READ = {
    "": everybody(OK),
    "?show=past": everybody(OK),
    "{open}/": everybody(OK),
    "{open}/eligible/": everybody(OK),
    "{open}/questions/": everybody(OK),
    "{open}/rules.json": everybody(OK),
    "{open}/calendar.ics": everybody(OK),
    "{judged}/": everybody(OK),
    "{ranked}/": everybody(OK),
    "{quiet}/": everybody(OK),
    "{shown}/": everybody(OK),
    "{hidden_edition}/": everybody(NONE),
    "{hidden_edition}/eligible/": everybody(NONE),
    "{hidden_edition}/questions/": everybody(NONE),
    "{hidden_edition}/rules.json": everybody(NONE),
    "{hidden_edition}/calendar.ics": everybody(NONE),
    "{ranked}/results/": everybody(NONE),
    "{ranked}/certificate/": everybody(NONE),
    "{quiet}/results/": everybody(NONE),
    "{quiet}/results/awards.csv": everybody(NONE),
    "{quiet}/results/awards.json": everybody(NONE),
    "{quiet}/certificate/": everybody(NONE),
    "{quiet}/certificate/1/instance.json": everybody(NONE),
    "{quiet}/certificate/1/result.json": everybody(NONE),
    "{shown}/results/": everybody(OK),
    "{shown}/results/awards.csv": everybody(OK),
    "{shown}/results/awards.json": everybody(OK),
    "{shown}/results/awards.pdf": everybody(NONE),
    "{shown}/certificate/": everybody(OK),
    "{shown}/certificate/1/instance.json": everybody(OK),
    "{shown}/certificate/1/result.json": everybody(OK),
    "{shown}/certificate/1/ranking.json": everybody(NONE),
    "{shown}/certificate/2/result.json": everybody(NONE),
    "overrides/": everybody(OK),
    "{open}/apply/": signed_in(OK),
    "{hidden_edition}/apply/": signed_in(NONE),
    "signing/": signed_in(OK),
    "applications/": signed_in(OK),
    "applications/{draft_application}/": signed_in(NONE),
    "applications/{draft_application}/pages/idea/": signed_in(NONE),
    "applications/{draft_application}/hand-in/": signed_in(NONE),
    "applications/{draft_application}/withdraw/": signed_in(NONE),
    "applications/{draft_application}/team/": signed_in(NONE),
    "applications/{draft_application}/together/": signed_in(NONE),
    "applications/{draft_application}/files/": signed_in(NONE),
    "applications/{draft_application}/files/{draft_file}/": signed_in(NONE),
    "applications/{handed}/": signed_in(NONE),
    "applications/{handed}/receipts/{receipt}/": signed_in(NONE),
    "applications/{handed}/missing/{completion}/": signed_in(NONE),
    "applications/{handed}/files/": signed_in(NONE),
    "applications/{handed}/files/{attachment}/": look_into(OK),
    "applications/{told}/": signed_in(NONE),
    "applications/{mine}/": team(OK),
    "applications/{mine}/pages/idea/": team(OK),
    "applications/{mine}/pages/nothing/": team(NONE),
    "applications/{mine}/hand-in/": team(OK),
    "applications/{mine}/withdraw/": team(OK),
    "applications/{mine}/team/": team(OK),
    "applications/{mine}/together/": team(OK),
    "applications/{mine}/files/": team(OK),
    "applications/{mine}/files/{attachment}/": signed_in(NONE),
    "applications/{mine_handed}/": team(OK),
    "applications/{mine_handed}/hand-in/": team(AWAY),
    "applications/{mine_handed}/receipts/{receipt}/": team(OK),
    "applications/{mine_handed}/missing/{mine_completion}/": team(OK),
    "applications/{mine_handed}/missing/{completion}/": signed_in(NONE),
    "applications/{mine_handed}/files/{mine_file}/": team_or(look_into(OK), OK),
    "applications/{waiting_mine}/": team(OK),
    "applications/{mine_told}/": team(OK),
    "applications/join/{invited}/": everybody(OK),
    "applications/join/{key}/": everybody(GONE),
    "applications/shares/{share}/": team(OK),
    "jury/": signed_in(OK),
    "jury/{seat}/": signed_in(NONE),
    "jury/{seat}/rules/": signed_in(NONE),
    "jury/{seat}/offline/": signed_in(NONE),
    "jury/{seat}/upload/": signed_in(NONE),
    "jury/review/{review}/": signed_in(NONE),
    "jury/review/{review}/check/": signed_in(NONE),
    "jury/review/{review}/files/{judged_file}/": signed_in(NONE),
    "jury/review/{handed_review}/": signed_in(NONE),
    "decisions/": inside(OK),
    "decisions/editions/{ranked}/": inside(OK),
    "decisions/editions/{ranked}/compare/": inside(OK),
    "decisions/editions/{hidden_edition}/": signed_in(NONE),
    "decisions/{prepared}/": inside(OK),
    "decisions/{prepared}/act/": signed_in(NONE),
    "decisions/{prepared}/applications/{ranked_number}/": inside(OK),
    "decisions/{quiet_decision}/": inside(OK),
    "decisions/{quiet_decision}/act/": inside(OK),
    "decisions/of/{told}/": inside(OK),
    "decisions/of/{told_first}/order/": inside(OK),
    "decisions/of/{mine_told}/": team_or(inside(OK), OK),
    "decisions/of/{mine_told}/order/": team_or(inside(OK), OK),
    "decisions/of/{waiting_mine}/": signed_in(NONE),
    "decisions/of/{waiting_mine}/order/": signed_in(NONE),
    "decisions/appeals/{appeal}/": inside(OK),
    "keep/facts/": look_on(OK),
    "keep/editions/": look_on(OK),
    "keep/editions/new/": look_on(OK),
    "keep/editions/{open}/": look_on(OK),
    "keep/editions/{open}/document/": look_on(OK),
    "keep/editions/{open}/year/": look_on(NONE),
    "keep/editions/{open}/publish/": look_on(NONE),
    "keep/editions/{open}/correct/": look_on(OK),
    "keep/editions/{open}/extend/": look_on(OK),
    "keep/editions/{hidden_edition}/": look_on(OK),
    "keep/editions/{hidden_edition}/document/": look_on(OK),
    "keep/editions/{hidden_edition}/year/": look_on(OK),
    "keep/editions/{hidden_edition}/publish/": look_on(OK),
    "keep/editions/{hidden_edition}/correct/": look_on(NONE),
    "keep/editions/{hidden_edition}/extend/": look_on(NONE),
    "keep/editions/{hidden_edition}/as-applicant/": look_on(OK),
    "keep/editions/{hidden_edition}/as-juror/": look_on(OK),
    "keep/juries/": look_on(OK),
    "keep/juries/{judged}/": look_on(OK),
    "keep/juries/{judged}/severity/": look_on(OK),
    "keep/juries/{judged}/scores/{judged_number}/": look_on(OK),
    "keep/juries/{judged}/scores/{mine_number}/": look_on(NONE),
    "keep/applications/": look_on(OK),
    "keep/applications/{handed}/": look_on(OK),
    "keep/applications/{draft_application}/": look_on(NONE),
    "keep/signings/": look_on(OK),
}
SENT = {
    "{open}/apply/": signed_in(LATE),
    "signing/": signed_in(WRONG),
    "applications/{draft_application}/pages/idea/": signed_in(NONE),
    "applications/{draft_application}/hand-in/": signed_in(NONE),
    "applications/{draft_application}/withdraw/": signed_in(NONE),
    "applications/{draft_application}/team/": signed_in(NONE),
    "applications/{draft_application}/together/": signed_in(NONE),
    "applications/{draft_application}/files/": signed_in(NONE),
    "applications/{handed}/reopen/": signed_in(NONE),
    "applications/{handed}/missing/{completion}/": signed_in(NONE),
    "applications/{mine}/pages/idea/": team(AWAY),
    "applications/{mine}/hand-in/": team(WRONG),
    "applications/{mine}/withdraw/": team(AWAY),
    "applications/{mine}/reopen/": team(LATE),
    "applications/{mine}/team/": team(NONE),  # nobody was named
    "applications/{mine}/together/": team(NONE),
    "applications/{mine}/files/": team(NONE),
    "applications/{mine_handed}/missing/{mine_completion}/": team(AWAY),
    "applications/join/{invited}/": INVITED,
    "applications/join/{key}/": everybody(GONE),
    "applications/shares/{share}/": team(AWAY),
    "jury/{seat}/rules/": signed_in(NONE),
    "jury/{seat}/leave/": signed_in(NONE),
    "jury/{seat}/upload/": signed_in(NONE),
    "jury/review/{review}/": signed_in(NONE),
    "jury/review/{review}/declare/": signed_in(NONE),
    "jury/review/{review}/check/": signed_in(NONE),
    "decisions/editions/{ranked}/": prepare(NONE, decider=NONE),  # nothing was said to be done
    "decisions/{prepared}/": prepare(NONE, decider=NONE),
    "decisions/{prepared}/applications/{ranked_number}/": prepare(OK, decider=OK),
    "decisions/of/{told}/": inside(OK),
    "decisions/of/{mine_told}/": team_or(inside(OK), OK),
    "decisions/appeals/{appeal}/": prepare(OK, decider=OK),
    "keep/facts/": keep(WRONG),
    "keep/editions/": keep(WRONG),
    "keep/editions/new/": keep(WRONG),
    "keep/editions/{hidden_edition}/document/": keep(WRONG),
    "keep/editions/{hidden_edition}/year/": keep(WRONG),
    "keep/editions/{hidden_edition}/publish/": keep(AWAY),
    "keep/editions/{hidden_edition}/discard/": keep(AWAY),
    "keep/editions/{open}/discard/": keep(NONE),
    "keep/editions/{open}/document/": keep(WRONG),
    "keep/editions/{open}/correct/": keep(WRONG),
    "keep/editions/{open}/extend/": keep(WRONG),
    "keep/juries/{judged}/name/": keep(WRONG),
    "keep/juries/{judged}/assign/": keep(LATE),
    "keep/juries/{judged}/seal/": keep(LATE),
    "keep/juries/{judged}/scores/{judged_number}/": keep(WRONG),
    "keep/jurors/{seat}/remove/": keep(AWAY),
    "keep/reviews/{handed_review}/reopen/": keep(WRONG),
    "keep/applications/{handed}/": look_on(NO),  # nothing was said to be done
    "keep/applications/{draft_application}/": look_on(NONE),
    "keep/signings/": look_on(NONE),
}
# One address, several deeds: the deed, what is sent with it, and who does it.
REASONS = "because the minister found a need that no criterion measures and that cannot wait " * 2
DAY = "{day}"
DEEDS: dict[str, tuple[str, dict[str, str], Row]] = {
    "begin scenarios": ("decisions/editions/{ranked}/", {"do": "begin"}, prepare(AWAY)),
    "ask a scenario": (
        "decisions/editions/{ranked}/",
        {"do": "ask", "title": "Another", "method": "rank"},
        prepare(AWAY),
    ),
    "prepare": (
        "decisions/editions/{ranked}/",
        {"do": "prepare", "scenario": "{scenario}", "decider": "The Minister"},
        prepare(LATE),
    ),
    "sign": (
        "decisions/{prepared}/",
        {"do": "sign", "signed_on": DAY, "visas": "Inspector, 2026-01-01, good"},
        sign(AWAY),
    ),
    "announce": ("decisions/{prepared}/", {"do": "announce"}, prepare(LATE)),
    "withdraw": ("decisions/{prepared}/", {"do": "withdraw", "reason": "Late"}, prepare(AWAY)),
    "withdraw once signed": (
        "decisions/{signed}/",
        {"do": "withdraw", "reason": "Late"},
        sign(AWAY),
    ),
    "announce once signed": ("decisions/{signed}/", {"do": "announce"}, prepare(AWAY)),
    "show later": (
        "decisions/{quiet_decision}/",
        {"do": "show", "reason": "Late", "day": "2099-01-01"},
        prepare(AWAY),
    ),
    "depart": (
        "decisions/{prepared}/applications/{ranked_number}/",
        {"outcome": "refused", "decider": "X", "ground": "Y", "words": REASONS},
        prepare(WRONG),
    ),
    "answer an appeal": (
        "decisions/appeals/{appeal}/",
        {"do": "answer", "upheld": "no", "answer": "It stands."},
        prepare(AWAY),
    ),
    "appeal for strangers": (
        "decisions/of/{told}/",
        {"do": "appeal", "words": "No"},
        inside(NO),
    ),
    "withdraw the appeal of strangers": ("decisions/of/{told}/", {"do": "withdraw"}, inside(NO)),
    "take": ("keep/applications/{handed}/", {"do": "take"}, keep(AWAY)),
    "ask for more": (
        "keep/applications/{handed}/",
        {"do": "ask", "missing": "aims", "words": "More", "due": "2099-01-01"},
        keep(LATE),
    ),
    "ask no more": ("keep/applications/{handed}/", {"do": "ask-no-more"}, keep(AWAY)),
    "give feedback": (
        "keep/applications/{handed}/",
        {"do": "feedback", "words": "Good", "goes_on": "yes"},
        keep(LATE),
    ),
    "approve a signature": (
        "keep/signings/",
        {"do": "approve", "one": "{signature}", "until": "{later}"},
        keep(AWAY),
    ),
    "refuse a signature": (
        "keep/signings/",
        {"do": "refuse", "one": "{signature}", "reason": "No"},
        keep(AWAY),
    ),
    "end the signature of another": (
        "signing/",
        {"do": "end", "one": "{signature}"},
        signed_in(NONE),
    ),
    "reopen scores": ("keep/reviews/{handed_review}/reopen/", {"reason": "Wrong"}, keep(AWAY)),
    "invite": (
        "applications/{mine}/team/",
        {"do": "invite", "address": "new@example.org", "role": "reader"},
        team(AWAY),
    ),
    "take a stranger off": (
        "applications/{mine}/team/",
        {"do": "leave", "one": "{member}"},
        signed_in(NONE),
    ),
    "remove a file of strangers": (
        "applications/{mine}/files/",
        {"do": "remove", "one": "{draft_file}"},
        signed_in(NONE),
    ),
    "agree to a share": ("applications/shares/{share}/", {"do": "agree"}, team(AWAY)),
}
