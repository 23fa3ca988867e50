"""``perron survey``: weighted estimates from a file, without a site."""

import sys
from argparse import ArgumentParser, Namespace
from importlib import import_module
from typing import Any


def add_to(commands: Any) -> None:
    """Add ``perron survey …`` to the grammar."""
    group = commands.add_parser("survey", help="what a sample says of a population")
    verbs = group.add_subparsers(title="verbs", required=True)
    _add_estimate(verbs.add_parser("estimate", help="means and shares with their uncertainty"))


def _add_estimate(parser: ArgumentParser) -> None:
    parser.add_argument("file", help="CSV: one line for each person, names in the first line")
    parser.add_argument("--value", required=True, action="append", help="the column to estimate")
    parser.add_argument("--weight", required=True, help="the column of weights")
    parser.add_argument("--strata", help="the column that says from which stratum")
    parser.add_argument("--clusters", help="the column that says in which primary unit")
    parser.add_argument("--sizes", help="a column: primary units of the stratum in the population")
    parser.add_argument("--share", action="store_true", help="values are 0, 1 or chances of it")
    parser.add_argument("--level", type=float, default=0.95, help="of intervals, such as 0.95")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(command=_estimate)


def _estimate(arguments: Namespace) -> int:
    """Load the numerical libraries, which no other command here needs."""
    answers = import_module("perron.cli.survey_answers")
    try:
        return int(answers.estimate(arguments))
    except (answers.SurveyRefused, answers.FileRefused) as refusal:
        print(refusal, file=sys.stderr)
        return 1
