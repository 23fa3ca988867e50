"""A region's settings, as they are when the site is public; attacks on what surrounds pages."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings

from perron.cli.serving import server_command
from tests.test_house import lines_with, within

REGION = {
    "HTTPS": "1",
    "DATABASE_URL": "postgres://perron:word@db.example.org/perron",
    "ALLOWED_HOSTS": "plan.example.org",
    "SECRET_KEY": "0aZ!" * 20 + "bcdefgh",
    "SITE_ADDRESS": "https://plan.example.org",
}
COUNTED = {"METRICS_TOKEN": "anything"}
SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{30}|\bxox[abp]-\w{10}"
    r"|(?i:secret|password|token)\w*\s*[:=]\s*[\"'](?=[^\"']*\d)(?=[^\"']*[A-Z])[\w+/=-]{24,}[\"']"
)
PAGES = (
    "/en/",
    "/en/measures/",
    "/en/nowhere/",
    "/en/desk/",
    "/en/sign-in/login/",
    "/en/open-data/",
    "/api/v1/",
    "/api/v1/nothing/",
    "/health/",
    "/metrics",
)
WHOLE_CSP = {"default-src": "'none'", "script-src": "'self'", "style-src": "'self'"}
WHOLE_CSP |= {"frame-ancestors": "'none'", "base-uri": "'none'", "form-action": "'self'"}


def run(var: Path, *words: str, **changed: str) -> subprocess.CompletedProcess[str]:
    """A program of the site with settings of its own."""
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, *words],
        env={**env, "PERRON_VAR": str(var), "PYTHONPATH": "src", **changed},
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_djangos_own_look_at_a_public_site_finds_nothing(tmp_path: Path) -> None:
    words = ("-m", "django", "check", "--deploy", "--fail-level", "WARNING")

    looked = run(tmp_path, *words, **REGION)

    assert looked.returncode == 0, looked.stderr
    assert "no issues" in looked.stdout


def test_debug_is_refused_beside_a_named_database_unless_told(tmp_path: Path) -> None:
    program = "from django.conf import settings; print(settings.DEBUG)"

    refused = run(tmp_path, "-c", program, **REGION, DEBUG="1")
    told = run(tmp_path, "-c", program, **REGION, DEBUG="1", DEBUG_NAMED_DATABASE="1")

    assert ImproperlyConfigured.__name__ in refused.stderr
    assert "DEBUG_NAMED_DATABASE=1" in refused.stderr
    assert told.stdout == "True\n"


def test_under_https_cookies_belong_to_this_host_alone(tmp_path: Path) -> None:
    program = (
        "from django.conf import settings as s\n"
        "for kind in ('SESSION', 'CSRF'):\n"
        "    print(*(getattr(s, f'{kind}_COOKIE_{part}')"
        " for part in ('NAME', 'SECURE', 'HTTPONLY', 'SAMESITE', 'PATH', 'DOMAIN')))\n"
        "print(s.SECURE_HSTS_SECONDS, s.SECURE_SSL_REDIRECT)"
    )

    assert run(tmp_path, "-c", program, **REGION).stdout.splitlines() == [
        "__Host-session True True Lax / None",
        "__Host-csrf True True Lax / None",
        "31536000 True",
    ]


def test_an_unknown_form_of_the_log_is_refused(tmp_path: Path) -> None:
    program = "from django.conf import settings; settings.DEBUG"

    assert "plain, json" in run(tmp_path, "-c", program, LOG_FORMAT="xml").stderr


def test_several_processes_count_together(tmp_path: Path) -> None:
    program = (
        "import django; django.setup()\n"
        "from perron.core.operating.metrics import count_request, forget_processes\n"
        "from prometheus_client import CollectorRegistry, generate_latest, multiprocess\n"
        "from django.conf import settings\n"
        "count_request('portal:home', 200, 0.1)\n"
        "answer = CollectorRegistry()\n"
        "multiprocess.MultiProcessCollector(answer, path=str(settings.METRICS_FOLDER))\n"
        "print(generate_latest(answer).decode())\n"
    )
    outcome = [run(tmp_path, "-c", program, **COUNTED) for _ in range(3)][-1].stdout

    assert 'perron_request_seconds_count{status="200",view="portal:home"} 3.0' in outcome


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_every_answer_carries_the_headers_that_protect_its_reader(page: str) -> None:
    with override_settings(SECURE_HSTS_SECONDS=60):
        answer = Client().get(page, secure=True)

    csp = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert {name: csp[name] for name in WHOLE_CSP} == WHOLE_CSP
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer["Strict-Transport-Security"].startswith("max-age=60")


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["evil.example.org", "testserver.evil.org", "testserver:x", "a b"])
def test_a_false_name_of_the_host_is_refused(host: str) -> None:
    answer = Client(raise_request_exception=False).get("/en/", headers={"host": host})

    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


@pytest.mark.django_db
def test_the_name_that_a_stranger_forwards_is_not_believed() -> None:
    page = Client().get("/en/measures/", headers={"x-forwarded-host": "evil.example.org"})

    assert "evil.example.org" not in page.content.decode()


@pytest.mark.django_db
def test_a_request_that_is_too_large_is_refused_before_it_is_read() -> None:
    with override_settings(LARGEST_REQUEST=1 << 20):
        answer = Client().post("/en/search/", {"q": "x" * (1 << 20)})

    assert (answer.status_code, b"Nothing was kept" in answer.content) == (413, True)


def test_the_server_limits_the_head_of_a_request_and_how_long_it_may_take() -> None:
    words = server_command("127.0.0.1", 8000, 1)

    assert words[words.index("--http1-buffer-size") + 1] == "65536"
    assert words[words.index("--http1-header-read-timeout") + 1] == "10000"


@pytest.mark.django_db
def test_a_forged_address_does_not_escape_the_limit_on_signing_in() -> None:
    page = ""
    for number in range(12):
        entered = {"login": f"{number}@example.org", "password": "wrong"}
        forged = {"x-forwarded-for": f"10.9.8.{number}"}
        page = Client().post("/en/sign-in/login/", entered, headers=forged).content.decode()

    assert "Too many attempts" in page


@pytest.mark.django_db
@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_behind_a_proxy_each_address_has_its_own_limit_and_forging_more_does_not_help() -> None:
    def last_of(addresses: list[str]) -> str:
        page = ""
        for number, address in enumerate(addresses):
            entered = {"login": f"{number}@example.org", "password": "wrong"}
            headers = {"x-forwarded-for": address}
            page = Client().post("/en/sign-in/login/", entered, headers=headers).content.decode()
        return page

    assert "Too many" not in last_of([f"192.0.2.{n}" for n in range(12)])
    assert "Too many" in last_of([f"10.9.8.{n}, 198.51.100.7" for n in range(12)])


def test_no_secret_is_in_the_repository() -> None:
    assert lines_with(SECRETS, within("")) == []
