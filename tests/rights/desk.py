"""The desk: every address and what each role is answered there.

Forms are sent empty, so a right shows as a refusal of the form itself (422, 409; 200 where nothing
was said) or as the deed (302). Where nothing may be sent, 405.
"""

from tests.rights.roles import AWAY, LATE, NO, NONE, OK, WRONG, Row, everybody, signed_in

BASE = "/en/desk/"


# visitor, contact, speaker | officer, evaluator, auditor, decider, administrator |
# lent: organisation.speak, strategy.edit, desk.see, inquiries.answer, calls.keep
def see_the_desk(yes: int) -> Row:
    return (AWAY, NO, NO, yes, yes, yes, yes, yes, NO, NO, yes, NO, NO)


def edit(yes: int) -> Row:
    return (AWAY, NO, NO, yes, NO, NO, NO, yes, NO, yes, NO, NO, NO)


def edit_or_look_on(yes: int) -> Row:
    return (AWAY, NO, NO, yes, NO, yes, NO, yes, NO, yes, NO, NO, NO)


def judge(yes: int) -> Row:
    return (AWAY, NO, NO, NO, yes, NO, NO, yes, NO, NO, NO, NO, NO)


def speak_or_edit(yes: int) -> Row:
    return (AWAY, NO, yes, yes, NO, NO, NO, yes, yes, yes, NO, NO, NO)


def answer(yes: int) -> Row:
    return (AWAY, NO, NO, yes, NO, NO, NO, yes, NO, NO, NO, yes, NO)


def answer_or_look_on(yes: int) -> Row:
    return (AWAY, NO, NO, yes, NO, yes, NO, yes, NO, NO, NO, yes, NO)


def oversee(yes: int) -> Row:
    return (AWAY, NO, NO, NO, NO, yes, NO, yes, NO, NO, NO, NO, NO)


def administer(yes: int) -> Row:
    return (AWAY, NO, NO, NO, NO, NO, NO, yes, NO, NO, NO, NO, NO)


# A speaker has claimed the town already: the page leads on.
CLAIM = (AWAY, OK, AWAY, OK, OK, OK, OK, OK, AWAY, OK, OK, OK, OK)
CLAIMED = (AWAY, WRONG, AWAY, *(WRONG for _ in range(5)), AWAY, *(WRONG for _ in range(4)))
# A draft is its author's; those who see everything read it and touch nothing.
ANOTHERS_DRAFT = (AWAY, *(NONE for _ in range(4)), OK, NONE, OK, *(NONE for _ in range(5)))
ANOTHERS_DEED = (AWAY, *(LATE for _ in range(4)), NO, LATE, NO, *(LATE for _ in range(5)))
READ = {
    "": signed_in(OK),
    "health/": administer(OK),
    "work/translations/": see_the_desk(OK),
    "work/sources/": see_the_desk(OK),
    "work/figures/": see_the_desk(OK),
    "work/organisations/": see_the_desk(OK),
    "work/duplicates/": see_the_desk(OK),
    "work/claims/": see_the_desk(OK),
    "records/measure/": edit(OK),
    "records/card/": judge(OK),
    "records/municipality/": signed_in(NO),
    "records/nothing/": signed_in(NONE),
    "new/measure/": edit(OK),
    "new/recommendation/": judge(OK),
    "edit/measure/{measure}/": edit(OK),
    "edit/card/{card}/": judge(OK),
    "edit/term/unit/{term}/": edit(OK),
    "edit/measure/nothing/": edit(NONE),
    "edit/measure/a/b/": edit(NONE),
    "names/organisation/?f-body=to": see_the_desk(OK),
    "drafts/{draft}/": ANOTHERS_DRAFT,
    "strategy-file/": edit(OK),
    "spreadsheet/": edit(OK),
    "organisations/{town}/claim/": CLAIM,
    "organisations/nothing/claim/": signed_in(NONE),
    "organisations/{town}/": speak_or_edit(OK),
    "organisations/{town}/contacts/": speak_or_edit(OK),
    "organisations/{town}/contacts/{contact}/": speak_or_edit(OK),
    "organisations/{mill}/contacts/{contact}/": edit(NONE),
    "organisations/{mill}/merge/{town}/": edit(OK),
    "owed/": answer_or_look_on(OK),
    "owed/new/": answer(OK),
    "owed/inquiry/": answer(OK),
    "owed/{owed}/": answer_or_look_on(OK),
    "measures/": edit_or_look_on(OK),
    "measures/{measure}/": edit_or_look_on(OK),
    "updates/": edit_or_look_on(OK),
    "updates/ask/": edit(OK),
    "updates/{update}/": edit_or_look_on(OK),
    "updates/{proposed}/": edit_or_look_on(OK),
    "updates/{update}/enter/": edit(OK),
    "letters/": oversee(OK),
    "people/": oversee(OK),
    "people/new/": administer(OK),
    "people/{key}/": oversee(OK),
    "people/{erased}/": oversee(NONE),
}
SENT = {
    "drafts/{draft}/publish/": ANOTHERS_DEED,
    "drafts/{draft}/discard/": ANOTHERS_DEED,
    "drafts/{draft}/settle/": ANOTHERS_DEED,
    "claims/{claim}/decide/": edit(WRONG),
    "claims/{claim}/end/": edit(WRONG),
    "organisations/{town}/confirm/": speak_or_edit(AWAY),
    "new/measure/": edit(WRONG),
    "new/recommendation/": judge(WRONG),
    "edit/measure/{measure}/": edit(AWAY),
    "edit/card/{card}/": judge(AWAY),
    "edit/term/unit/{term}/": edit(AWAY),
    "strategy-file/": edit(WRONG),
    "spreadsheet/": edit(WRONG),
    "organisations/{town}/claim/": CLAIMED,
    "organisations/{town}/": speak_or_edit(OK),
    "organisations/{town}/contacts/": speak_or_edit(WRONG),
    "organisations/{town}/contacts/{contact}/": speak_or_edit(WRONG),
    "organisations/{mill}/contacts/{contact}/": edit(NONE),
    "organisations/{mill}/merge/{town}/": edit(AWAY),
    "owed/new/": answer(WRONG),
    "owed/inquiry/": answer(WRONG),
    "owed/{owed}/": signed_in(NO),  # nothing was said to be done
    "measures/{measure}/": edit(AWAY),
    "seen/": everybody(AWAY),
    "updates/ask/": edit(WRONG),
    "updates/{update}/": edit(AWAY),
    "updates/{proposed}/": edit(AWAY),
    "updates/{update}/enter/": edit(WRONG),
    "letters/{letter}/": administer(AWAY),
    "people/new/": administer(WRONG),
    "people/{key}/role/": administer(AWAY),
    "people/{key}/close/": administer(AWAY),
    "people/{key}/reopen/": administer(AWAY),
    "people/{erased}/role/": administer(NONE),
    "people/{erased}/close/": administer(NONE),
    "people/{erased}/reopen/": administer(NONE),
}
