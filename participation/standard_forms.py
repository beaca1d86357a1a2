"""The forms that every service can begin with, as data: children of two ages, an easy-read one, parents and carers.

The two forms by age ask the questions of 2011 in the same words, so that figures can be set beside the published ones.
"""

from dataclasses import dataclass

from participation.enums import Picture, QuestionKind, Respondent, Subject
from participation.enums_alerts import SafetyGrade

WORDS = QuestionKind.WORDS
# A safety answer of somebody who is not sure; whatever else calls for action is serious.
NOT_SURE = frozenset({"just about", "sometimes", "not sure"})
P = Picture


@dataclass(frozen=True)
class StandardQuestion:
    """One question: its key, its words, its answers in order, and which of them call for somebody to act at once."""

    key: str
    text: str
    answers: tuple[str, ...] = ()
    safety_answers: tuple[str, ...] = ()
    picture: str = ""
    answer_pictures: tuple[str, ...] = ()
    subject: str = ""
    hint: str = ""
    kind: str = QuestionKind.ONE

    @property
    def safety_grades(self) -> dict[str, str]:
        """Return how grave each safety answer is: those of somebody who is not sure are a worry, the others serious."""
        grades = {True: SafetyGrade.WORRY, False: SafetyGrade.SERIOUS}
        return {answer: grades[answer.casefold() in NOT_SURE].value for answer in self.safety_answers}


@dataclass(frozen=True)
class StandardForm:
    """One form: for whom, what it says before and after, and what it asks."""

    key: str
    name: str
    introduction: str
    afterwards: str
    questions: tuple[StandardQuestion, ...]
    respondent: str = Respondent.CHILD
    ages: tuple[int, int] | None = None
    is_easy_read: bool = False


Q = StandardQuestion
HOW_OFTEN = ("always", "usually", "not really", "not at all")
FACES = (P.VERY_HAPPY, P.HAPPY, P.UNSURE, P.SAD)
THUMBS = (P.YES, P.NO)
YES_NO_NEITHER = (P.YES, P.NO, P.DOES_NOT_APPLY)
AFTERWARDS_CHILD = (
    "Your IRO reads what you say and brings it to your review. If you say that you do not feel safe, somebody talks "
    "with you about it soon."
)
AFTERWARDS_GROWN_UP = (
    "The independent reviewing officer reads what you say before the review. What you say about a worry for the "
    "child’s safety may be passed on at once."
)

YOUNGER = StandardForm(
    key="4-15",
    name="Ages 4 to 15",
    ages=(4, 15),
    introduction=(
        "These questions are about you and where you live. There are no wrong answers. You can leave out any question, "
        "and somebody can help you."
    ),
    afterwards=AFTERWARDS_CHILD,
    questions=(
        Q(
            "safe_in_placement",
            "Do you feel safe where you are living?",
            ("yes definitely", "just about", "not really", "not at all"),
            ("just about", "not really", "not at all"),
            P.SAFE,
            FACES,
            Subject.FEELING_SAFE,
        ),
        Q(
            "likes_where_living",
            "Do you like where you are living?",
            ("yes", "sometimes", "no"),
            (),
            P.HOME,
            (P.VERY_HAPPY, P.UNSURE, P.SAD),
            Subject.WHERE_LIVING,
        ),
        Q(
            "wants_changes_to_family_contact",
            "Would you like anything to change about seeing your family?",
            ("yes", "no"),
            (),
            P.FAMILY,
            THUMBS,
            Subject.CONTACT,
        ),
        Q(
            "sees_social_worker",
            "Do you see your social worker often enough?",
            ("often enough", "sometimes", "not really", "not at all"),
            (),
            P.SOCIAL_WORKER,
            FACES,
            Subject.SOCIAL_WORKER,
        ),
        Q("views_listened_to", "Do people listen to what you say?", HOW_OFTEN, (), P.LISTENING, FACES),
        Q("knows_how_to_complain", "Do you know how to complain?", ("yes", "no"), (), P.COMPLAINT, THUMBS),
        Q("good_things", "What is going well?", kind=WORDS, picture=P.HAPPY),
        Q("wants_to_change", "What would you like to change?", kind=WORDS, picture=P.WISH),
        Q("for_the_review", "What should we talk about at your review?", kind=WORDS, picture=P.REVIEW),
    ),
)
OLDER = StandardForm(
    key="16-17",
    name="Ages 16 and 17",
    ages=(16, 17),
    introduction=(
        "These questions are about you, where you live and your plans. You can leave out any question, and you can ask "
        "somebody to go through them with you."
    ),
    afterwards=AFTERWARDS_CHILD,
    questions=(
        Q(
            "safe_where_living",
            "Do you feel safe where you are living?",
            ("safe", "quite safe", "not very safe", "not at all"),
            ("not very safe", "not at all"),
            P.SAFE,
            FACES,
            Subject.FEELING_SAFE,
        ),
        Q("views_listened_to", "Are your views listened to?", HOW_OFTEN, (), P.LISTENING, FACES),
        Q(
            "pathway_plan_reflects_what_matters",
            "Does your pathway plan say what matters to you?",
            ("yes", "quite a lot", "not much", "not at all", "does not know whether there is a plan"),
            (),
            P.PLAN,
            (*FACES, P.DOES_NOT_APPLY),
        ),
        Q(
            "can_follow_religion_and_customs",
            "Can you follow your religion and customs where you live?",
            ("yes", "no", "does not apply"),
            (),
            P.CUSTOMS,
            YES_NO_NEITHER,
        ),
        Q(
            "can_ask_for_interpreter",
            "Can you ask for an interpreter?",
            ("yes", "no", "does not apply"),
            (),
            P.INTERPRETER,
            YES_NO_NEITHER,
        ),
        Q("where_living_words", "What is it like where you live?", kind=WORDS, picture=P.HOME),
        Q("plans", "What are your plans, and what help do you need with them?", kind=WORDS, picture=P.PLAN),
        Q("for_the_review", "What should we talk about at your review?", kind=WORDS, picture=P.REVIEW),
    ),
)
EASY_READ = StandardForm(
    key="easy-read",
    name="Easy read",
    ages=(4, 17),
    is_easy_read=True,
    introduction="We want to know how you are. Choose a picture. You can ask for help. You can stop at any time.",
    afterwards="Your IRO will read this. They will tell people at your review. If you are not safe, we will help you.",
    questions=(
        Q(
            "feels_safe",
            "Do you feel safe at home?",
            ("yes", "not sure", "no"),
            ("not sure", "no"),
            P.SAFE,
            (P.HAPPY, P.UNSURE, P.SAD),
            Subject.FEELING_SAFE,
        ),
        Q(
            "likes_home",
            "Do you like your home?",
            ("yes", "not sure", "no"),
            (),
            P.HOME,
            (P.HAPPY, P.UNSURE, P.SAD),
            Subject.WHERE_LIVING,
        ),
        Q(
            "sees_family",
            "Do you see your family as much as you want?",
            ("yes", "not sure", "no"),
            (),
            P.FAMILY,
            (P.HAPPY, P.UNSURE, P.SAD),
            Subject.CONTACT,
        ),
        Q(
            "sees_social_worker",
            "Do you see your social worker enough?",
            ("yes", "not sure", "no"),
            (),
            P.SOCIAL_WORKER,
            (P.HAPPY, P.UNSURE, P.SAD),
            Subject.SOCIAL_WORKER,
        ),
        Q("people_listen", "Do people listen to you?", ("yes", "not sure", "no"), (), P.LISTENING, FACES[1:]),
        Q(
            "likes_most",
            "What do you like?",
            ("school", "friends", "my family", "my home", "being well"),
            (),
            P.HAPPY,
            (P.SCHOOL, P.FRIENDS, P.FAMILY, P.HOME, P.HEALTH),
            hint="Choose as many as you like.",
            kind=QuestionKind.SEVERAL,
        ),
        Q("one_wish", "What would you like to change?", kind=WORDS, picture=P.WISH),
    ),
)
PARENTS = StandardForm(
    key="parents",
    name="Parents",
    respondent=Respondent.PARENT,
    introduction=(
        "A review of your child’s care is coming. What you think matters, whether or not you come to it. You can leave "
        "out any question."
    ),
    afterwards=AFTERWARDS_GROWN_UP,
    questions=(
        Q(
            "invited_and_able_to_come",
            "Do you plan to come to the review?",
            ("yes", "not sure", "no"),
            picture=P.REVIEW,
        ),
        Q(
            "knows_how_child_is",
            "Are you told how your child is getting on?",
            HOW_OFTEN,
            picture=P.LISTENING,
        ),
        Q(
            "content_with_contact",
            "Do you see, or hear from, your child as often as was agreed?",
            ("yes", "sometimes", "no", "nothing was agreed"),
            picture=P.FAMILY,
            subject=Subject.CONTACT,
        ),
        Q("views_listened_to", "Do the people who plan for your child listen to you?", HOW_OFTEN, picture=P.LISTENING),
        Q("knows_the_plan", "Do you know what is planned for your child?", ("yes", "partly", "no"), picture=P.PLAN),
        Q("going_well", "What is going well for your child?", kind=WORDS),
        Q("worries", "Is there anything that worries you?", kind=WORDS),
        Q("contact_words", "What would you like to say about seeing your child?", kind=WORDS),
        Q("should_change", "What should change?", kind=WORDS),
    ),
)
CARERS = StandardForm(
    key="carers",
    name="Carers",
    respondent=Respondent.CARER,
    introduction=(
        "A review for a child whom you care for is coming. You know the child day by day: please say how they are, and "
        "what you need. You can leave out any question."
    ),
    afterwards=AFTERWARDS_GROWN_UP,
    questions=(
        Q(
            "child_settled",
            "How settled is the child with you?",
            ("settled", "mostly settled", "not very settled", "not settled"),
            picture=P.HOME,
            subject=Subject.WHERE_LIVING,
        ),
        Q(
            "contact_works",
            "Does contact with the family work well for the child?",
            ("yes", "mostly", "no", "there is no contact"),
            picture=P.FAMILY,
            subject=Subject.CONTACT,
        ),
        Q(
            "social_worker_visits",
            "Does the social worker see the child often enough?",
            ("often enough", "sometimes", "not really", "not at all"),
            picture=P.SOCIAL_WORKER,
            subject=Subject.SOCIAL_WORKER,
        ),
        Q("views_listened_to", "Are you listened to as the carer?", HOW_OFTEN, picture=P.LISTENING),
        Q("has_the_support", "Do you have the help you need to care for the child?", ("yes", "partly", "no")),
        Q("health", "How is the child’s health?", kind=WORDS, picture=P.HEALTH),
        Q("school", "How is the child getting on at school or nursery?", kind=WORDS, picture=P.SCHOOL),
        Q("worries", "Is there anything that worries you?", kind=WORDS),
        Q("should_change", "What should change?", kind=WORDS, picture=P.WISH),
    ),
)
STANDARD_FORMS: tuple[StandardForm, ...] = (YOUNGER, OLDER, EASY_READ, PARENTS, CARERS)
