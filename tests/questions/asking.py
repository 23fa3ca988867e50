"""The questions of the file beside this module, and the page of the documentation made of them."""

import re
from pathlib import Path
from typing import Any

import yaml

Question = dict[str, Any]

QUESTIONS: list[Question] = yaml.safe_load(
    (Path(__file__).parent / "questions.yaml").read_text(encoding="utf-8")
)
MARK = re.compile(r" ?\[([a-z0-9-]+)\]")
HOW = {
    "parliament": "asked in Parliament, in brief",
    "press": "reported by the press, put as a question",
    "need": "a need behind the source, in our words",
}
HEAD = """\
# Questions and their answers

Twenty questions of members of parliament and journalists about Digital Wallonia, and the page of
the site that answers each. No answer is more than four clicks from the first page. What nobody has
published is said to be unknown.

Addresses begin with the site's own; they last and may be cited. With `de` or `en` in the place of
`fr` the same page answers in German or English. `tests/questions` walks every way on the site with
the strategy that comes along, and this page is made of its file `questions.yaml`
(`python -m tests.questions.asking`).
"""


def page() -> str:
    """The page of the documentation, in Markdown."""
    return "\n".join([HEAD, *(_section(place, one) for place, one in enumerate(QUESTIONS, 1))])


def _section(place: int, one: Question) -> str:
    asked = one["asked"]
    who = f"{asked['by']}, {asked['where']}, {asked['year'] or 'undated'}"
    source = f"[source]({one['address']}), `/fr/sources/{asked['record']}/`"
    lines = [
        f"## {place}. {one['question']}\n",
        f"{one['english']}\n",
        f"- **Who asks:** {who} ({HOW[asked['how']]}). {source}",
        f"- **Answer:** `/fr/{one['page']}`, by {' → '.join(map(_click, one['clicks']))}.",
        *(f"  - {_without_marks(words)}" for words in one["answer"]),
    ]
    if "gap" in one:
        lines.append(f"- **Not known:** “{one['gap']['fr']}”")
    return "\n".join(lines) + "\n"


def _without_marks(words: str) -> str:
    """Words of a page with its sources at the end, each with its address."""
    codes = dict.fromkeys(MARK.findall(words))
    sources = ", ".join(f"`/fr/sources/{code}/`" for code in codes)
    said = MARK.sub("", words)
    return f"“{said}” ({sources})" if sources else f"“{said}”"


def _click(click: str | dict[str, str]) -> str:
    if isinstance(click, str):
        return f"“{click}”"
    ((how, words),) = click.items()
    return f"{how} “{words}”"


if __name__ == "__main__":
    target = Path(__file__).parents[2] / "docs" / "explain" / "questions.md"
    target.write_text(page(), encoding="utf-8")
