"""Generated facts of a year: any mixture of children, reviews, forms and disputes, tidy or not."""

import datetime
from decimal import Decimal

from hypothesis import strategies as st

from reporting import facts as f

YEAR = f.Period(datetime.date(2024, 4, 1), datetime.date(2025, 3, 31))
AROUND = st.dates(datetime.date(2023, 10, 1), datetime.date(2025, 9, 30))
MAYBE = st.none() | AROUND
CODES = ("", "PN0", "PN1", "PN4", "PN7")
few = st.integers(1, 6)


@st.composite
def reviews(draw, number: int) -> tuple[f.Review, ...]:
    return tuple(
        f.Review(
            id=id_,
            child=draw(few),
            is_short_breaks=draw(st.booleans()),
            sequence=draw(st.sampled_from(("first", "second", "later"))),
            due_on=draw(MAYBE),
            held_on=draw(MAYBE),
            adjourned_on=draw(MAYBE),
            completed_on=draw(MAYBE),
            mode=draw(st.sampled_from(("meeting", "series"))),
            early_reason=draw(st.sampled_from(("", "iro_asked"))),
            late_reason=draw(st.sampled_from(("", "papers_missing"))),
            spoken_outcome=draw(st.sampled_from(("", "seen", "refused"))),
            spoken_on=draw(MAYBE),
            age_band=draw(st.sampled_from(("under_four", "on_fourth_birthday", "four_or_over"))),
            code=draw(st.sampled_from(CODES)),
            not_taking_part_reason=draw(st.sampled_from(("", "missing"))),
            was_co_chaired=draw(st.booleans()),
        )
        for id_ in range(1, number + 1)
    )


@st.composite
def facts(draw) -> f.Facts:
    children = tuple(
        f.Child(
            id_,
            draw(st.sampled_from("MFU")),
            datetime.date(2012, 5, 5),
            draw(st.sampled_from(("", "WBRI", "NOBT", "ABAN"))),
            draw(st.booleans()),
            draw(st.none() | st.integers(1, 2)),
        )
        for id_ in range(1, 7)
    )
    care = tuple(
        f.CarePeriod(id_, draw(few), draw(st.booleans()), draw(AROUND), draw(MAYBE)) for id_ in range(1, draw(few) + 1)
    )
    episodes = tuple(
        f.Episode(
            id_,
            draw(few),
            draw(few),
            draw(AROUND),
            draw(MAYBE),
            draw(st.sampled_from("SPL")),
            draw(st.sampled_from(("", "C2", "V2"))),
            draw(st.sampled_from(("", "U6", "K1"))),
            draw(st.none() | st.booleans()),
            draw(st.sampled_from(("", "here", "there"))),
        )
        for id_ in range(1, draw(few) + 1)
    )
    posts = tuple(
        f.Post(
            id_,
            draw(st.sampled_from(("iro", "support_worker"))),
            draw(st.none() | few),
            draw(st.sampled_from(("", "British Asian"))),
            draw(st.sampled_from(("", "F", "M"))),
            draw(st.none() | st.sampled_from((Decimal("0.6"), Decimal(1)))),
            Decimal(0),
            draw(AROUND),
            draw(MAYBE),
            draw(st.booleans()),
        )
        for id_ in range(1, draw(few) + 1)
    )
    number = draw(few)
    questions = (f.Question(1, "safe", "4-15", "Safe?", ("yes", "no"), ("no",)),)
    forms = tuple(f.Form(id_, "4-15", draw(AROUND)) for id_ in range(1, 6))
    boxes = draw(st.sets(st.tuples(st.integers(1, 5), st.sampled_from(("yes", "no"))), max_size=8))
    return f.Facts(
        YEAR,
        children,
        care,
        episodes,
        posts,
        tuple(f.Allocation(id_, draw(few), draw(few), draw(AROUND), "workload") for id_ in range(1, draw(few) + 1)),
        draw(reviews(number)),
        tuple(
            f.ParentPart(
                draw(st.integers(1, number)),
                draw(st.booleans()),
                draw(st.sampled_from(("", "died", "not_stated"))),
                draw(st.none() | st.booleans()),
                draw(st.sampled_from(("", "work"))),
            )
            for _ in range(draw(few))
        ),
        to_listen=tuple(sorted(draw(st.sets(st.integers(1, number))))),
        listened=tuple(
            f.Listened(draw(st.integers(1, number)), strand, draw(st.sampled_from(("done", "planned"))))
            for strand in ("observation", "speaking")
        ),
        strategies=tuple(f.Strategy(draw(st.integers(1, number)), "phone") for _ in range(draw(few))),
        decisions=tuple(f.Decision(id_, draw(AROUND), draw(st.booleans()), draw(MAYBE)) for id_ in range(1, 5)),
        records=tuple(
            f.RecordOfReview(id_, draw(MAYBE), draw(MAYBE), draw(MAYBE), draw(MAYBE), draw(MAYBE), draw(MAYBE))
            for id_ in range(1, number + 1)
        ),
        panels=(f.Dated(1, draw(AROUND)),),
        questions=questions,
        forms=forms,
        answers=tuple(f.Answer(form, 1, answer, draw(st.none() | st.booleans())) for form, answer in sorted(boxes)),
        alerts=tuple(
            f.Alert(form.id, draw(MAYBE), draw(st.sampled_from(("", "family", "other"))))
            for form in forms
            if draw(st.booleans())
        ),
        disputes=tuple(f.Dispute(id_, "stage_1", draw(MAYBE), draw(st.sampled_from(("", "full")))) for id_ in (1, 2)),
        stages=tuple(
            f.Stage(draw(st.integers(1, 2)), stage, draw(AROUND))
            for stage in draw(st.lists(st.sampled_from(("pre_protocol", "stage_1", "stage_2")), max_size=4))
        ),
        issues=(f.Named(1, "Incomplete care plan"), f.Named(1, "No care plan")),
        audits=(f.Dated(1, draw(AROUND)),),
        audit_themes=(f.Named(1, "Delay"),),
    )
