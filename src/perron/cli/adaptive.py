"""``perron adaptive``: tests that adapt to the person, tried and calibrated without a site."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from importlib import import_module
from typing import Any

Command = Callable[[Namespace], int]


def add_to(commands: Any) -> None:
    """Add ``perron adaptive …`` to the grammar."""
    group = commands.add_parser("adaptive", help="tests that adapt to the person")
    verbs = group.add_subparsers(title="verbs", required=True)
    _add_simulate(verbs)
    calibrate = verbs.add_parser("calibrate", help="items' parameters from answers")
    calibrate.add_argument("responses", help="CSV: a column per item of 0, 1 or nothing, and freq")
    calibrate.add_argument("--model", choices=("1pl", "2pl"), default="2pl")
    _finish(calibrate, "calibrate")
    dif = verbs.add_parser("dif", help="items that work differently for a group")
    dif.add_argument("responses", help="CSV: a column per item of 0, 1 or nothing, and the group")
    dif.add_argument("--group", required=True, help="the column that says who is in which group")
    dif.add_argument("--alpha", type=_between(0, 1), default=0.01, help="share of false flags")
    _finish(dif, "dif")


def _add_simulate(verbs: Any) -> None:
    simulate = verbs.add_parser("simulate", help="invented persons take the test")
    simulate.add_argument("--bank", required=True, help="CSV with the columns a, b, c, d")
    simulate.add_argument("--examinees", type=_whole(1, 10_000_000), required=True)
    simulate.add_argument("--items", type=_whole(1, 100_000), required=True, help="to each person")
    simulate.add_argument("--seed", type=_whole(0, 2**63 - 1), required=True)
    simulate.add_argument("--prior-sd", type=_between(0, 10), default=1.0)
    _finish(simulate, "simulate")


def _finish(parser: ArgumentParser, verb: str) -> None:
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(command=_loaded(verb))


def _loaded(verb: str) -> Command:
    """A command that loads the numerical libraries, which no other command here needs."""

    def command(arguments: Namespace) -> int:
        answers = import_module("perron.cli.adaptive_answers")
        refusals = (answers.AdaptiveRefused, answers.FileRefused)
        try:
            return int(getattr(answers, verb)(arguments))
        except refusals as refusal:
            print(refusal, file=sys.stderr)
            return 1

    return command


def _whole(least: int, most: int) -> Callable[[str], int]:
    def whole(word: str) -> int:
        number = int(word)
        if not least <= number <= most:
            raise ArgumentTypeError(f"{word} is not between {least} and {most}")
        return number

    return whole


def _between(least: float, most: float) -> Callable[[str], float]:
    def between(word: str) -> float:
        number = float(word)
        if not least < number < most:
            raise ArgumentTypeError(f"{word} is not above {least} and below {most}")
        return number

    return between
