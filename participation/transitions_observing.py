"""Which step a strand of Stop, Look and Listen, and the whole of it, may take next."""

from participation.enums_observing import StrandStatus as Strand
from participation.enums_observing import WholeStatus as Whole

# A strand may be planned anew; what was done, or found not possible, by mistake goes back with a reason.
STRANDS: dict[Strand, frozenset[Strand]] = {
    Strand.TO_PLAN: frozenset({Strand.PLANNED, Strand.DONE, Strand.NOT_POSSIBLE}),
    Strand.PLANNED: frozenset({Strand.PLANNED, Strand.DONE, Strand.NOT_POSSIBLE}),
    Strand.DONE: frozenset({Strand.PLANNED, Strand.TO_PLAN}),
    Strand.NOT_POSSIBLE: frozenset({Strand.PLANNED, Strand.TO_PLAN}),
}
SETTLED = frozenset({Strand.DONE, Strand.NOT_POSSIBLE})

WHOLE: dict[Whole, frozenset[Whole]] = {
    Whole.OPEN: frozenset({Whole.BROUGHT_TOGETHER}),
    Whole.BROUGHT_TOGETHER: frozenset({Whole.OPEN}),
}


def strand_may_become(status: str, following: str) -> bool:
    """Say whether a strand in one status may come to stand in another."""
    return Strand(following) in STRANDS[Strand(status)]


def whole_may_become(status: str, following: str) -> bool:
    """Say whether the whole in one status may come to stand in another."""
    return Whole(following) in WHOLE[Whole(status)]


def is_back(status: str, following: str) -> bool:
    """Say whether a strand's step takes back that it was settled."""
    return Strand(status) in SETTLED and Strand(following) not in SETTLED
