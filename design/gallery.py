"""Every component on one page, for looking at and for testing; mounted in tests only, never in production."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from design import components
from design.forms import (
    Checkboxes,
    DateField,
    Fieldset,
    FileInput,
    FilterForm,
    FormKeyField,
    GovukForm,
    GovukFormSet,
    Layout,
    Radios,
    SearchInput,
    Textarea,
    TimeField,
    VersionField,
    YesNoField,
    forms_valid,
)

TODAY = datetime.date(2026, 5, 7)


@dataclass(frozen=True)
class Working:
    """Stands in for a deadline with its working."""

    on: datetime.date = datetime.date(2026, 5, 7)
    plan_by: datetime.date | None = datetime.date(2026, 4, 30)
    rule: str = "REV-1ST"
    strength: str = "LAW"
    source: str = "Regulation 33(1)"
    explanation: str = "Due 7 May 2026: 20 working days from 7 April 2026; 4 May does not count."
    provisional: bool = True


class EveryField(GovukForm):
    """One of each kind of question."""

    layout = Layout(
        Fieldset("The meeting", "held_on", "starts_at", "venue", "email", "people"),
        Fieldset("The child's part", "seen_alone", "took_part", "helped_by"),
        "kind",
        "notes",
        "papers",
        "agreed",
        "version",
        "form_key",
    )
    reveals = {"seen_alone": {"no": ["reason", "tried_on"]}, "helped_by": {"other": ["other_help"]}}

    held_on = DateField(
        label="When was the review held?", thing="the date the review was held", help_text="For example, 7 5 2026"
    )
    starts_at = TimeField(label="When did it start?", required=False, help_text="For example, 2:30pm")
    venue = forms.CharField(label="Venue", max_length=60)
    email = forms.EmailField(label="Email address for the invitation", required=False)
    people = forms.IntegerField(label="How many people took part?", min_value=1)
    seen_alone = YesNoField(label="Did you speak with the child alone beforehand?")
    reason = forms.CharField(
        label="Why not?", widget=Textarea(rows=3), error_messages={"required": "Enter why you did not"}
    )
    tried_on = DateField(label="When did you try?", thing="the date you tried", required=False)
    took_part = forms.ChoiceField(
        label="How did the child take part?",
        choices=[
            ("PN1", "Came and spoke for themselves"),
            ("PN5", "Did not come; an advocate spoke for them"),
            ("PN7", "Did not come and gave no views"),
        ],
        widget=Radios(hints={"PN7": "Say what was tried"}),
    )
    helped_by = forms.MultipleChoiceField(
        label="Who helped?",
        choices=[("advocate", "An advocate"), ("carer", "The carer"), ("other", "Somebody else")],
        widget=Checkboxes,
    )
    other_help = forms.CharField(label="Who else?", error_messages={"required": "Enter who else helped"})
    kind = forms.ChoiceField(
        label="Kind of meeting", choices=[("", "Choose one"), ("one", "One meeting"), ("series", "A series")]
    )
    notes = forms.CharField(label="What was said", widget=Textarea(limit=200), max_length=200, required=False)
    papers = forms.FileField(
        label="Papers", widget=FileInput(accept=".pdf"), required=False, help_text="A PDF of at most 10 MB"
    )
    agreed = forms.BooleanField(
        label="I have read the record", error_messages={"required": "Confirm that you have read the record"}
    )
    version = VersionField(initial=1)
    form_key = FormKeyField()

    def clean_held_on(self) -> datetime.date | None:
        """A review cannot have been held tomorrow."""
        return self.check_date("held_on", not_after=TODAY, today=TODAY)


class DecisionForm(GovukForm):
    """A row."""

    text = forms.CharField(label="Decision", error_messages={"required": "Enter the decision"})
    by = DateField(label="By when", thing="the date of the decision", required=False)


class DecisionRows(GovukFormSet):
    """Rows of decisions."""

    row = "decision"


Decisions = formset_factory(DecisionForm, formset=DecisionRows, extra=1, can_delete=True)


class Filters(FilterForm):
    """Filters of a list."""

    q = forms.CharField(label="Child's name or id", widget=SearchInput)
    status = forms.ChoiceField(label="Status", choices=[("", "All"), ("overdue", "Overdue")])
    due_from = DateField(label="Due from")


def example_table(**changes: Any) -> components.Table:
    """A list as a caseload would show it."""
    status = components.deadline_status
    children = [
        ("Asha Example", "7 May 2026", "overdue", 12),
        ("Ben Example", "19 May 2026", "due_soon", 3),
        ("Cai Example", "2 July 2026", "in_hand", 0),
    ]
    rows = [
        [
            components.select_cell("child", name, f"Select {name}"),
            components.link(name, "#child"),
            due,
            status(word),
            components.link(slack, "#slack", hidden=f"days of slack for {name}"),
        ]
        for name, due, word, slack in children
    ]
    given: dict[str, Any] = {
        "caption": "3 reviews to arrange",
        "columns": [
            components.Column("Select", hidden=True),
            components.Column("Child", sort="?sort=child"),
            components.Column("Due", sort="?sort=-due", sorted="ascending"),
            "Status",
            components.Column("Days of slack", numeric=True),
        ],
        "rows": rows,
        "row_headers": False,
        "select_all": True,
        "attention": frozenset({0}),
    }
    return components.Table(**{**given, **changes})


def context(request: HttpRequest) -> dict[str, Any]:
    """Everything the gallery shows; a POST shows the form with what was sent."""
    sent = request.POST if request.method == "POST" else None
    form = EveryField(sent, request.FILES if sent is not None else None)
    rows = Decisions(sent, prefix="decisions")
    if sent is not None:
        forms_valid(form, rows)
    facts = [
        components.Fact("Date of birth", "3 March 2014", href="#dob"),
        components.Fact(
            "Placement", components.lines("Foster care, in area", components.quiet("since 4 January 2026"))
        ),
        components.Fact("IRO", None, href="#iro", action="Allocate", extra=[("See the history", "#history")]),
    ]
    stacked = example_table(
        caption="3 children by next review", id="stacked", stack=True, select_all=False, row_headers=True,
        columns=["Child", "Due", "Status", components.Column("Open matters", numeric=True)],
        rows=[row[1:] for row in example_table().rows],
    )  # fmt: skip
    return {
        "heading": "Components",
        "page": {
            "service": "IRO service",
            "is_demonstration": True,
            "demonstration_day": TODAY,
            "person": "Jo Example",
            "role": "Independent Reviewing Officer",
            "authority": "Example Council",
            "navigation": [
                {"text": text, "href": "#", "current": text == "My caseload"}
                for text in ("My caseload", "Reviews to arrange", "Consultations", "Disputes", "Quality", "Reports")
            ],
        },
        "caption": "Design",
        "back": "/",
        "form": form,
        "formset": rows,
        "filters": Filters(request.GET or None),
        "table": example_table(),
        "stacked": stacked,
        "page_obj": Paginator(range(200), 10).get_page(request.GET.get("page", 5)),
        "facts": facts,
        "due": Working(),
        "history": [
            "First worked out on 7 April 2026.",
            "Moved from 6 May 2026 when the day care began was corrected.",
        ],
        "today": TODAY,
        "statuses": list(components.DEADLINES),
        "colours": components.COLOURS,
        "figures": [
            components.figure(
                64,
                "children on your caseload",
                "#children",
                note="71 per full-time post; the range is 50 to 70",
                colour="yellow",
            ),
            components.figure("92%", "of reviews held on time", "#on-time", note="46 of 50 this year", colour="green"),
            components.figure(2, "reviews overdue", "#overdue", colour="red"),
            components.figure(0, "decisions drifting", "#drifting"),
        ],
        "draft_url": "/gallery/draft/",
        "draft_key": "gallery",
        "tabs": [
            {"text": "Timeline", "href": "#timeline", "current": True},
            {"text": "Reviews", "href": "#reviews", "current": False},
            {"text": "Decisions", "href": "#decisions", "current": False},
            {"text": "Voice", "href": "#voice", "current": False},
        ],
        "crumbs": [("My caseload", "#"), ("Asha Example", "#asha")],
        "chart_rows": [("2024/25", 88), ("2025/26", 92)],
        "chart_groups": [
            ("Aged 4 to 9", [12, 30]),
            ("Aged 10 to 15, and those who turned 16 in the year", [22, 41]),
            ("Aged 16 and over", [0, 19]),
        ],
        "series": ["Gave views only", "Came and spoke"],
    }


def gallery(request: HttpRequest) -> HttpResponse:
    """The page itself."""
    return render(request, "design/gallery.html", context(request))
