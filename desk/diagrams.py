"""The life of a review, a dispute and a report as diagrams, drawn from the tables that the code itself follows."""

from collections.abc import Iterable, Mapping

from disputes.enums import DisputeStatus
from disputes.transitions import STATUSES
from participation.enums import AskedStatus, ThemeStatus, VersionStatus
from participation.enums_alerts import AlertStatus
from participation.enums_observing import StrandStatus, WholeStatus
from participation.transitions import ASKED, THEMES, VERSIONS
from participation.transitions_alerts import ALERTS
from participation.transitions_observing import STRANDS, WHOLE
from reviews.enums import DecisionStanding, DecisionStatus, InvitationStatus, ReviewStatus
from reviews.enums_childs_page import PageStatus
from reviews.transitions import CARRYING_OUT, INVITATIONS, STANDINGS, TRANSITIONS
from reviews.transitions_childs_page import PAGES

TITLE = """# How things stand and what may follow

Drawn by `manage.py draw_states` from the transition tables; a test compares this page with them.
"""


def diagram(table: Mapping[str, Iterable[str]], labels: Mapping[str, str], first: str) -> str:
    """Return a transition table as a Mermaid state diagram. `labels`: status -> words; `first`: where it begins."""
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {status}: {words}" for status, words in labels.items()]
    lines.append(f"    [*] --> {first}")
    for status, following in table.items():
        lines += [f"    {status} --> {step}" for step in labels if step in set(map(str, following))]
    return "\n".join([*lines, "```", ""])


def page() -> str:
    """Return the whole page."""
    review = diagram(TRANSITIONS, dict(ReviewStatus.choices), ReviewStatus.TO_ARRANGE)
    dispute = diagram(STATUSES, dict(DisputeStatus.choices), DisputeStatus.OPEN)
    invitation = diagram(INVITATIONS, dict(InvitationStatus.choices), InvitationStatus.TO_SEND)
    alert = diagram(ALERTS, dict(AlertStatus.choices), AlertStatus.RAISED)
    standing = diagram(STANDINGS, dict(DecisionStanding.choices), DecisionStanding.PROPOSED)
    carrying = diagram(CARRYING_OUT, dict(DecisionStatus.choices), DecisionStatus.OPEN)
    decision = f"## Whether a decision of a review stands\n\n{standing}\n## Carrying a decision out\n\n{carrying}"
    others = f"## A dispute\n\n{dispute}\n## An invitation to a review\n\n{invitation}"
    version = diagram(VERSIONS, dict(VersionStatus.choices), VersionStatus.DRAFT)
    asked = diagram(ASKED, dict(AskedStatus.choices), AskedStatus.ASKED)
    voice = f"## A version of a consultation form\n\n{version}\n## A form that somebody was asked to fill\n\n{asked}"
    strand = diagram(STRANDS, dict(StrandStatus.choices), StrandStatus.TO_PLAN)
    whole = diagram(WHOLE, dict(WholeStatus.choices), WholeStatus.OPEN)
    voice += f"\n## A strand of Stop, Look and Listen\n\n{strand}\n## Stop, Look and Listen as a whole\n\n{whole}"
    for_child = diagram(PAGES, dict(PageStatus.choices), PageStatus.BEING_WRITTEN)
    voice += f"\n## The page that a child can read\n\n{for_child}"
    voice += f"\n## A safety alert\n\n{alert}"
    theme = diagram(THEMES, dict(ThemeStatus.choices), ThemeStatus.CURRENT)
    voice = f"{voice}\n## A theme of what people write\n\n{theme}"
    return f"{TITLE}\n## A review\n\n{review}\n{decision}\n{others}\n{voice}"
