"""Components: what they write, that they escape, and what they leave out."""

import re
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.html import format_html

from design import components
from design.components import Column, Fact, Table
from design.gallery import Working

UNSAFE = "<b>&"
SAFE = "&lt;b&gt;&amp;"


def render(template: str, **context) -> str:
    return Template(template).render(Context(context))


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# Status


@pytest.mark.parametrize(
    ("status", "word", "colour"),
    [
        ("in_hand", "In hand", "blue"),
        ("due soon", "Due soon", "yellow"),
        ("Overdue", "Overdue", "red"),
        ("done-on-time", "Done on time", "green"),
        ("done_late", "Done late", "orange"),
        (SimpleNamespace(value="no_longer_due"), "No longer due", "grey"),
    ],
)
def test_deadline_status_is_one_word_and_one_colour(status, word: str, colour: str):
    assert components.deadline_status(status) == f'<strong class="govuk-tag govuk-tag--{colour}">{word}</strong>'


def test_deadline_without_status_shows_nothing():
    assert components.deadline_status("") == ""


def test_unknown_deadline_status_is_an_error():
    with pytest.raises(KeyError):
        components.deadline_status("breached")


@pytest.mark.parametrize(
    "html",
    [
        components.tag(UNSAFE),
        components.link(UNSAFE, "#"),
        components.lines(UNSAFE),
        components.quiet(UNSAFE),
        components.figure(1, UNSAFE),
        components.select_cell("a", "b", UNSAFE),
        components.bar(1, low=1, high=2, label=UNSAFE),
        components.summary_list([("Key", UNSAFE)]),
        components.table(Table("Caption", ["Column"], [[UNSAFE]])),
        components.table(Table("Caption", [Column(UNSAFE)], [])),
        components.table(Table(UNSAFE, ["Column"], [])),
    ],
)
def test_words_are_escaped(html: str):
    assert SAFE in html
    assert UNSAFE not in html


# Facts and figures


def test_fact_that_may_be_changed_says_what_the_link_changes():
    html = components.summary_list([Fact("Date of birth", "3 March 2014", href="/dob"), ("IRO", None)])
    assert words(html) == "Date of birth 3 March 2014 Change date of birth IRO Not recorded"
    assert html.count("govuk-summary-list__row--no-actions") == 1


def test_fact_with_two_actions_lists_them():
    html = components.summary_list([Fact("IRO", "Jo", href="/a", extra=[("See the history", "/h")])])
    assert re.findall(r'href="([^"]+)"', html) == ["/a", "/h"]
    assert html.count("<li") == 2


def test_nought_is_a_fact():
    assert words(components.summary_list([("Missed", 0)])) == "Missed 0"


def test_figure_links_to_the_list_behind_it():
    html = components.figures([components.figure(64, "children", "/list", note="of 70"), components.figure(0, "late")])
    assert re.findall(r'href="([^"]+)"', html) == ["/list"]
    assert words(html) == "64 children of 70 0 late"


def test_bar_marks_what_is_over_the_range_and_says_so():
    inside, over = (components.bar(value, low=50, high=70, label=f"{value} children") for value in (64, 83))
    assert ("#ca3535" in inside, "#ca3535" in over) == (False, True)
    assert "<title>83 children</title>" in over


# Tables


def test_table_has_caption_scopes_and_a_region_named_after_it():
    html = components.table(Table("2 reviews", ["Child", Column("Days", numeric=True)], [["Asha", 3], ["Ben", 4]]))
    assert 'role="region" aria-labelledby="table-2-reviews" tabindex="0"' in html
    assert 'id="table-2-reviews">2 reviews</caption>' in html
    assert html.count('scope="col"') == 2
    assert html.count('scope="row"') == 2
    assert html.count("govuk-table__cell--numeric") == 2


def test_table_without_row_headers_has_plain_cells():
    html = components.table(Table("Rows", ["A", "B"], [["1", "2"]], row_headers=False))
    assert 'scope="row"' not in html
    assert html.count("<td") == 2


def test_sorted_column_says_how_and_leads_to_the_other_order():
    html = components.table(
        Table("Rows", [Column("Due", sort="?sort=-due", sorted="ascending"), Column("A", sort="?")], [])
    )
    assert 'aria-sort="ascending"' in html
    assert 'href="?sort=-due" aria-current="true" data-arrow="▲">Due</a>' in html
    assert html.count("aria-sort") == 1


def test_stacked_table_keeps_its_roles_and_labels():
    html = components.table(Table("Rows", ["Child", "Due"], [["Asha", "7 May"]], stack=True))
    assert re.findall(r'role="(\w+)"', html) == ["region", "table", "row", "rowheader", "cell"]
    assert 'data-label="Due"' in html


def test_table_of_many_columns_scrolls_rather_than_crush():
    wide, narrow = (components.table(Table("Rows", ["A"] * number, [])) for number in (4, 3))
    assert ("app-table--wide" in wide, "app-table--wide" in narrow) == (True, False)


def test_table_tints_the_rows_that_need_attention_and_adds_its_totals():
    html = components.table(Table("Rows", ["A", "B"], [["1", 2], ["3", 4]], attention=frozenset({1}), foot=["All", 6]))
    assert words(html) == "Rows A B 1 2 3 4 All 6"
    assert html.count("govuk-table__row--attention") == 1
    assert "<tfoot>" in html


def test_cells_leave_out_what_is_empty():
    assert components.lines("a", "", None, "b") == "a<br>b"
    assert components.quiet("") == ""


def test_row_is_selected_by_a_box_with_a_name():
    html = components.select_cell("review", "7", "Select Asha", checked=True)
    assert html == '<input class="app-select" type="checkbox" name="review" value="7" aria-label="Select Asha" checked>'


def test_link_may_carry_words_for_those_who_do_not_see_its_row():
    assert words(components.link("Change", "/x", hidden="the venue")) == "Change the venue"


# Tags


def test_working_opens_to_the_whole_reasoning():
    html = render("{% working due history=history %}", due=Working(), history=["Moved from 6 May 2026."])
    assert words(html) == (
        "7 May 2026 Due 7 May 2026: 20 working days from 7 April 2026; 4 May does not count. "
        "Provisional: bank holidays that far ahead have not been announced. "
        "Plan by 30 April 2026 Rule REV-1ST Strength Law Source Regulation 33(1) Moved from 6 May 2026."
    )


def test_working_leaves_out_what_is_not_known():
    html = render("{% working due summary='Due in May' %}", due=Working(plan_by=None, provisional=False))
    assert words(html).startswith("Due in May Due 7 May 2026")
    assert ("Plan by" in html, "Provisional" in html, "<ol>" in html) == (False, False, False)


def test_no_deadline_shows_nothing():
    assert render("{% working due %}", due=None) == ""


def test_blocks_set_their_words_apart():
    html = render(
        "{% inset %}<p>a</p>{{ unsafe }}{% endinset %}{% warning %}b{% endwarning %}"
        "{% details 'More' %}c{% enddetails %}"
        "{% notification kind='success' %}d{% endnotification %}{% notification title='Next' %}e{% endnotification %}"
        "{% button_group %}{% button 'Save' %}{% endbutton_group %}",
        unsafe=UNSAFE,
    )
    assert words(html) == "a &lt;b&gt;&amp; ! Warning b More c Success d Next e Save"
    assert "<p>a</p>" in html
    assert re.findall(r'role="(\w+)"', html) == ["alert", "region"]


def test_buttons_say_what_they_send():
    html = render(
        "{% button 'Accept' name='accept' value='7' kind='secondary' hidden='for Asha' %}"
        "{% button_link 'Log a review' '/log' %}"
    )
    assert 'class="govuk-button govuk-button--secondary"' in html
    assert 'name="accept" value="7"' in html
    assert 'href="/log" role="button"' in html
    assert words(html) == "Accept for Asha Log a review"


def test_tabs_mark_where_one_is():
    items = [
        {"text": "Reviews", "href": "/r", "current": True},
        SimpleNamespace(text="Voice", href="/v", current=False),
    ]
    html = render("{% tabs items label='Parts' %}", items=items)
    assert re.findall(r'href="([^"]+)"( aria-current="page")?', html) == [("/r", ' aria-current="page"'), ("/v", "")]


def test_way_back_is_a_landmark():
    html = render("{% back_link '/up' %}{% breadcrumbs crumbs %}", crumbs=[("My caseload", "/"), ("Asha", "/asha")])
    assert re.findall(r'aria-label="(\w+)"', html) == ["Back", "Breadcrumb"]
    assert words(html) == "Back My caseload Asha"


@pytest.mark.parametrize(
    ("number", "pages"),
    [(1, "1 2 &ctdot; 20 Next page"), (5, "Previous page 1 &ctdot; 4 5 6 &ctdot; 20 Next page")],
)
def test_pagination_keeps_the_filters(number: int, pages: str):
    page_obj = Paginator(range(200), 10).page(number)
    request = RequestFactory().get("/", {"q": "a b", "page": "3"})
    html = render("{% pagination page_obj %}", page_obj=page_obj, request=request)
    assert words(html) == pages
    assert f"?q=a+b&amp;page={number + 1}" in html
    assert html.count('aria-current="page"') == 1


def test_one_page_needs_no_pagination():
    page_obj = Paginator(range(5), 10).page(1)
    assert render("{% pagination page_obj %}", page_obj=page_obj, request=RequestFactory().get("/")) == "\n"


def test_empty_state_says_what_comes_next():
    html = render(
        "{% empty 'No reviews.' 'The next is on 3 March.' href='/c' action='See the calendar' %}{% empty 'None.' %}"
    )
    assert words(html) == "No reviews. The next is on 3 March. See the calendar None."


def test_progress_is_asked_for_again_until_finished():
    going = render("{% progress 'Row 34 of 100' 34 href='/job' %}")
    done = render("{% progress 'Finished' href='/job' finished=True %}")
    assert 'data-progress-url="/job"' in going
    assert '<progress max="100" value="34" aria-label="Row 34 of 100">' in going
    assert ("data-progress-url" in done, "<progress" in done) == (False, False)


def test_dates_and_days_are_filters():
    html = render("{{ due.on|day }}, {{ due.on|weekday }}, {{ due.on|month }}, {{ 6|working_days }}", due=Working())
    assert html == "7 May 2026, Thursday 7 May 2026, May 2026, in 6 working days"


def test_html_made_with_format_html_stays_html():
    assert '<td class="govuk-table__cell"><b>1</b></td>' in components.table(
        Table("Rows", ["A"], [[format_html("<b>{}</b>", 1)]], row_headers=False)
    )
