"""What the database itself refuses about reviews, beside named constraints: histories are never rewritten."""

from audit.triggers import Trigger, append_only, same_child

STATUS_CHANGES = append_only("reviews_reviewstatuschange")
DUE_DATE_CHANGES = append_only("reviews_duedatechange")
CORRECTIONS = append_only("reviews_reviewcorrection")
INVITATION_CHANGES = append_only("reviews_invitationchange")
PAPER_CHASES = append_only("reviews_paperchase")
CLOCK_CHANGES = append_only("reviews_clockchange")
DECISION_CHANGES = append_only("reviews_decisionchange")
DECISIONS_TOLD = append_only("reviews_decisionstold")
DECISION_PROGRESS = append_only("reviews_decisionprogress")
ANSWERED_CHALLENGE = Trigger(
    name="reviews_decisionchallenge_answered_stays",
    table="reviews_decisionchallenge",
    events=("UPDATE",),
    refuse_when="OLD.answer <> ''",
    message="A challenge that was answered is never changed.",
)
REVIEW_OF_THE_CHILD = same_child(
    "reviews_review", "period_id", "children_periodofcare", "A review and its period of care are of one child."
)
PANEL_OF_THE_CHILD = same_child(
    "reviews_securepanel", "episode_id", "children_episode", "A panel and its placement are of one child."
)
EVENT_OF_THE_CHILD = same_child(
    "reviews_significantevent", "review_id", "reviews_review", "An event and the review it brought are of one child."
)
REVIEW_AFTER_CARE_BEGAN = Trigger(
    name="reviews_review_after_care_began",
    table="reviews_review",
    events=("INSERT", "UPDATE"),
    refuse_when="NEW.held_on < (SELECT became_looked_after_on FROM children_periodofcare WHERE id = NEW.period_id)",
    message="A review cannot be held before the child became looked after.",
    reads=("children_periodofcare",),
)
POSTPONEMENTS = append_only("reviews_postponement")
CHILDS_PAGE_CHANGES = append_only("reviews_childspagechange")
