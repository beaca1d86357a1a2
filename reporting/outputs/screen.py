"""The report on screen: the same document as in print, with a link behind every number. No query is run here."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from design.components import Column, Table, figure, figures, link, table
from reporting.narrative import Block
from reporting.outputs.document import Cell, Document, FigureView, Note, SectionView, TableView


@dataclass(frozen=True, slots=True)
class TableOnScreen:
    """A table as HTML, with its chart and what stands below it."""

    html: SafeString
    chart: str
    caption: str
    remark: str
    definition: str
    note: Note | None
    is_question: bool


@dataclass(frozen=True, slots=True)
class SectionOnScreen:
    """A section as HTML parts."""

    key: str
    anchor: str
    number: str
    title: str
    level: int
    asks: str
    blocks: tuple[Block, ...]
    figures: SafeString | str
    tables: tuple[TableOnScreen, ...]


def sections(report: Document) -> list[SectionOnScreen]:
    """Return the sections of a report for a page."""
    return [_section(section) for section in report.sections]


def highlights(report: Document) -> SafeString:
    """Return the few numbers that stand at the top."""
    return strip(report.highlights)


def strip(shown: tuple[FigureView, ...]) -> SafeString:
    """Return figures side by side, each a link where a list stands behind it."""
    return figures(_figure(each) for each in shown)


def appendix(report: Document) -> SafeString:
    """Return every figure with how it is counted, as one table."""
    rows = [
        [
            each.label,
            link(each.value, each.href) if each.href and not each.value.startswith("See ") else each.value,
            each.around,
            each.definition,
        ]
        for each in report.appendix
    ]
    columns = ["Figure", "Value", "Out of", "What is counted"]
    return table(Table(caption=f"{len(rows)} figures", columns=columns, rows=rows, id="every-figure"))


def _figure(each: FigureView) -> SafeString:
    mark = f" (note {each.note.mark})" if each.note else ""
    return figure(each.value, f"{each.label}{mark}", each.href, note=each.around)


def _section(section: SectionView) -> SectionOnScreen:
    return SectionOnScreen(
        key=section.key,
        anchor=section.anchor,
        number=section.number,
        title=section.title,
        level=section.level,
        asks=section.asks,
        blocks=section.blocks,
        figures=strip(section.figures) if section.figures else "",
        tables=tuple(_table(each) for each in section.tables),
    )


def _cell(cell: Cell) -> SafeString | str:
    return link(cell.text, cell.href) if cell.href else cell.text


def _table(view: TableView) -> TableOnScreen:
    caption = f"Table {view.number}: {view.caption}"
    shown = format_html("{}<sup>{}</sup>", caption, view.note.mark) if view.note else caption
    html = table(
        Table(
            caption=str(shown) if not view.note else shown,
            columns=[Column(column.text, numeric=column.is_number) for column in view.columns],
            rows=[[_cell(cell) for cell in row] for row in view.rows],
            foot=[_cell(cell) for cell in view.foot],
            caption_size="s",
            id=f"table-{view.number}",
        )
    )
    return TableOnScreen(html, view.chart, caption, view.remark, view.definition, view.note, view.is_question)


def questions(report: Document) -> list[TableOnScreen]:
    """Return every question of the consultation forms with its picture and its numbers."""
    return [_table(each) for section in report.sections for each in section.tables if each.is_question]


def comparison(periods: list[str], rows: list[list[str]]) -> SafeString:
    """Return figures of several periods side by side."""
    columns = [Column("Figure"), *(Column(period, numeric=True) for period in periods)]
    caption = "This year beside the year before" if len(periods) > 1 else "The year in figures"
    return table(Table(caption=caption, columns=columns, rows=rows, id="comparison"))
