"""How the children of the world come about: through the same actions as any child's record."""

import datetime
from typing import Any

from accounts.enums import Role
from accounts.models import Team, User
from audit.actions import acting
from children import actions as children
from children.enums import Relationship, RestrictionGround
from children.models import Child, Episode, ListedPerson, PersonAroundChild, Restriction
from desk.arranging.actions import record_leaving
from disputes import actions as disputes
from disputes.enums import Effect, Stage
from disputes.models import Dispute
from participation import actions as participation
from participation.models import AskedForm
from quality import actions as quality
from reviews import actions as reviews
from reviews.enums import NotAttendingReason, PaperKind, PaperState, RightsTold, SpokenOutcome, Strategy, ViewsRoute
from reviews.facts import DecisionFacts, ParentFacts, ReviewFacts, StrategyFacts
from reviews.models import Decision, Invitation, InvitationSending, IssueType, JointMeeting, RecordOfReview, Review
from statute.secure import PanelMember
from tests.factories import BY, ask, form_in_use
from tests.security.after_cases import afterwards
from tests.security.cases_alerts import make_alerts
from tests.security.cases_between import make_between
from tests.security.cases_forms import make_forms
from tests.security.cases_heard import heard
from tests.security.cases_listening import make_listening
from tests.security.voices import make_voices
from tests.security.world import TODAY, Canaries, Case, Kind, World

D = datetime.date
BEGAN = D(2024, 9, 2)
FIRST_HELD, SECOND_HELD, BOOKED_FOR = D(2024, 9, 20), D(2024, 12, 10), D(2025, 6, 9)
LATER = datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)
SPOKEN_ON = D(2025, 1, 31)
LEFT, RESTRICTED_ON = D(2025, 2, 3), D(2025, 4, 1)
DISPUTED, ESCALATED, DIRECTED, ENDED = D(2024, 12, 12), D(2024, 12, 19), D(2025, 1, 6), D(2025, 1, 20)
# One family across the kinds: brothers and sisters outside one's scope are "another child".
FAMILY = "Harebell family"
# What a child ticks is one of a few answers that every child is given: no words of their own.


def issue_type() -> IssueType:
    """Return the kind of shortfall that every dispute of this world is about."""
    with acting():
        return IssueType.objects.get_or_create(name="Reports late")[0]


class Maker:
    """Makes the case of one kind."""

    def __init__(self, world: World, kind: Kind, word: Canaries) -> None:
        """Take whom the child belongs to, by its kind."""
        self.world, self.kind, self.word = world, kind, word
        own = kind in {Kind.MINE, Kind.ARCHIVED}
        also = own or kind is Kind.RESTRICTED  # a restricted child is theirs in all but its restriction
        self.iro = world.user(Role.IRO if own else "second_iro")
        self.manager = world.user(Role.MANAGER)
        self.social_worker = world.user(Role.SOCIAL_WORKER if also else "second_social_worker")
        self.operational_manager = world.user(Role.OPERATIONAL_MANAGER if also else "second_operational_manager")
        self.director = world.user(Role.DIRECTOR if also else "second_director")
        self.team: Team = world.service.second_team if kind is Kind.OTHER_TEAMS else world.service.team
        self.number = list(Kind).index(kind)
        self.sends_everything = kind is Kind.ARCHIVED

    def canary(self) -> str:
        """Return a word that stands in one field of this kind's records."""
        return self.word(self.kind)

    def child(self, letter: str, began: datetime.date, **placed: Any) -> Child:
        """Make a child with everything that is about them but their reviews."""
        child = children.register_child(
            by=BY,
            local_id=f"{self.canary()}"[:20],
            first_name=self.canary(),
            last_name=self.canary(),
            preferred_name=self.canary(),
            former_names=self.canary(),
            pronouns=self.canary(),
            language=self.canary(),
            needs_interpreter=True,
            communication_needs=self.canary(),
            sex="F",
            date_of_birth=D(2009, 3 + self.number, 11 if letter == "a" else 23),
            date_of_birth_disputed=True,
            # Empty for one of them: a figure that does not add up asks for its footnote.
            ethnicity="WBRI" if letter == "a" else "",
            is_uasc=True,
        )
        children.start_period_of_care(
            child=child,
            on=began,
            legal_status="E1",
            provider="PR1",
            category_of_need="N1",
            placed_with=self.canary(),
            placement_address=self.canary(),
            is_out_of_area=True,
            host_authority=self.canary(),
            by=BY,
            today=TODAY,
            **placed,
        )
        children.allocate_iro(child=child, iro=self.iro, on=began, reason="other", note=self.canary(), by=self.manager)
        children.allocate_social_worker(child=child, team=self.team, social_worker=self.social_worker, on=began, by=BY)
        children.record_person(
            child=child,
            by=BY,
            full_name=self.canary(),
            relationship=Relationship.MOTHER,
            has_parental_responsibility=True,
            phone=self.canary(),
            email=f"{self.canary()}@example.org",
            address=self.canary(),
            how_to_reach=self.canary(),
            language=self.canary(),
        )
        wishes = {name: self.canary() for name in ("time", "place", "wanted", "not_wanted")}
        reviews.record_wishes(child=child, said_by="child", said_on=began, by=BY, today=TODAY, **wishes)
        return child

    def reviewed(self, child: Child, on: datetime.date) -> Review:
        """Complete the child's open review with all that can be said of one, and open the next."""
        review = child.reviews.open().get()
        mother = PersonAroundChild.objects.get(child=child)
        reviews.complete_review(
            review=review,
            facts=ReviewFacts(
                chair=self.iro,
                completed_on=on,
                participation_code="PN7",
                spoken_outcome=SpokenOutcome.TRIED,
                spoken_on=on,
                spoken_note=self.canary(),
                rights_told=RightsTold.NOT_TOLD,
                rights_note=self.canary(),
                cover_reason=self.canary(),
                late_reason="other",
                late_note=self.canary(),
                not_taking_part_reason="other",
                not_taking_part_note=self.canary(),
                strategies=(StrategyFacts(Strategy.PHONE, self.canary(), on, self.canary()),),
                meetings=((on, self.canary()),),
                parents=(
                    ParentFacts(
                        was_invited=True,
                        parent=mother,
                        attended=False,
                        not_attending_reason=NotAttendingReason.UNWELL,
                        views_route=ViewsRoute.PHONE,
                    ),
                    ParentFacts(was_invited=False, not_invited_reason="abroad", hearing_plan=self.canary()),
                ),
                attendances=((self.canary(), self.canary()),),
                papers=((PaperKind.CARE_PLAN, PaperState.LATE),),
                decisions=(
                    DecisionFacts(self.canary(), self.canary(), D(2025, 7, 1)),
                    DecisionFacts(self.canary(), self.canary(), D(2025, 7, 2)),
                ),
            ),
            by=self.iro,
            today=TODAY,
        )
        review.refresh_from_db()
        self.close(review.decisions.last(), on)
        return review

    def before(self, review: Review) -> None:
        """Record what comes before an open review: an attempt, the conversation, and conferring."""
        given: dict[str, Any] = {"review": review, "on": SPOKEN_ON, "by": self.iro, "today": TODAY}
        reviews.record_attempt(how="call", what_happened=self.canary(), **given)
        said = {"note": self.canary(), "place": self.canary()}
        reviews.record_conversation(outcome=SpokenOutcome.SEEN, **said, **given)
        reviews.record_conferring(with_whom=self.canary(), how="call", note=self.canary(), **given)

    def close(self, decision: Decision, on: datetime.date) -> None:
        """Say what became of a decision."""
        reviews.close_decision(decision=decision, status="done", on=on, outcome=self.canary(), by=self.iro, today=TODAY)

    def record(self, review: Review, *, finished: bool, distributed: bool) -> RecordOfReview:
        """Write the record of a completed review, as far as wanted."""
        record, on = review.record, review.day_completed
        if not finished:
            return reviews.write_record(record=record, text=self.canary(), by=self.iro)
        reviews.send_decisions(record=record, on=on, by=self.iro, today=TODAY)
        reviews.finish_record(record=record, text=self.canary(), on=on, by=self.iro, today=TODAY)
        if distributed:
            reviews.distribute_record(record=record, on=on, by=BY, today=TODAY)
        return record

    def dispute(self, child: Child, review: Review, stage: str, to: User, by: User | None = None) -> Dispute:
        """Raise a dispute about the child's care."""
        return disputes.raise_dispute(
            child=child,
            review=review,
            stage=stage,
            issues=[issue_type()],
            summary=self.canary(),
            addressed_to=to,
            skip_reason=self.canary(),
            child_told=True,
            child_told_note=self.canary(),
            on=DISPUTED,
            by=by or self.iro,
            today=TODAY,
        )

    def through_every_stage(self, child: Child, review: Review) -> Dispute:
        """Make a dispute that was addressed to everyone in turn, with what each wrote."""
        dispute = self.dispute(child, review, Stage.PRE_PROTOCOL, self.operational_manager)
        for stage, to, on in (
            (Stage.STAGE_1, self.operational_manager, DISPUTED),
            (Stage.STAGE_2, self.manager, ESCALATED),
            (Stage.DIRECTOR, self.director, DIRECTED),
        ):
            disputes.escalate(dispute=dispute, stage=stage, addressed_to=to, by=self.iro, on=on, today=TODAY)
            disputes.reply(dispute=dispute, text=self.canary(), by=to, on=on, today=TODAY)
        return dispute

    def resolve(self, dispute: Dispute) -> Dispute:
        """Resolve a dispute."""
        return disputes.resolve(
            dispute=dispute, resolution=self.canary(), effect=Effect.FULL, on=ENDED, by=self.iro, today=TODAY
        )

    def ask(self, review: Review, key: str) -> AskedForm:
        """Ask the mother to fill a form before a review."""
        mother = review.invitations.get(part="parent").person
        return ask(review, form_in_use(key, "parent"), person=mother, today=TODAY, greeting=self.canary())

    def invite(self, review: Review) -> Invitation:
        """Fill the list of a booked review: one left out, one whose mail came back, one waiting, one who answered."""
        worker = review.invitations.get(part="social_worker")
        why = {"note": self.canary(), "heard_by": ViewsRoute.PHONE, "heard_note": self.canary()}
        reviews.leave_out(invitation=worker, reason="other", by=BY, **why)
        school, health = (
            reviews.invite_professional(
                review=review,
                name=self.canary(),
                capacity=self.canary(),
                email=f"{self.canary()}@example.org",
                phone=self.canary(),
                by=BY,
            )
            for _ in range(2)
        )
        reviews.note_undelivered(invitation=school, because=self.canary(), by=BY)
        booking = review.bookings.current().get()
        mother = review.invitations.get(part="parent")
        with acting():
            for each, fields in (
                (health, {"state": "waiting", "tries": 1, "held_until": LATER, "why": self.canary()}),
                (mother, {"state": "sent", "sent_at": LATER, "sent_to": f"{self.canary()}@example.org"}),
            ):
                InvitationSending.objects.create(
                    invitation=each, booking=booking, kind="invitation", site=self.canary(), **fields
                )
        said = {"message": self.canary(), "other_time": self.canary(), "wants_heard": ViewsRoute.FORM}
        reviews.record_answer(invitation=mother, answer="accepted", by=BY)
        reviews.invite_after_all(invitation=mother, why=self.canary(), by=BY)
        return reviews.record_answer(invitation=mother, answer="declined", by=BY, **said)

    def said(self, booked: Review, recorded: Review, written: Review) -> dict[str, Any]:
        """Let forms be filled before three reviews, and own words be coded."""
        forms = make_forms(self.world, self.kind, booked, recorded, self.canary)
        return forms | make_voices(self, forms["consultation"], written, booked)

    def make(self) -> Case:
        """Make the case of this kind."""
        archived = self.kind is Kind.ARCHIVED
        child = self.child("a", BEGAN, placement="U6")
        reviews.plan_next_review(period=child.periods.get(), by=BY, today=TODAY)
        recorded = self.reviewed(child, FIRST_HELD)
        self.record(recorded, finished=True, distributed=True)
        reviews.correct_review(
            review=recorded, why=self.canary(), late_note=self.canary(), by=self.manager, today=TODAY
        )
        written = self.reviewed(child, SECOND_HELD)
        self.record(written, finished=archived, distributed=archived)
        booked = child.reviews.open().get()
        reviews.ask_for_earlier_review(
            review=booked, review_by=BOOKED_FOR, reason="other", note=self.canary(), by=self.iro, today=TODAY
        )
        self.before(booked)
        # A colleague's review is not booked with `iro`; a restricted child's is, who must not reach it all the same.
        chair = self.world.user(Role.IRO) if self.kind is Kind.RESTRICTED else self.iro
        times = {"at": datetime.time(9 + self.number, 30), "by": BY, "today": TODAY}
        reviews.book_review(review=booked, on=BOOKED_FOR, chair=chair, place=self.canary(), **times)
        reviews.move_booking(
            review=booked, on=D(2025, 6, 6), chair=chair, because=self.canary(), place=self.canary(), **times
        )

        told = self.invite(booked)
        asked, no_longer_asked = self.ask(booked, "parents"), self.ask(booked, "parents-again")
        participation.withdraw_form(asked=no_longer_asked, why=self.canary(), by=BY)

        other = self.child("b", BEGAN, placement="K1")
        reviews.plan_next_review(period=other.periods.get(), by=BY, today=TODAY)
        finished = self.record(self.reviewed(other, FIRST_HELD), finished=True, distributed=False)
        to_arrange = other.reviews.open().get()
        first_panel = reviews.plan_secure_panel(episode=Episode.objects.get(child=other), by=BY)
        members = [PanelMember(is_member_or_officer_of_authority=n > 0, is_childs_iro=False) for n in range(3)]
        reviews.hold_secure_panel(
            panel=first_panel,
            on=FIRST_HELD,
            members={self.canary(): member for member in members},
            criteria_met=True,
            recommendation=self.canary(),
            by=self.iro,
            today=TODAY,
        )
        reviews.decide_on_panel(panel=first_panel, decision=self.canary(), on=FIRST_HELD, by=self.iro, today=TODAY)
        reviews.book_secure_panel(
            panel=other.secure_panels.to_come().get(),
            on=BOOKED_FOR,
            place=self.canary(),
            members={self.canary(): member for member in members},
            by=BY,
            today=TODAY,
        )

        dispute = self.through_every_stage(child, recorded)
        raised_by = self.world.user(Role.IRO) if self.kind is Kind.RESTRICTED else self.iro
        early = self.dispute(child, recorded, Stage.STAGE_1, self.operational_manager, by=raised_by)
        ended = self.resolve(self.dispute(child, recorded, Stage.STAGE_1, self.operational_manager))
        referral = disputes.refer_to_cafcass(
            child=child, dispute=dispute, reason=self.canary(), by=self.iro, on=DIRECTED, today=TODAY
        )
        with acting():
            outcome_known = disputes.refer_to_cafcass(child=child, reason=self.canary(), by=self.iro, today=TODAY)
            disputes.record_referral_outcome(referral=outcome_known, outcome=self.canary(), by=self.iro)
        checklist = quality.complete_checklist(
            review=recorded,
            completed_on=FIRST_HELD,
            completed_by=self.iro,
            shortfalls=[issue_type()],
            note=self.canary(),
            by=self.iro,
        )
        good_practice = quality.note_good_practice(
            noted_on=FIRST_HELD, noted_by=self.iro, text=self.canary(), review=recorded, child=child, by=self.iro
        )
        between = make_between(
            child, booked, to_arrange, iro=self.iro, social_worker=self.social_worker, canary=self.canary
        )
        officers = [self.world.user(f"{which}{Role.CONSULTATION_OFFICER}") for which in ("", "second_")]
        officer, second = officers if self.kind in {Kind.MINE, Kind.RESTRICTED} else reversed(officers)
        make_listening(to_arrange, officer=officer, second=second, canary=self.canary)
        alerts = make_alerts(recorded, written, booked, iro=self.iro, canary=self.canary, all_closed=archived)
        followed = afterwards(self, recorded, written, finished) | heard(self, booked, recorded)
        forms = self.said(booked, recorded, written)
        if archived:
            self.resolve(dispute)
            disputes.withdraw(dispute=early, reason=self.canary(), on=ENDED, by=self.iro, today=TODAY)
            for leaver in (child, other):
                record_leaving(child=leaver, on=LEFT, reason="E4A", by=BY, today=TODAY)
        for each in (booked, told, to_arrange, written, recorded, finished, dispute, early, ended):
            each.refresh_from_db()
        return Case(
            kind=self.kind,
            iro=self.iro,
            child=child,
            other=other,
            booked=booked,
            to_arrange=to_arrange,
            recorded=recorded,
            written=written,
            finished=finished,
            told=told,
            asked=asked,
            no_longer_asked=no_longer_asked,
            decision=recorded.decisions.filter(status="open").get(),
            panel=other.secure_panels.order_by("pk").last(),
            sat_panel=other.secure_panels.order_by("pk").first(),
            dispute=dispute,
            early_dispute=early,
            ended_dispute=ended,
            referral=referral,
            checklist=checklist,
            good_practice=good_practice,
            **alerts,
            **between,
            **followed,
            **forms,
        )


def restrict(world: World, case: Case, explanation: str) -> None:
    """Close both children of a case to all but one IRO and one manager."""
    with acting():
        for child in (case.child, case.other):
            restriction = Restriction.objects.create(
                child=child,
                ground=RestrictionGround.HIGH_RISK,
                explanation=explanation,
                set_on=RESTRICTED_ON,
                set_by=world.user(Role.MANAGER),
                review_by=D(2025, 6, 30),
            )
            for name in ("second_iro", "second_manager"):
                ListedPerson.objects.create(restriction=restriction, user=world.user(name), added_on=RESTRICTED_ON)


def make_cases(world: World, word: Canaries) -> dict[Kind, Case]:
    """Make a case of each kind, and say that one child of each is of one family."""
    cases = {kind: Maker(world, kind, word).make() for kind in Kind}
    restrict(world, cases[Kind.RESTRICTED], word(Kind.RESTRICTED))
    children.group_siblings(children=[case.child for case in cases.values()], name=FAMILY, by=BY)
    for case in cases.values():
        case.child.refresh_from_db()
        hold_together(case, word(case.kind))
    return cases


def hold_together(case: Case, text: str) -> None:
    """Say that a child's booked review is held with those of the family, and what the records share."""
    with acting():
        joint = JointMeeting.objects.create(siblings=case.child.siblings, way="jointly", shared_text=text)
        case.booked.bookings.update(joint=joint)
