"""The report as a document: sections with text, figures, tables, charts and footnotes, the same on screen and in print.

Built from figures and texts that were read before: no query is run here.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from design.charts import CHART_WIDTH, bar_chart
from reporting.measures.measure import DENOMINATOR, NOT_STATED, TOTAL, Measure, Row
from reporting.narrative import Block, blocks, filled, shown
from reporting.outline import OUTLINE, Heading
from reporting.statistics import AnnualStatistics

# Gives the address of the list behind a figure, or behind one part of it; "" where there is none.
Href = Callable[[str, str], str]
FOOTNOTE_MISSING = "A footnote is still to be written."
# How the key of a question's figure begins.
QUESTIONS = "consultation."
# How long a bar is drawn in a picture that has half a page.
HALF_PAGE = 150
# A table of no more rows than this is kept on one page.
SHORT_TABLE_ROWS = 12


def no_links(_key: str, _part: str) -> str:
    """Give no address: a printed page has none."""
    return ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: what it says, where it leads, whether it is a number."""

    text: str
    href: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its mark, the warning it answers, and its text."""

    mark: str
    key: str
    message: str
    text: str
    is_written: bool


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure that stands by itself."""

    key: str
    label: str
    value: str
    around: str
    definition: str
    href: str
    note: Note | None


@dataclass(frozen=True, slots=True)
class TableView:
    """A table with its caption, its footnote, what it leaves out, and its chart."""

    key: str
    number: int
    caption: str
    definition: str
    columns: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[Cell, ...]
    remark: str
    note: Note | None
    chart: str
    href: str
    # A question of a form: its picture stands beside its numbers.
    is_question: bool = False

    @property
    def is_short(self) -> bool:
        """Say whether the table should stand on one page."""
        return len(self.rows) <= SHORT_TABLE_ROWS and not (self.chart and len(self.rows) == SHORT_TABLE_ROWS)


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of the report."""

    key: str
    number: str
    title: str
    level: int
    asks: str
    blocks: tuple[Block, ...]
    figures: tuple[FigureView, ...]
    tables: tuple[TableView, ...]

    @property
    def anchor(self) -> str:
        """Return the name by which the contents lead here."""
        return f"section-{self.key.replace('_', '-')}"


@dataclass(frozen=True, slots=True)
class FrontSheet:
    """What stands on the first page."""

    title: str
    panel: str
    meeting_on: datetime.date | None
    subject: str
    responsible_officer: str
    is_exempt: bool
    enclosures: str
    contact: str
    background_papers: str


@dataclass(frozen=True, slots=True)
class Document:
    """The whole report."""

    authority: str
    service: str
    front: FrontSheet
    period: str
    status: str
    is_demonstration: bool
    is_internal: bool
    sections: tuple[SectionView, ...]
    notes: tuple[Note, ...]
    appendix: tuple[FigureView, ...]
    highlights: tuple[FigureView, ...] = field(default=())


HIGHLIGHTS = (
    "children.looked_after_at_end",
    "reviews.held",
    "reviews.late",
    "participation.took_part_rate_pn7",
    "parents.invited_not_attending_rate_of_all",
    "disputes.stage_1",
)


@dataclass(frozen=True, slots=True)
class Given:
    """What a document is made from besides its figures."""

    authority: str
    service: str
    front: FrontSheet
    status: str
    is_demonstration: bool
    is_internal: bool
    texts: Mapping[str, str]
    footnotes: Mapping[str, str]
    href: Href = no_links


def document(statistics: AnnualStatistics, given: Given) -> Document:
    """Lay out a report."""
    notes = _notes(statistics, given.footnotes)
    by_key = {note.key: note for note in notes}
    maker = _Maker(statistics, by_key, given)
    sections = tuple(maker.section(heading) for heading in OUTLINE)
    return Document(
        authority=given.authority,
        service=given.service,
        front=given.front,
        period=str(statistics.period),
        status=given.status,
        is_demonstration=given.is_demonstration,
        is_internal=given.is_internal,
        sections=sections,
        notes=notes,
        appendix=tuple(maker.in_appendix(measure) for measure in statistics.figures.values()),
        highlights=tuple(maker.figure(statistics[key]) for key in HIGHLIGHTS),
    )


def _notes(statistics: AnnualStatistics, written: Mapping[str, str]) -> tuple[Note, ...]:
    return tuple(
        Note(str(number), each.key, each.message, written.get(each.key, "") or FOOTNOTE_MISSING, each.key in written)
        for number, each in enumerate(statistics.warnings, start=1)
    )


class _Maker:
    """Makes sections; numbers the tables as it goes."""

    def __init__(self, statistics: AnnualStatistics, notes: Mapping[str, Note], given: Given) -> None:
        self.statistics = statistics
        self.notes = notes
        self.given = given
        self.tables_made = 0
        self.table_numbers: dict[str, int] = {}

    def section(self, heading: Heading) -> SectionView:
        text = filled(self.given.texts.get(heading.key, ""), self.statistics.figures)
        figures = tuple(self.figure(measure) for measure in self._named(heading.figures))
        tables = tuple(
            self.table(measure, heading)
            for measure in self._named(heading.tables)
            if measure.is_table and measure.value
        )
        return SectionView(
            heading.key, heading.number, heading.title, heading.level, heading.asks, blocks(text), figures, tables
        )

    def _named(self, keys: tuple[str, ...]) -> Iterator[Measure]:
        for key in keys:
            if key.endswith("."):
                yield from (m for name, m in self.statistics.figures.items() if name.startswith(key) and m.is_table)
            elif key in self.statistics.figures:
                yield self.statistics.figures[key]

    def figure(self, measure: Measure) -> FigureView:
        return FigureView(
            key=measure.key,
            label=measure.label,
            value=value_in_words(measure),
            around=around_in_words(measure),
            definition=measure.definition,
            href=self.given.href(measure.key, "") if measure.records is not None else "",
            note=self.notes.get(measure.key),
        )

    def in_appendix(self, measure: Measure) -> FigureView:
        """Make a figure whose value, where it was printed as a table before, says which."""
        view = self.figure(measure)
        number = self.table_numbers.get(measure.key)
        return replace(view, value=f"See table {number}") if number else view

    def table(self, measure: Measure, heading: Heading) -> TableView:
        self.tables_made += 1
        self.table_numbers[measure.key] = self.tables_made
        value = measure.value if isinstance(measure.value, Mapping) else {}
        rows = [self._row(measure, name, row) for name, row in value.items() if name != TOTAL]
        foot = self._row(measure, TOTAL, value[TOTAL]) if TOTAL in value else ()
        if is_question(measure):
            rows.append((Cell("Not stated"), self._number(measure, NOT_STATED, measure.not_stated)))
            foot = (Cell("All forms"), self._number(measure, DENOMINATOR, measure.denominator or 0))
        return TableView(
            key=measure.key,
            number=self.tables_made,
            caption=measure.label,
            definition=measure.definition,
            columns=_columns(measure, value),
            rows=tuple(rows),
            foot=foot,
            remark=remark(measure),
            note=self.notes.get(measure.key),
            chart=_chart(measure) if is_charted(measure, heading) else "",
            href=self.given.href(measure.key, "") if measure.records is not None else "",
            is_question=is_question(measure),
        )

    def _row(self, measure: Measure, name: str, row: object) -> tuple[Cell, ...]:
        label = measure.labels.get(name, name)
        head = [Cell(label)] if not _is_coded(measure) else [Cell(name), Cell(label)]
        if isinstance(row, Mapping):
            return (*head, *(self._number(measure, f"{name}.{column}", number) for column, number in row.items()))
        return (*head, self._number(measure, name, row))

    def _number(self, measure: Measure, part: str, number: object) -> Cell:
        href = self.given.href(measure.key, part) if measure.records is not None and number else ""
        return Cell(f"{number:,}", href, is_number=True)


def is_question(measure: Measure) -> bool:
    """Say whether a table holds the answers to a question of a consultation form."""
    return measure.is_table and measure.key.startswith(QUESTIONS)


def is_charted(measure: Measure, heading: Heading) -> bool:
    """Say whether a table is shown as bars too: named among the heading's charts, itself or by how its key begins."""
    return any(measure.key.startswith(key) if key.endswith(".") else measure.key == key for key in heading.charts)


def _is_coded(measure: Measure) -> bool:
    """Say whether the rows of a table are national codes, which the panel knows and wants to see."""
    return measure.key in {"children.by_placement", "participation.by_code"}


def _columns(measure: Measure, value: Mapping[str, object]) -> tuple[Cell, ...]:
    first = next(iter(value.values()), None)
    heads = [Cell("Code"), Cell("Meaning")] if _is_coded(measure) else [Cell(ROW_HEADS.get(measure.key, "Answer"))]
    unit = measure.unit.value[:1].upper() + measure.unit.value[1:]
    if isinstance(first, Mapping):
        return (*heads, *(Cell(measure.labels.get(column, column), is_number=True) for column in first))
    return (*heads, Cell(unit, is_number=True))


ROW_HEADS = {
    "children.by_ethnicity_and_sex": "Ethnicity",
    "children.started_by_age_and_status": "First legal status",
    "children.placement_moves": "Moves",
    "service.posts": "Post",
    "service.iro_by_identity_and_sex": "Ethnic identity",
    "service.years_in_post": "Time in post",
    "service.changes_of_iro": "Reason",
    "participation.reasons": "Reason",
    "participation.strategies": "What was tried",
    "participation.reasons_children": "Reason",
    "participation.strategies_children": "What was tried",
    "participation.strategies_heard": "What was tried",
    "advocacy.by_provider": "Provider",
    "visitors.by_provider": "Provider",
    "participation.views_differ": "Subject",
    "participation.themes.children": "Theme",
    "participation.themes.parents": "Theme",
    "parents.not_invited_reasons": "Reason",
    "parents.not_attending_reasons": "Reason",
    "advocacy.supported": "Who",
    "reviews.late_reasons": "Reason",
    "reviews.by_sequence": "Review",
    "reviews.child_spoken_to_before": "Outcome",
    "quality.audit_themes": "Theme",
    "disputes.issues": "Issue",
    "disputes.by_number_of_issues": "Issues raised",
    "disputes.resolved_by_stage": "Stage at which it ended",
    "disputes.effect": "Effect",
}


def value_in_words(measure: Measure) -> str:
    """Return a figure as it is printed; the rows of a table one after the other."""
    if not isinstance(measure.value, Mapping):
        words = shown(measure)
        return words[:1].upper() + words[1:]
    if not measure.value:
        return "None"
    return "; ".join(_row_in_words(measure, name, row) for name, row in measure.value.items())


def _row_in_words(measure: Measure, name: str, row: float | Row) -> str:
    label = measure.labels.get(name, name)
    if isinstance(row, Mapping):
        columns = ", ".join(f"{measure.labels.get(column, column).lower()} {n:,}" for column, n in row.items())
        return f"{label}: {columns}"
    return f"{label} {row:,}"


def around_in_words(measure: Measure) -> str:
    """Return what a figure was counted out of, in a few words; empty where it has no base."""
    if measure.is_table or measure.denominator is None or measure.value is None:
        return ""
    if measure.is_percentage:
        return f"{measure.numerator:,} of {measure.denominator:,} {measure.unit}"
    if measure.value == measure.numerator:
        return f"of {measure.denominator:,}"
    return f"{measure.numerator:,} {measure.unit} over {measure.denominator:,}"


def remark(measure: Measure) -> str:
    """Return what a table counts out of and what it leaves out, in a sentence."""
    if measure.denominator is None:
        return ""
    if is_question(measure):
        return f"Of {measure.denominator:,} {measure.unit}; {measure.not_stated:,} not stated."
    missing = f"; {measure.not_stated:,} not recorded" if measure.not_stated else ""
    return f"Out of {measure.denominator:,} {measure.unit}{missing}."


def _chart(measure: Measure) -> str:
    value = measure.value if isinstance(measure.value, Mapping) else {}
    rows = [
        (f"{name} {measure.labels.get(name, name)}" if _is_coded(measure) else measure.labels.get(name, name), number)
        for name, number in value.items()
        if not isinstance(number, Mapping)
    ]
    if is_question(measure):
        rows.append(("Not stated", measure.not_stated))
    said = "; ".join(f"{label} {number:,}" for label, number in rows)
    # A question's picture stands beside its numbers: drawn shorter, its words keep their size.
    return bar_chart(rows, f"{measure.label}: {said}.", longest=HALF_PAGE if is_question(measure) else CHART_WIDTH)
