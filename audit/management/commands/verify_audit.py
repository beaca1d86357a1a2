"""manage.py verify_audit: check that the log and the field history are whole."""

import argparse
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from audit import anchors
from audit.verifying import verify


class Command(BaseCommand):
    """Check the chain and say in plain words what does not fit. Exit code 1 when anything does not."""

    help = "Checks the hash chain over the log and the field history, against the anchors."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take where to begin and which anchors to trust."""
        parser.add_argument("--since-anchor", action="store_true", help="check only what came after the last anchor")
        parser.add_argument("--anchors", type=Path, help="a file of anchors that was kept elsewhere")

    def handle(self, *, since_anchor: bool, anchors: Path | None, **_options: object) -> None:
        """Check and print. Raises CommandError (exit code 1) when something does not fit."""
        known = _known(anchors or Path(settings.AUDIT_ANCHOR_FILE), given=anchors is not None)
        if since_anchor and not known:
            raise CommandError("There is no anchor to begin from. Run it without --since-anchor.")
        outcome = verify(known, since=known[-1] if since_anchor else None)
        for sentence in outcome.faults:
            self.stdout.write(sentence)
        if outcome.untold:
            self.stdout.write(f"... and {outcome.untold:,} more.")
        if not outcome.is_whole:
            count = len(outcome.faults) + outcome.untold
            message = f"The log is NOT whole: {count:,} faults in {outcome.checked:,} links."
            raise CommandError(message)
        held = f"{len(known):,} anchors hold" if known else "there is no anchor, so a tail that was cut would not show"
        self.stdout.write(f"The log is whole: {outcome.checked:,} links checked, {held}.")
        self.stdout.write(f"It ends at {outcome.anchor()}")


def _known(path: Path, *, given: bool) -> list[anchors.Anchor]:
    if given and not path.exists():
        message = f"There is no file {path}."
        raise CommandError(message)
    try:
        return anchors.read(path)
    except anchors.AnchorFileError as error:
        message = f"In {path}, {error}."
        raise CommandError(message) from None
