"""Chance that comes out the same every time: one stream per subject, so that a change in one place moves no other."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

SEED = "harrow2011"


def dice(*about: object, seed: str = SEED) -> random.Random:
    """Return the stream of chance for one subject ("review", "R00001")."""
    return random.Random(":".join([seed, *map(str, about)]))  # noqa: S311 - invention, not secrecy


def weighted(chance: random.Random, choices: Sequence[tuple[T, int]]) -> T:
    """Return one of the choices, each as likely as its weight."""
    return chance.choices([choice for choice, _ in choices], [weight for _, weight in choices])[0]
