"""Where the state of a record, or whose it is beyond its child, changes the answer that the role alone would get."""

from dataclasses import dataclass
from enum import StrEnum

from accounts.declared import CURRENT, Whose
from accounts.enums import Role


class Answer(StrEnum):
    """What a request is answered."""

    OPEN = "open"
    REFUSED = "refused"  # 403, with the sentence that says why
    ABSENT = "absent"  # 404, as if it did not exist
    SIGN_IN = "sign in"


@dataclass(frozen=True)
class Exceptional:
    """An answer that differs for some kinds of record or some roles, and why."""

    answer: Answer
    why: str
    kinds: frozenset[Whose] | None = None  # None: whatever the address names
    roles: frozenset[Role] | None = None  # None: every role that would come through


ARCHIVED = frozenset({Whose.ARCHIVED})


def _over(why: str) -> tuple[Exceptional, ...]:
    return (Exceptional(Answer.REFUSED, why, kinds=ARCHIVED),)


def _for(why: str, answer: Answer, *roles: Role) -> Exceptional:
    return Exceptional(answer, why, roles=frozenset(roles))


EVERYWHERE = CURRENT | ARCHIVED


def _never(why: str) -> tuple[Exceptional, ...]:
    return (Exceptional(Answer.REFUSED, why, kinds=EVERYWHERE),)


REVIEW_ENDED = _over("the review ended when the child left care")
# What is seen and heard of a child before a review is for the consultation officer who has taken the child on.
TAKEN_BY_ANOTHER = frozenset({Whose.COLLEAGUES, Whose.OTHER_TEAMS})
NOT_TAKEN_ON = (
    Exceptional(
        Answer.ABSENT,
        "only a child whom one has taken on",
        kinds=TAKEN_BY_ANOTHER,
        roles=frozenset({Role.CONSULTATION_OFFICER}),
    ),
)
NOT_IN_CARE = _over("the child is not looked after")
DISPUTE_ENDED = _over("the dispute has ended")
ALERT_CLOSED = _over("the alert is closed")
OTHERS_JOB = (
    _for("one's own jobs only", Answer.ABSENT, Role.IRO, Role.DIRECTOR, Role.INFORMATION_GOVERNANCE),
)  # the manager asked for this one, and who looks after jobs sees all
OTHERS_LIST = (_for("what oneself has taken only", Answer.ABSENT, Role.MANAGER, Role.SUPPORT_WORKER),)
NO_DRAFTS = (
    Role.SUPPORT_WORKER,
    Role.CONSULTATION_OFFICER,
    Role.SOCIAL_WORKER,
    Role.OPERATIONAL_MANAGER,
    Role.PANEL_MEMBER,
    Role.SYSTEM_ADMINISTRATOR,
)

OTHERS_FORM = (
    Exceptional(
        Answer.REFUSED,
        "only what oneself has taken on",
        kinds=frozenset({Whose.COLLEAGUES, Whose.OTHER_TEAMS}),
        roles=frozenset({Role.CONSULTATION_OFFICER}),
    ),
)
EXCEPTIONS: dict[str, tuple[Exceptional, ...]] = {
    "office:begin-pattern": (_for("one's own, or the manager keeps it", Answer.ABSENT, Role.SUPPORT_WORKER),),
    "office:change-pattern": (_for("one's own, or the manager keeps it", Answer.ABSENT, Role.SUPPORT_WORKER),),
    "arranging:needs": REVIEW_ENDED,
    "accounts:second-factor-picture": (_for("only while one is being set up", Answer.ABSENT, *Role),),
    "accounts:end-session": (_for("one's own sessions only", Answer.ABSENT, *Role),),
    "accounts:end-role": (
        _for("a role that opens children's records is the manager's to end", Answer.REFUSED, Role.SYSTEM_ADMINISTRATOR),
    ),
    "break_glass:end": (
        _for("the record that one opened oneself", Answer.ABSENT, Role.MANAGER, Role.INFORMATION_GOVERNANCE),
    ),
    "after_review:mark-sent": _over("it was sent already"),
    "after_review:take-back": (
        Exceptional(
            Answer.REFUSED,
            "one's own challenge only",
            kinds=frozenset({Whose.COLLEAGUES}),
            roles=frozenset({Role.OPERATIONAL_MANAGER}),
        ),
    ),
    "kinds:arrange-panel": _over("the secure placement has ended"),
    "kinds:authority": NOT_IN_CARE,
    "kinds:end-authority": _never("nobody is authorised to place this child for adoption"),
    "kinds:placed": _never("nobody is authorised to place this child for adoption"),
    "kinds:returned": _never("the child is not placed for adoption"),
    "kinds:record-stay": _never("the child has no short breaks"),
    "kinds:withdraw-stay": _never("the child has no short breaks"),
    "alerts:acknowledge": ALERT_CLOSED,
    "alerts:close": ALERT_CLOSED,
    "alerts:take-back": ALERT_CLOSED,
    "arranging:book": REVIEW_ENDED,
    "arranging:cancel-booking": REVIEW_ENDED,
    "arranging:change": NOT_IN_CARE,
    "arranging:leaving": NOT_IN_CARE,
    "arranging:move": REVIEW_ENDED,
    **dict.fromkeys(
        (
            "asking:again",
            "asking:ask",
            "asking:link",
            "asking:mail",
            "inviting:add",
            "inviting:again",
            "inviting:answer",
            "inviting:bounce",
            "inviting:chase",
            "inviting:leave-out",
            "inviting:letter",
            "inviting:letters",
            "inviting:mend",
            "inviting:paper",
            "inviting:posted",
            "inviting:propose",
            "inviting:send",
            "inviting:withdraw",
        ),
        REVIEW_ENDED,
    ),
    "filling:face-to-face": OTHERS_FORM,
    "filling:give-back": OTHERS_FORM,
    "filling:paper": OTHERS_FORM,
    "arranging:return": (Exceptional(Answer.REFUSED, "the child is looked after", kinds=CURRENT),),
    "arranging:social-worker": NOT_IN_CARE,
    "cover:arrange-for-child": NOT_IN_CARE,
    "cover:chair": (_for("only what is booked for today with a colleague", Answer.ABSENT, Role.IRO),),
    "between:withdraw-duty": (
        _for("a visit is the social worker's or the support worker's to take back", Answer.REFUSED, Role.IRO),
    ),
    "child:review": (_for("only the review that comes next", Answer.ABSENT, Role.CONSULTATION_OFFICER),),
    "disputes:escalate": (
        *DISPUTE_ENDED,
        _for("from stage 1 on it is the manager who escalates", Answer.REFUSED, Role.IRO),
    ),
    "disputes:reply": (
        *DISPUTE_ENDED,
        _for("the running stage is addressed to the director", Answer.REFUSED, Role.OPERATIONAL_MANAGER),
    ),
    "disputes:resolve": DISPUTE_ENDED,
    "disputes:withdraw": DISPUTE_ENDED,
    "exchange:file": OTHERS_LIST,
    "exchange:take-list": (
        _for("this list is an IRO's own caseload", Answer.REFUSED, Role.MANAGER, Role.SUPPORT_WORKER),
    ),
    "exchange:taken": OTHERS_LIST,
    "observing:page": NOT_TAKEN_ON,
    "observing:begin": (*REVIEW_ENDED, _for("takes the child on first", Answer.REFUSED, Role.CONSULTATION_OFFICER)),
    "observing:together": (*NOT_TAKEN_ON, *_never("a strand is still to be done")),
    "observing:again": (*NOT_TAKEN_ON, *_never("it is under way")),
    **dict.fromkeys(
        ("observing:plan", "observing:done", "observing:not-possible", "observing:put-back"),
        (*NOT_TAKEN_ON, *REVIEW_ENDED),
    ),
    "views_due:give-back": (
        *REVIEW_ENDED,
        Exceptional(
            Answer.REFUSED,
            "whom one has taken on oneself",
            kinds=TAKEN_BY_ANOTHER,
            roles=frozenset({Role.CONSULTATION_OFFICER}),
        ),
    ),
    "office:job": OTHERS_JOB,
    "office:retry-job": OTHERS_JOB,
    "putting_right:booking": (_for("no booking of this review was cancelled", Answer.REFUSED, *Role),),
    "putting_right:completion": (
        *_over("the child has left care since"),
        _for("after the days for sending decisions it is the manager's", Answer.REFUSED, Role.IRO),
    ),
    "putting_right:meeting": (_for("no meeting of a series was recorded", Answer.REFUSED, *Role),),
    "putting_right:ending": (_for("the review has not ended, or the child left care", Answer.REFUSED, *Role),),
    "reporting:file": (_for("the file of a draft", Answer.ABSENT, *NO_DRAFTS),),
    "reporting:progress": OTHERS_JOB,
    "service:allocate": NOT_IN_CARE,
    "service:end": REVIEW_ENDED,
    "service:hold-panel": _over("the panel lapsed when the child left care"),
}


def exception_for(name: str, role: Role, kind: Whose | None) -> Answer | None:
    """Return the exceptional answer of a page, or None where there is none."""
    for each in EXCEPTIONS.get(name, ()):
        if (each.kinds is None or kind in each.kinds) and (each.roles is None or role in each.roles):
            return each.answer
    return None
