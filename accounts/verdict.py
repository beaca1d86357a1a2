"""The answer of every policy and permission: whether, and the sentence that says why not."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """Whether something is allowed, and the reason shown to the user when it is not."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        """Let a verdict stand in an `if`."""
        return self.allowed

    def __and__(self, other: "Verdict") -> "Verdict":
        """Return the first refusal, or permission where both allow."""
        return other if self.allowed else self


ALLOWED = Verdict(allowed=True)


def refused(reason: str) -> Verdict:
    """Return a refusal with its sentence."""
    return Verdict(allowed=False, reason=reason)


class RefusedError(Exception):
    """An action was refused by a policy; the text is the sentence for the user."""

    def __init__(self, verdict: Verdict) -> None:
        """Take the verdict that refused."""
        super().__init__(verdict.reason)
        self.verdict = verdict


def insist(verdict: Verdict) -> None:
    """Raise RefusedError unless the verdict allows."""
    if not verdict:
        raise RefusedError(verdict)
