"""A visitor who only follows what is seen: links by their words, forms by their labels."""

from http import HTTPStatus
from urllib.parse import urljoin

from django.test import Client

from tests.questions.reading import Form, Seen, one_line, seen

Click = str | dict[str, str]


class Walk:
    """A way through the site from its first page, one click after another."""

    def __init__(self, client: Client, start: str) -> None:
        self._client = client
        self._ticked: dict[str, list[str]] = {}
        self.address = ""
        self.markup = ""
        self.page = Seen()
        self._go(start)

    def _go(self, address: str, asked: dict[str, list[str]] | None = None) -> None:
        response = self._client.get(address, asked)
        assert response.status_code == HTTPStatus.OK, address
        self.address = response.wsgi_request.get_full_path()
        self.markup = response.content.decode()
        self.page = seen(self.markup)
        self._ticked = {}

    def click(self, click: Click) -> None:
        """Follow a link, search, unfold, tick or press."""
        if isinstance(click, str):
            self._go(urljoin(self.address, self.link(click)))
            return
        ((how, words),) = click.items()
        {"search": self._search, "unfold": self._unfold, "tick": self._tick, "press": self._press}[
            how
        ](words)

    def link(self, words: str) -> str:
        """Where the link with these words leads; links with the same words must lead there too."""
        wanted = one_line(words)
        found = {address for name, address in self.page.links if name == wanted}
        assert len(found) == 1, f"“{words}” on {self.address}: {sorted(found)}"
        return found.pop()

    def _search(self, words: str) -> None:
        form = next(form for form in self.page.forms if form.role == "search")
        self._go(form.action, {"q": [words]})

    def _unfold(self, words: str) -> None:
        assert words in self.page.folds, self.page.folds

    def _tick(self, words: str) -> None:
        name, value = self._form_with(words, within="choices").choices[one_line(words)]
        self._ticked.setdefault(name, []).append(value)

    def _press(self, words: str) -> None:
        form = self._form_with(words, within="buttons")
        self._go(form.action, {name: values for name, values in self._ticked.items() if values})

    def _form_with(self, words: str, *, within: str) -> Form:
        found = [form for form in self.page.forms if one_line(words) in getattr(form, within)]
        assert len(found) == 1, f"“{words}” on {self.address}: {len(found)} forms"
        return found[0]
