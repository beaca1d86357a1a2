"""Every output is made from the figures alone: no query is run."""

import pytest

from reporting.outputs import screen
from reporting.outputs.document import Given, document
from reporting.outputs.machine import to_csv, to_json
from reporting.outputs.pdf import to_pdf


@pytest.mark.django_db
def test_outputs_run_no_query(year_2011, django_assert_num_queries):
    shown = year_2011.document
    given = Given("A", "B", shown.front, "Draft", True, True, {"summary": "{reviews.held}"}, {})
    with django_assert_num_queries(0):
        laid_out = document(year_2011.statistics, given)
        to_json(year_2011.statistics)
        to_csv(year_2011.statistics)
        screen.sections(laid_out)
        screen.appendix(laid_out)
        screen.highlights(laid_out)
        assert to_pdf(laid_out).startswith(b"%PDF-")


def test_appendix_holds_every_figure_in_order(year_2011):
    assert [view.key for view in year_2011.document.appendix] == list(year_2011.statistics.figures)
