"""Letters that somebody else wants to shape, stop, bring back or have sent by thousands."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.utils import timezone

from perron.accounts.models import User
from perron.accounts.services.telling import tell
from perron.letters.enums import LetterState
from perron.letters.errors import AddressRefused, LinkRefused, NoNotification
from perron.letters.models import Letter, Preference
from perron.letters.services.bounces import receive_bounce
from perron.letters.services.handing import hand_over
from perron.letters.services.links import Holder, open_link, seal_link
from perron.letters.services.writing import checked_address
from tests.make import aline, chantal

pytestmark = pytest.mark.django_db
LOCMEM = override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
NOW = timezone.now
EVIL = [
    "Eve\r\nBcc: all@example.org",
    "Eve\u2028\u2029Subject: x",
    "{{ settings.SECRET_KEY }}{% debug %}",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\u202eknil siht kcilc",
    "https://evil.example/\n\nhttps://evil.example/",
    "x" * 5000,
]


def sent(letter: Letter) -> EmailMessage:
    with LOCMEM:
        hand_over(letter.pk, NOW())
    content = mail.outbox[-1].message().as_bytes()
    message: EmailMessage = message_from_bytes(content, policy=policy.default)
    return message


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", EVIL)
def test_a_name_stays_a_name_in_every_part_of_a_letter(name: str) -> None:
    person = User.objects.create_user("eve@example.org", None, name=name[:120])
    with LOCMEM:
        tell("role-changed", person, address=person.email, context={"role": name}, at=NOW())
    message = sent(Letter.objects.get())

    assert message["Bcc"] is None
    assert message["To"] == "eve@example.org"
    assert len(message.get_all("Subject") or ()) == 1
    body = message.get_body(("html",))
    assert body is not None
    html = str(body.get_content())
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="https://evil' not in html


@pytest.mark.parametrize(
    "address",
    [
        "a@example.org\r\nBcc: b@example.org",
        "a@example.org, b@example.org",
        "a@example.org;b@example.org",
        '"a b"@example.org',
        "<a@example.org>",
        "a@example.org\x00",
        "a@exam\u202eple.org",
        "@example.org",
        "a@" + "b" * 300 + ".org",
    ],
)
def test_what_is_more_than_one_address_is_none(address: str) -> None:
    with pytest.raises(AddressRefused):
        checked_address(address)


@pytest.mark.parametrize("change", ["cut", "turn", "empty", "letters", "huge"])
def test_nobody_makes_a_link_to_the_preferences_of_another(change: str) -> None:
    token = seal_link(Holder("aline@example.org", "decisions"))
    forged = {
        "cut": token[:-5],
        "turn": token[:30] + ("A" if token[30] != "A" else "B") + token[31:],
        "empty": "",
        "letters": "é" * 50,
        "huge": "A" * 100_000,
    }[change]

    with pytest.raises(LinkRefused):
        open_link(forged)


def test_another_site_chooses_nothing_on_the_page_of_preferences() -> None:
    token = seal_link(Holder("aline@example.org", "decisions"))
    browser = Client(enforce_csrf_checks=True)

    answer = browser.post(f"/en/letters/{token}/", {"wanted": []})
    assert answer.status_code in {403, 404}
    assert not Preference.objects.exists()


@LOCMEM
def test_a_bounce_that_guesses_brings_nothing_back() -> None:
    tell("role-changed", aline(), address="aline@example.org", context={"role": "x"}, at=NOW())
    letter = Letter.objects.get()
    for message_id in ("", "<>", "<%>", f"<{letter.key}@localhost>", letter.message_id.upper()):
        content = (
            "MIME-Version: 1.0\nContent-Type: multipart/report; boundary=b\n\n"
            "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n"
            "Action: failed\nStatus: 5.1.1\n\n"
            f"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {message_id}\n\n--b--\n"
        )
        with pytest.raises(NoNotification):
            receive_bounce(content.encode())
    assert Letter.objects.get().state == LetterState.WAITING


@LOCMEM
def test_one_address_is_not_buried_in_codes() -> None:
    person = chantal()
    for _number in range(60):
        tell("sign-in-code", person, address=person.email, context={"code": "A"}, at=NOW())
    assert Letter.objects.count() == 20

    tell("role-changed", person, address=person.email, context={"role": "x"}, at=NOW())
    assert Letter.objects.count() == 21


@LOCMEM
def test_strangers_are_not_written_to_without_end() -> None:
    for number in range(130):
        tell("no-account", None, address=f"s{number}@example.org", context={}, at=NOW())
    assert Letter.objects.count() == 100


@LOCMEM
def test_one_person_does_not_send_codes_to_the_whole_world() -> None:
    person = aline()
    for number in range(60):
        tell(
            "email-code", person, address=f"s{number}@example.org", context={"code": "A"}, at=NOW()
        )
    assert Letter.objects.count() == 20
