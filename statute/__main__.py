"""The law on the command line: check a file of worked examples, explain a date, list the rules."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from statute.due import Due
from statute.examples.answer import sentence, short
from statute.examples.checking import FileError, check_file
from statute.examples.evaluators import EVALUATORS, evaluate
from statute.examples.facts import ExampleError
from statute.examples.inputs import KINDS, OTHER_NAMES
from statute.rules import RULES
from statute.words import day

AGREED: Final = 0
DISAGREED: Final = 1
UNREADABLE: Final = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the commands; gives back the exit status."""
    options = _parser().parse_args(arguments)
    status: int = options.run(options)
    return status


def _check(options: argparse.Namespace) -> int:
    try:
        checked = check_file(options.file)
    except FileError as error:
        print(error, file=sys.stderr)
        return UNREADABLE
    for one in checked:
        if not one.agrees:
            print(one)
    agreeing = sum(one.agrees for one in checked)
    print(f"{agreeing} of {len(checked)} agree")
    return AGREED if agreeing == len(checked) else DISAGREED


def _explain(options: argparse.Namespace) -> int:
    try:
        result = evaluate(options.rule, options.start, options.prior, "; ".join(options.input))
    except ExampleError as error:
        print(error, file=sys.stderr)
        return DISAGREED
    rule = RULES[options.rule]
    print(short(result))
    print(sentence(result))
    if isinstance(result, Due) and result.plan_by is not None and result.plan_by != result.on:
        print(f"Plan for {day(result.plan_by)}, the last working day before it")
    print(f"{rule.title}: {rule.limit}")
    print(f"Source: {rule.source} ({rule.strength}; {rule.evidence.meaning})")
    return AGREED


def _rules(options: argparse.Namespace) -> int:
    if options.table:
        print(rules_table())
        return AGREED
    for rule in RULES.values():
        print(f"{rule.id:26} {rule.strength:6} {rule.evidence:4} {rule.title}: {rule.limit}. {rule.source}")
    return AGREED


def rules_table() -> str:
    """Every rule as a row of a Markdown table: what it limits, its source, its function and the file that tests it."""
    lines = [
        "| Rule | What | Limit | Strength | Source | Seen | Function | Test |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for rule in RULES.values():
        module = rule.function.split(".")[0]
        test = f"tests/statute/test_{module}.py"
        cells = (
            rule.id,
            rule.title,
            rule.limit,
            rule.strength,
            rule.source,
            rule.evidence,
            f"`{rule.function}`",
            f"`{test}`",
        )
        lines.append(f"| {' | '.join(cells)} |".replace("T*", "T\\*"))
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m statute", description=__doc__, epilog=_inputs(), formatter_class=argparse.RawTextHelpFormatter
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="check a CSV file of worked examples")
    check.add_argument(
        "file", type=Path, help="columns: rule, start_date, prior_review_date, other_inputs, expected_due"
    )
    check.set_defaults(run=_check)
    explain = commands.add_parser("explain", help="work out one date and say how")
    explain.add_argument("rule", help="a rule's id, such as REV-1ST")
    explain.add_argument("--start", default="", metavar="DATE", help="the day of the event that starts the clock")
    explain.add_argument("--prior", default="", metavar="DATE", help="the last review, visit, assessment or panel")
    explain.add_argument("--input", action="append", default=[], metavar="NAME=VALUE", help="may be given many times")
    explain.set_defaults(run=_explain)
    rules = commands.add_parser("rules", help="list every rule")
    rules.add_argument("--table", action="store_true", help="as the table of docs/statute.md")
    rules.set_defaults(run=_rules)
    return parser


def _inputs() -> str:
    lines = ["the inputs each rule makes use of (others about the child may be given, and move nothing):"]
    lines += [f"  {rule}: {', '.join(evaluator.uses) or 'start_date only'}" for rule, evaluator in EVALUATORS.items()]
    lines += ["", "what the inputs hold, and their other names:"]
    for name, kind in KINDS.items():
        others = f" ({', '.join(OTHER_NAMES[name])})" if OTHER_NAMES[name] else ""
        lines.append(f"  {name}: {kind.meaning}{others}")
    lines += ["", "A happening that moves no date (placement_move=2024-03-04) may be named in the words of the field."]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
