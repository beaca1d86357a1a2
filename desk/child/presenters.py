"""The facts of one child in words, as far as the person's role may see them."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from children.confidentiality import ANOTHER_CHILD
from children.enums import CareKind
from children.models import Child, Episode, PersonAroundChild
from design import components, formats
from design.components import Fact, Table
from desk.child.review_presenters import adjourned_words, booking_words, which_review
from desk.child.rows import Now, Scope
from desk.deadlines import Deadlines, limit_of_review
from desk.words import placement_words
from statute.ages import age_on
from statute.codes import (
    ETHNICITY,
    LEGAL_STATUS,
    PLACEMENT_PROVIDER,
    REASON_EPISODE_CEASED,
    CodeList,
)


def code_words(codes: CodeList, code: str) -> str:
    """Return a national code in words, or as it is when it is on no list."""
    return codes.label(code) if code in codes else code


def tabs_of(child_id: int, scope: Scope, current: str) -> list[dict[str, Any]]:
    """Return the parts of a child's page that this person may open."""
    shown = [("Overview", "page"), ("Reviews", "reviews")]
    if scope.decisions:
        shown.append(("Decisions", "decisions"))
    if scope.contacts:
        shown.append(("People", "people"))
    if scope.disputes:
        shown.append(("Challenge", "challenge"))
    if scope.schedule:
        shown.append(("Clocks", "clocks"))
    parts = [(text, f"child:{name}", name) for text, name in shown]
    if scope.outcome:
        parts.insert(2, ("Voice", "taking_part:voice", "voice"))
    between = [
        ("Events", "events", scope.events),
        ("Contacts", "contacts", scope.in_touch),
        ("Visits and plans", "duties", scope.duties),
    ]
    parts += [(text, f"between:{name}", name) for text, name, is_open in between if is_open]
    parts += [("In their words", "filling:words", "words")] if scope.reads_forms else []
    if scope.history:
        parts.append(("History", "looking:history", "history"))
    if scope.looks:
        parts.append(("Who has looked", "looking:who", "looked"))
    return [
        {"text": text, "href": reverse(address, args=[child_id]), "current": name == current}
        for text, address, name in parts
    ]


def caption_of(child: Child, today: datetime.date) -> str:
    """Return the line above the name: id and age."""
    return f"{child.local_id}, {age_words(child, today)}"


def age_words(child: Child, today: datetime.date) -> str:
    """Return the child's age, in months for a baby."""
    if child.died_on:
        return f"died on {formats.day(child.died_on)}"
    years = age_on(child.date_of_birth, today) if child.date_of_birth <= today else 0
    if years:
        return f"{formats.counted(years, 'year')} old"
    months = (today.year - child.date_of_birth.year) * 12 + today.month - child.date_of_birth.month
    return f"{formats.counted(max(months - (today.day < child.date_of_birth.day), 0), 'month')} old"


def banners_of(child: Child) -> list[str]:
    """Return what anybody who speaks with the child must know first."""
    found = []
    if child.communication_needs:
        found.append(f"How {child.called} communicates: {child.communication_needs}")
    if child.needs_interpreter:
        found.append(f"Needs an interpreter{f' ({child.language})' if child.language else ''}")
    if child.date_of_birth_disputed:
        found.append("The date of birth is disputed")
    return found


def who(now: Now, scope: Scope, today: datetime.date) -> list[Fact]:
    """Return who the child is."""
    child = now.child
    born = f"{formats.day(child.date_of_birth)}, {age_words(child, today)}"
    disputed = "; disputed" if child.date_of_birth_disputed else ""
    correct = reverse("arranging:correct", args=[child.pk]) if scope.notifies else ""
    facts = [Fact("Name", str(child), href=correct, action="Correct")]
    if child.preferred_name:
        facts.append(Fact("Goes by", child.preferred_name))
    if child.former_names:
        facts.append(Fact("Former names", child.former_names))
    if child.pronouns:
        facts.append(Fact("Pronouns", child.pronouns))
    language = child.language or "Not recorded"
    facts += [
        Fact("Date of birth", f"{born}{disputed}"),
        Fact("Id", child.local_id),
        Fact("Sex", child.get_sex_display()),
        Fact("Language", f"{language}, with an interpreter" if child.needs_interpreter else language),
        Fact("How they communicate", child.communication_needs),
    ]
    if scope.legal_status:
        facts.append(Fact("Ethnicity", code_words(ETHNICITY, child.ethnicity)))
        if child.is_uasc:
            facts.append(Fact("Unaccompanied asylum-seeking child", "Yes"))
    if now.siblings or now.siblings_hidden:
        links: list[Any] = [components.link(str(each), reverse("child:page", args=[each.pk])) for each in now.siblings]
        links += [ANOTHER_CHILD] * now.siblings_hidden
        facts.append(Fact("Brothers and sisters here", components.lines(*links)))
    return facts


def where(now: Now, scope: Scope) -> list[Fact]:
    """Return where the child is, under which status, since when."""
    facts: list[Fact] = []
    period, episode = now.period, now.episode
    if period is None:
        return [Fact("Care", "Never looked after")]
    since = f"since {formats.day(period.became_looked_after_on)}"
    if period.ceased_on:
        ceased = f"from {formats.day(period.became_looked_after_on)} to {formats.day(period.ceased_on)}"
        facts.append(Fact("Care", f"{CareKind(period.kind).label} {ceased}"))
        if scope.legal_status:
            facts.append(Fact("Why care ceased", code_words(REASON_EPISODE_CEASED, period.reason_ceased)))
    else:
        facts.append(Fact("Care", f"{CareKind(period.kind).label} {since}"))
    if episode is None:
        return facts
    if scope.legal_status:
        facts.append(Fact("Legal status", code_words(LEGAL_STATUS, episode.legal_status)))
    if not scope.address:
        return facts
    # The kind of placement says by itself that a child is in secure accommodation, or in custody.
    kind = placement_words(episode.placement) if scope.legal_status else ""
    placed = components.lines(kind, episode.placed_with, f"since {formats.day(episode.started_on)}")
    facts.append(Fact("Placement", placed))
    facts.append(Fact("Address", format_html("{}", episode.placement_address) or ""))
    if scope.legal_status:
        facts.append(Fact("Provider", code_words(PLACEMENT_PROVIDER, episode.provider)))
    facts.append(Fact("In the authority's area", _area(episode)))
    return facts


def _area(episode: Episode) -> str:
    if episode.is_out_of_area is None:
        return ""
    if episode.is_out_of_area:
        return f"No, placed in {episode.host_authority}" if episode.host_authority else "No, placed out of area"
    return "Yes"


def responsible(now: Now, scope: Scope) -> list[Fact]:
    """Return who answers for the child, each with the way to change it."""
    holders = [f"{p.full_name} ({p.get_relationship_display().lower()})" for p in now.people if is_holder(p)]
    iro = f"{now.iro.iro.full_name}, since {formats.day(now.iro.from_on)}" if now.iro else "No IRO allocated"
    work = now.social_work
    looked_after = now.period is not None and now.period.ceased_on is None
    pk = now.child.pk
    allocate = reverse("service:allocate", args=[pk]) if scope.allocates and looked_after else ""
    cover = [("Arrange cover", reverse("cover:arrange-for-child", args=[pk]))] if allocate and now.iro else []
    worker = reverse("arranging:social-worker", args=[pk]) if scope.notifies and looked_after else ""
    add = reverse("arranging:person", args=[pk]) if scope.notifies else ""
    return [
        Fact("IRO", iro, href=allocate, action="Reallocate" if now.iro else "Allocate", extra=cover),
        Fact("Social worker", work.social_worker.full_name if work and work.social_worker else "", href=worker),
        Fact("Team", work.team.name if work else ""),
        Fact("Team manager", ", ".join(now.managers)),
        Fact("Parental responsibility", components.lines(*holders) if holders else "", href=add, action="Add a person"),
    ]


def is_holder(person: PersonAroundChild) -> bool:
    """Say whether somebody holds parental responsibility now."""
    return person.has_parental_responsibility and person.is_current


def coming(now: Now, scope: Scope, when: Deadlines, history: Sequence[str]) -> list[Fact]:
    """Return what is known of the next review."""
    review = now.review
    if review is None:
        return [Fact("Next review", "None is open")]
    if review.due_on is None:
        return [Fact("Next review", review.due_explanation)]
    facts = [
        Fact("Which", which_review(review)),
        Fact(
            "Due",
            format_html("{}{}", when.opened(limit_of_review(review), history=history), when.tagged(review.due_on)),
        ),
        Fact("Status", review.get_status_display()),
    ]
    if now.booking:
        facts.append(Fact("Booked", booking_words(now.booking)))
    if review.adjourned_on:
        facts.append(Fact("Adjourned", adjourned_words(review, scope, when)))
    return facts


def child_list(children: Iterable[Any], today: datetime.date, *, caption: str) -> Table:
    """Return children (with `iro_name`) as a list that leads to their pages."""
    rows = [
        [
            components.link(str(each), reverse("child:page", args=[each.pk])),
            each.local_id,
            age_words(each, today),
            each.iro_name or components.quiet("No IRO allocated"),
        ]
        for each in children
    ]
    return Table(caption=caption, columns=["Child", "Id", "Age", "IRO"], rows=rows)
