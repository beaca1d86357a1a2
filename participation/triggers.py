"""What the database itself refuses about what children said, beside named constraints."""

from audit.triggers import TRUNCATE, Trigger, append_only, same_child
from participation import triggers_alerts  # noqa: F401 - registers those of safety alerts

VIEWS_OF_THE_CHILD = same_child(
    "participation_consultation", "review_id", "reviews_review", "Views and the review they are for are of one child."
)
VIEWS_AFTER_BIRTH = Trigger(
    name="participation_consultation_after_birth",
    table="participation_consultation",
    events=("INSERT", "UPDATE"),
    refuse_when="NEW.received_on < (SELECT date_of_birth FROM children_child WHERE id = NEW.child_id)",
    message="Views cannot have come before the child was born.",
    reads=("children_child",),
)
BIRTH_BEFORE_VIEWS = Trigger(
    name="children_child_born_before_views",
    table="children_child",
    events=("UPDATE",),
    refuse_when=(
        "EXISTS (SELECT 1 FROM participation_consultation c WHERE c.child_id = NEW.id "
        "AND c.received_on < NEW.date_of_birth)"
    ),
    message="The child gave their views before this date of birth.",
    reads=("participation_consultation",),
)
FORM_LOCKED = append_only("participation_consultation")
OWN_WORDS_LOCKED = append_only("participation_ownwords")
CORRECTIONS_ADDED = append_only("participation_consultationcorrection")
ASKED_CHANGES = append_only("participation_askedformchange")
# Whether an answer was followed up may still be written beside it, by who brought the forms in.
ANSWERS_LOCKED = Trigger(
    name="participation_answer_locked",
    table="participation_answer",
    events=("UPDATE",),
    refuse_when=(
        "NEW.answer <> OLD.answer OR NEW.question_id <> OLD.question_id OR NEW.consultation_id <> OLD.consultation_id"
    ),
    message="What somebody answered is never changed.",
)
ANSWERS_STAY = Trigger(
    name="participation_answer_stays",
    table="participation_answer",
    events=("DELETE", TRUNCATE),
    refuse_when="TRUE",
    message="What somebody answered is never deleted.",
)
VERSION_STAYS = Trigger(
    name="participation_formversion_published_stays",
    table="participation_formversion",
    events=("UPDATE",),
    refuse_when=(
        "OLD.status <> 'draft' AND (NEW.status = 'draft' OR NEW.form_id <> OLD.form_id OR NEW.number <> OLD.number "
        "OR NEW.introduction <> OLD.introduction OR NEW.afterwards <> OLD.afterwards "
        "OR NEW.published_on <> OLD.published_on)"
    ),
    message="A version that was published never changes: make a new one.",
)
_NOT_A_DRAFT = "(SELECT status FROM participation_formversion WHERE id = {row}.form_version_id) <> 'draft'"
_PUBLISHED_QUESTION = "A question of a version that was published never changes: make a new version."
QUESTION_STAYS = Trigger(
    name="participation_question_stays",
    table="participation_question",
    events=("INSERT", "UPDATE"),
    refuse_when=_NOT_A_DRAFT.format(row="NEW"),
    message=_PUBLISHED_QUESTION,
    reads=("participation_formversion",),
)
QUESTION_IS_NOT_TAKEN_AWAY = Trigger(
    name="participation_question_not_taken_away",
    table="participation_question",
    events=("DELETE",),
    refuse_when=_NOT_A_DRAFT.format(row="OLD"),
    message=_PUBLISHED_QUESTION,
    reads=("participation_formversion",),
)
SUPPORT_QUESTIONS = append_only("participation_supportquestion")
WORKERS_ANSWERS_ADDED = append_only("participation_socialworkersanswer")
THEME_CHANGES_ADDED = append_only("participation_themechange")
CODED_THEMES_STAY = append_only("participation_codedtheme")
# A coding may be taken back, once: nothing else about it changes.
CODING_STAYS = Trigger(
    name="participation_coding_stays",
    table="participation_coding",
    events=("UPDATE",),
    refuse_when=(
        "OLD.taken_back_on IS NOT NULL OR NEW.words_id <> OLD.words_id OR NEW.by_id <> OLD.by_id "
        'OR NEW."on" <> OLD."on" OR NEW.at <> OLD.at'
    ),
    message="A coding is taken back, never changed.",
)
CODING_IS_KEPT = Trigger(
    name="participation_coding_kept",
    table="participation_coding",
    events=("DELETE", TRUNCATE),
    refuse_when="TRUE",
    message="A coding is never deleted.",
)
