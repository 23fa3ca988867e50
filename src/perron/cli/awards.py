"""``perron awards``: which applications are funded from which money; no site is needed."""

import json
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping
from dataclasses import asdict
from importlib import import_module
from typing import Any, cast

from perron.cli.files import FileRefused, read_json, write_whole
from perron.engines.awards.errors import AwardsRefused
from perron.engines.awards.explaining import again_line, lines_of, solve_again, tell
from perron.engines.awards.generating import generate
from perron.engines.awards.instances import read_instance
from perron.engines.awards.schemas import NAMES, schema
from perron.engines.awards.verifying import verify

Document = dict[str, Any]
Command = Callable[[Namespace], int]


def add_to(commands: Any) -> None:
    """Add ``perron awards …`` to the grammar."""
    group = commands.add_parser("awards", help="which applications are funded from which money")
    verbs = group.add_subparsers(title="verbs", required=True)
    _add_generate(verbs)
    _add_solve(verbs)
    check = verbs.add_parser("verify", help="check a result without trusting whoever solved it")
    check.add_argument("instance", help="a file, or - for standard input")
    check.add_argument("result")
    check.set_defaults(command=_spoken(_verify))
    _add_explain(verbs)
    form = verbs.add_parser("schema", help="the JSON Schema of one of the two files")
    form.add_argument("name", choices=NAMES)
    form.set_defaults(command=_spoken(_schema))


def _add_generate(verbs: Any) -> None:
    made = verbs.add_parser("generate", help="invent an edition of the size of a real one")
    made.add_argument(
        "--files", type=_whole(1, 20_000), required=True, help="how many applications"
    )
    made.add_argument("--tight", type=_tight, required=True, help="money to demand, as in 0.7")
    made.add_argument("--seed", type=_whole(0), required=True)
    made.add_argument("-o", "--output", help="a file; standard output unless told")
    made.set_defaults(command=_spoken(_generate))


def _add_solve(verbs: Any) -> None:
    solve = verbs.add_parser("solve", help="decide who is funded, with the proof")
    solve.add_argument("instance", help="a file, or - for standard input")
    solve.add_argument("-o", "--output", help="a file; standard output unless told")
    solve.add_argument("--seconds", type=_seconds, help="stop then, with what is proved so far")
    solve.add_argument("--threads", type=_whole(1, 64), default=1)
    solve.add_argument("--solver-seed", type=_whole(0, 2**31 - 1), default=0)
    solve.set_defaults(command=_spoken(_solve))


def _add_explain(verbs: Any) -> None:
    why = verbs.add_parser("explain", help="one application's story")
    why.add_argument("instance", help="a file, or - for standard input")
    why.add_argument("result")
    why.add_argument("id", help="the application")
    why.add_argument("--again", action="store_true", help="solve again with each change applied")
    why.add_argument("--json", action="store_true", help="for programs")
    why.set_defaults(command=_spoken(_explain))


def _spoken(command: Command) -> Command:
    """A command whose refusals are sentences on standard error, and 1."""

    def spoken(arguments: Namespace) -> int:
        try:
            return command(arguments)
        except (AwardsRefused, FileRefused) as refusal:
            print(refusal, file=sys.stderr)
            return 1

    return spoken


def _generate(arguments: Namespace) -> int:
    made = generate(arguments.files, arguments.tight, arguments.seed)
    write_whole(arguments.output, _written(made))
    return 0


def _solve(arguments: Namespace) -> int:
    document = _document(arguments.instance)
    solve = _solver()
    result = solve(
        document,
        seconds=arguments.seconds,
        solver_seed=arguments.solver_seed,
        threads=arguments.threads,
    )
    write_whole(arguments.output, _written(result))
    return 0


def _verify(arguments: Namespace) -> int:
    verdict = verify(_document(arguments.instance), _document(arguments.result))
    for sentence in verdict.failures:
        print(f"failed      {sentence}")
    for sentence in verdict.proved:
        print(f"proved      {sentence}")
    for sentence in verdict.not_proved:
        print(f"not proved  {sentence}")
    print("The result keeps the contract." if verdict.ok else "The result is refused.")
    return 0 if verdict.ok else 1


def _explain(arguments: Namespace) -> int:
    document, result = _document(arguments.instance), _document(arguments.result)
    story = tell(read_instance(document), result, arguments.id)
    again = list(solve_again(document, story, _solver())) if arguments.again else []
    if arguments.json:
        tried = [asdict(one) for one in again]
        print(_written({**asdict(story), "again": tried}), end="")
        return 0
    for line in (*lines_of(story), *(again_line(story, one) for one in again)):
        print(line)
    return 0


def _schema(arguments: Namespace) -> int:
    print(_written(schema(arguments.name)), end="")
    return 0


def _solver() -> Callable[..., Mapping[str, Any]]:
    """Solving loads the solver's library, which nothing else here needs."""
    solving = import_module("perron.engines.awards.solving")
    return cast("Callable[..., Mapping[str, Any]]", solving.solve)


def _document(name: str) -> Document:
    document = read_json(name)
    if not isinstance(document, dict):
        raise FileRefused(f"{name} holds no JSON object. Nothing was done.")
    return document


def _written(document: Mapping[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _whole(least: int, most: int = 2**63 - 1) -> Callable[[str], int]:
    def whole(word: str) -> int:
        number = int(word)
        if not least <= number <= most:
            raise ArgumentTypeError(f"{word} is not between {least} and {most}")
        return number

    return whole


def _tight(word: str) -> float:
    number = float(word)
    if not 0 < number <= 1:
        raise ArgumentTypeError(f"{word} is not above 0 and at most 1")
    return number


def _seconds(word: str) -> float:
    number = float(word)
    if not 0 < number < float("inf"):
        raise ArgumentTypeError(f"{word} is no number of seconds")
    return number
