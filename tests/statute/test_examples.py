"""The worked examples, through the command line that others run, and what it says of files that are wrong."""

import csv
from datetime import date
from pathlib import Path

import pytest

from statute.__main__ import main, rules_table
from statute.adoption import return_window
from statute.calendar import Holiday
from statute.examples import inputs
from statute.examples.answer import sentence, short
from statute.examples.checking import check_file
from statute.examples.evaluators import EVALUATORS, evaluate
from statute.examples.facts import ExampleError, Facts, parse_date, parse_number, parse_stays, read_facts
from statute.examples.inputs import KINDS, Kind, canonical
from statute.rules import RULES
from statute.short_breaks import Stay

HERE = Path(__file__).parent
HEADER = "rule,start_date,prior_review_date,other_inputs,expected_due,explanation\n"


def rows(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return [
            (r["rule"], r["start_date"], r["prior_review_date"], r["other_inputs"], r) for r in csv.DictReader(file)
        ]


# `independent_examples.csv` was written from the law before the code was read, its dates worked out with the `holidays`
# and `dateutil` packages; `other_names.csv` asks the same of inputs by other names.
@pytest.mark.parametrize(
    "name", ["examples.csv", "further_examples.csv", "independent_examples.csv", "other_names.csv"]
)
def test_every_worked_example_agrees(name):
    assert [str(one) for one in check_file(HERE / name) if not one.agrees] == []


@pytest.mark.parametrize(("rule", "start", "prior", "other", "row"), rows("explanations.csv"))
def test_every_answer_explains_itself(rule, start, prior, other, row):
    assert sentence(evaluate(rule, start, prior, other)) == row["explanation"]


def test_check_counts_the_examples_that_agree(capsys):
    assert main(["check", str(HERE / "examples.csv")]) == 0
    assert capsys.readouterr().out == "105 of 105 agree\n"


def test_check_prints_each_disagreement_and_error(tmp_path, capsys):
    file = tmp_path / "some.csv"
    file.write_text(
        HEADER
        + "REV-1ST,2025-01-06,,,2025-02-03,right\n"
        + "REV-1ST,2025-01-06,,,2025-02-04,wrong\n"
        + "REV-9,2025-01-06,,,2025-02-04,no such rule\n",
        encoding="utf-8",
    )
    assert main(["check", str(file)]) == 1
    assert capsys.readouterr().out == (
        "line 3: REV-1ST: expected 2025-02-04, found 2025-02-03 "
        "(Due 3 February 2025: 20 working days from 6 January 2025, when the child became looked after)\n"
        "line 4: REV-9: ERROR: There is no rule “REV-9”.\n"
        "1 of 3 agree\n"
    )


def test_check_reads_a_file_from_a_spreadsheet(tmp_path, capsys):
    file = tmp_path / "windows.csv"
    row = 'REV-SERIES,,2025-10-31,"meetings=2025-10-28, 2025-10-31; review_number_done=2", 2026-04-30 ,\r\n'
    file.write_bytes(("\ufeff" + HEADER.replace("\n", "\r\n") + row).encode())
    assert main(["check", str(file)]) == 0
    assert capsys.readouterr().out == "1 of 1 agree\n"


def test_check_does_not_count_an_error_as_agreeing(tmp_path, capsys):
    file = tmp_path / "some.csv"
    file.write_text(HEADER + "REV-9,,,,,\n", encoding="utf-8")
    assert main(["check", str(file)]) == 1
    assert capsys.readouterr().out.endswith("0 of 1 agree\n")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "cannot be read"),
        (b"\xff\xfe\x00", "cannot be read"),
        (b'rule,start_date\nREV-1ST,"2025-01-06"x\n', "The file has no column prior_review_date"),
        ((HEADER + 'REV-1ST,"2025-01-06"x,,,,\n').encode(), "cannot be read: ',' expected after"),
        (b"", "The file has no column rule, start_date, prior_review_date, other_inputs, expected_due."),
        (b"rule,start_date,other_inputs,expected_due\n", "The file has no column prior_review_date."),
    ],
)
def test_check_refuses_a_file_it_cannot_read(tmp_path, capsys, content, complaint):
    file = tmp_path / "some.csv"
    if content is not None:
        file.write_bytes(content)
    assert main(["check", str(file)]) == 2
    assert complaint in capsys.readouterr().err


def test_check_takes_a_short_line_for_empty_columns(tmp_path, capsys):
    file = tmp_path / "some.csv"
    file.write_text(HEADER + "REV-1ST,2025-01-06\n", encoding="utf-8")
    assert main(["check", str(file)]) == 1
    assert "expected , found 2025-02-03" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        (("REV-9", "2025-01-06", "", ""), "There is no rule “REV-9”."),
        (("REV-1ST", "2025-02-30", "", ""), "start_date: “2025-02-30” is not a date: there is no such day."),
        (("REV-1ST", "6/1/2025", "", ""), "start_date: “6/1/2025” is not a date: write it as 2025-01-31."),
        (("REV-1ST", "20250106", "", ""), "start_date: “20250106” is not a date: write it as 2025-01-31."),
        (("REV-2ND", "", "2025-13-01", ""), "prior_review_date: “2025-13-01” is not a date: there is no such day."),
        (("REV-1ST", "", "", ""), "A date is missing: give start_date or looked_after_since."),
        (("REV-2ND", "2025-01-06", "", ""), "A date is missing: give prior_review_date or completed."),
        (("VISIT-6W", "", "", ""), "A date is missing: give start_date."),
        (("AGE18", "", "", ""), "A date is missing: give dob."),
        (("REV-AGE18", "2025-01-06", "", ""), "A date is missing: give dob."),
        (("REV-SERIES", "", "", ""), "A date is missing: give completed, prior_review_date or meetings."),
        (("MIDWAY", "", "2025-01-06", ""), "A date is missing: give scheduled_due."),
        (("REV-1ST-ACCOM24H", "2025-01-06", "", ""), "Give accommodated_hours, or in_care=yes."),
        (("ADJOURN-STATUS", "", "", "due=2025-01-06; completed=2025-01-06"), "Give due, opened and completed."),
        (("ADJOURN-STATUS", "2025-01-06", "", "completed=2025-01-06"), "Give due, opened and completed."),
        (("ADJOURN-STATUS", "2025-01-06", "", "due=2025-01-06"), "Give due, opened and completed."),
        (("SB-TEST", "2025-01-06", "", ""), "Give stays."),
        (("SB-TEST", "", "", "stays=2025-01-03/2025-01-05; count=weeks"), "short_break_count is nights or days."),
        (
            ("SB-TEST", "", "", "stays=2025-01-03/2025-01-05; intended=1,2"),
            "Give one intended_length, or one for each stay.",
        ),
        (
            ("SB-TEST", "", "", "stays=2025-01-03/2025-01-01"),
            "stays: “2025-01-03/2025-01-01”: A stay cannot end before it starts.",
        ),
        (
            ("SB-TEST", "", "", "stays=2025-01-03"),
            "stays: “2025-01-03” is not a stay: write it as 2025-01-03/2025-01-10.",
        ),
        (
            ("SB-TEST", "", "", "stays=2025-01-03/2025-02-30"),
            "stays: “2025-02-30” is not a date: there is no such day.",
        ),
        (
            ("SB-TEST", "", "", "stays=2025-01-03/2025-01-04/2025-01-05"),
            "stays: “2025-01-04/2025-01-05” is not a date: write it as 2025-01-31.",
        ),
        (
            ("SB-TEST", "", "", "stays=2025-01-03/2025-01-05; intended=7,many"),
            "intended: “many” is not a number.",
        ),
        (
            ("REV-SERIES", "", "", "meetings=2025-01-03,2025-01-32"),
            "meetings: “2025-01-32” is not a date: there is no such day.",
        ),
        (("REV-1ST", "2025-01-06", "", "colour=red"), "“colour” is not an input this command knows."),
        (("REV-1ST", "2025-01-06", "", "frist_review=yes"), "“frist_review” is not an input this command knows."),
        (("REV-1ST", "2025-01-06", "", "start_date=2025-01-06"), "“start_date” is not an input this command knows."),
        (("REV-1ST", "2025-01-06", "", "in_care"), "“in_care” is not an input this command knows."),
        (("REV-1ST", "2025-01-06", "", "in_care=yes; in_care=no"), "“in_care” is given twice."),
        (("REV-1ST", "2025-01-06", "", "in_care="), "“in_care” has no value."),
        (("REV-1ST", "2025-01-06", "", "in_care=perhaps"), "in_care: “perhaps” is neither yes nor no."),
        (
            ("REV-1ST", "2025-01-06", "", "in_care=since 2025-01-01"),
            "in_care: “since 2025-01-01” is not a date: write it as 2025-01-31.",
        ),
        (
            ("REV-1ST", "2025-01-06", "", "placement_move=2025-02-30"),
            "placement_move: “2025-02-30” is not a date: there is no such day.",
        ),
        (("ADJOURN-STATUS", "", "", "adjourned=thrice"), "adjourned: “thrice” is neither yes nor no."),
        (("REV-2ND", "", "2025-01-06", "review_number_done=one"), "review_number_done: “one” is not a number."),
        (("REV-2ND", "", "2025-01-06", "review_number_done=-1"), "review_number_done: “-1” is not a number."),
        (("REV-AGE18", "2025-01-06", "", "dob=2008-01-01; rule=REV-9"), "rule: There is no rule “REV-9”."),
        (
            ("REV-1ST", "2025-01-06", "", "regime=SI1066/1"),
            "regime: “SI1066/1” is not a regime: SI1991/895, SI2010/959, CPPCR, CPPCR2010, SI2020/445, SI2020/909.",
        ),
        (("REV-1ST", "2025-01-06", "", "stays=2025-01-03/2025-01-05"), "REV-1ST makes no use of “stays”."),
        (("REV-1ST", "2025-01-06", "", "dob=2025-01-07"), "A date is before the date of birth, 2025-01-07."),
        (("REV-2ND", "", "2025-01-06", "dob=2025-01-07"), "A date is before the date of birth, 2025-01-07."),
        (
            ("RETAIN-75Y", "", "", "dob=2025-01-07; died=2025-01-06"),
            "The date of death is before the date of birth.",
        ),
        (
            ("REV-1ST", "2044-01-07", "", ""),
            "Working days are known only from 1980 to 2043: bank holidays outside those years cannot be worked out.",
        ),
        (("RETAIN-75Y", "", "", "dob=9990-01-01"), "year 10065 is out of range"),
        (("HEALTH-REVIEW", "", "9999-12-01", "dob=9990-01-01"), "year 10000 is out of range"),
    ],
)
def test_evaluate_refuses_what_cannot_be_meant(row, complaint):
    with pytest.raises(ExampleError) as refused:
        evaluate(*row)
    assert str(refused.value) == complaint


def test_stays_keep_their_semicolons_commas_and_carers():
    stays = parse_stays("2025-01-03/2025-01-10@CarerA+HouseB;2025-02-03/2025-02-10")
    assert stays == (
        Stay(date(2025, 1, 3), date(2025, 1, 10), frozenset({"CarerA", "HouseB"})),
        Stay(date(2025, 2, 3), date(2025, 2, 10)),
    )


def test_inputs_part_only_before_a_name():
    facts = read_facts("", "", "stays=2025-01-03/2025-01-05;2025-02-03/2025-02-05;in_care=no; DOB=2020-01-01;")
    assert dict(facts.values) == {
        "stays": "2025-01-03/2025-01-05;2025-02-03/2025-02-05",
        "in_care": "no",
        "dob": "2020-01-01",
    }


def test_inputs_may_begin_with_a_figure():
    assert dict(read_facts("", "", "dob=2009-10-01; 13_weeks_on=2025-12-01").values) == {
        "dob": "2009-10-01",
        "already_13_weeks": "2025-12-01",
    }


@pytest.mark.parametrize(
    ("other_inputs", "expected"),
    [
        ("authority_to_place=2025-03-10; consent=yes", "2025-03-10"),
        ("consent=yes; authority_to_place=2025-03-10", "2025-03-10"),
        ("authority_to_place=2025-03-10; consent=2025-03-10", "2025-03-10"),
        ("authority_to_place=2025-03-10; consent=2025-02-01", "2025-03-10"),
        ("consent=2025-02-01; authority_to_place=2025-03-10", "2025-03-10"),
        ("consent=2025-02-01; placement_order=2025-03-10", "2025-02-01"),
    ],
)
def test_input_by_two_names_keeps_the_date_under_its_own_name(other_inputs, expected):
    assert dict(read_facts("", "", other_inputs).values) == {"authority_to_place": expected}


@pytest.mark.parametrize(
    ("other_inputs", "name"),
    [
        ("in_care=yes; in_care=yes", "in_care"),
        ("in_care=no; care_order=yes", "care_order"),
        ("in_care=yes; care_order=no", "care_order"),
        ("in_care=no; care_order=2025-03-10", "care_order"),
        ("in_care=2025-03-10; care_order=no", "care_order"),
        ("review_number_done=1; reviews_done=2", "reviews_done"),
    ],
)
def test_input_by_two_names_is_refused_where_they_contradict(other_inputs, name):
    with pytest.raises(ExampleError, match=f"“{name}” is given twice."):
        read_facts("", "", other_inputs)


@pytest.mark.parametrize("mark", [",", ", ", ";", "|", "&", "+", "/", " ", ".."])
def test_lists_of_dates_may_be_parted_by_any_mark(mark):
    facts = read_facts("", "", f"meetings=2025-03-04{mark}2025-03-14")
    assert facts.days("meetings") == (date(2025, 3, 4), date(2025, 3, 14))


def test_numbers_may_be_in_a_list_and_counted_in_words():
    assert read_facts("", "", "intended=7; adjournment=Second").numbers("intended_length") == (7,)
    assert Facts(values={"intended_length": "7;18"}).numbers("intended_length") == (7, 18)
    assert Facts().numbers("intended_length") == ()
    words = ("first", "once", "second", "twice", "third")
    assert [parse_number(word) for word in words] == [1, 1, 2, 2, 3]


@pytest.mark.parametrize(
    ("other_inputs", "expected"),
    [
        ("in_care=yes", True),
        ("in_care=no", False),
        ("legal_basis=ICO", True),
        ("legal_status=interim care order", True),
        ("legal_status=C2", True),
        ("legal_status=s20", False),
        ("", False),
    ],
)
def test_legal_basis_tells_whether_a_child_is_in_care(other_inputs, expected):
    assert read_facts("", "", other_inputs).in_care() is expected


def test_empty_input_between_others_is_passed_over():
    assert dict(read_facts("", "", "; in_care=no; dob=2020-01-01").values) == {"in_care": "no", "dob": "2020-01-01"}


def test_extra_holidays_of_an_example_are_in_its_calendar():
    facts = read_facts("", "", "extra_holiday=2026-07-20, 2026-07-21")
    assert facts.calendar.holidays_between(date(2026, 7, 19), date(2026, 7, 21)) == (
        Holiday(date(2026, 7, 20), "extra holiday"),
        Holiday(date(2026, 7, 21), "extra holiday"),
    )


def test_evaluate_needs_only_the_columns_a_rule_asks_for():
    assert short(evaluate("REV-1ST", "2025-01-06")) == "2025-02-03"
    assert short(evaluate("REV-2ND", prior="2025-01-25")) == "2025-04-25"
    assert short(evaluate("AGE18", other_inputs="dob=2007-12-25")) == "2025-12-25"


def test_facts_of_nothing_are_empty():
    assert read_facts("", "", "") == Facts()


def test_facts_read_dates_flags_and_numbers():
    facts = Facts(values={"adopted": "2025-01-01", "in_care": "No", "placed": "yes", "hours": "2.5"})
    assert facts.day("adopted") == date(2025, 1, 1)
    assert facts.day("placed") is None
    assert facts.day("missing") is None
    assert [facts.says(name) for name in ("adopted", "placed", "in_care", "missing")] == [True, True, False, False]
    assert [facts.denies(name) for name in ("adopted", "placed", "in_care", "missing")] == [False, False, True, False]
    assert facts.number("hours") == 2.5
    assert facts.number("missing") is None
    assert parse_number("26") == 26
    assert parse_date(" 2025-01-31 ") == date(2025, 1, 31)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("dob", "dob"),
        ("Date_Of_Birth", "dob"),
        ("remand_LA_accommodation_ends", "remand_la_accommodation_ends"),
        ("remand_LA_to_s20_same_day", "remand_la_to_s20_same_day"),
        ("remand_ends_on", "remand_la_accommodation_ends"),
        ("death_date", "died"),
        ("date_of_consent", "authority_to_place"),
        ("visit_last", "last_visit"),
        ("on_adjourned", "adjourned_on"),
        ("review_date", "review_meeting"),
        ("date", "date"),
        ("placement_move", "placement_move"),
        ("placement_moove", None),
        ("expected_due", None),
    ],
)
def test_names_are_known_in_any_case_or_refused(name, expected):
    assert canonical(name) == expected


def test_every_rule_has_an_evaluator_and_an_example():
    examples = {rule for name in ("examples.csv", "further_examples.csv") for rule, *_ in rows(name)}
    assert set(EVALUATORS) == set(RULES) == examples


def test_every_rule_names_its_date_in_its_explanation():
    named = {rule for rule, _, _, _, row in rows("explanations.csv") if not row["explanation"].startswith("NONE")}
    assert named == set(RULES)


def test_every_input_a_rule_uses_is_listed():
    assert {name for evaluator in EVALUATORS.values() for name in evaluator.uses} <= set(KINDS)
    assert set(KINDS.values()) == set(Kind)
    assert all(kind.meaning for kind in Kind)


def test_explain_prints_the_date_and_its_working(capsys):
    assert main(["explain", "REV-2ND", "--prior", "2025-11-30", "--input", "review_number_done=1"]) == 0
    assert capsys.readouterr().out == (
        "2026-02-28\n"
        "Due 28 February 2026: 3 months from 30 November 2025, when the child's first review was completed; "
        "February 2026 has no 30th, so the limit is its last day\n"
        "Plan for 27 February 2026, the last working day before it\n"
        "Second review: 3 months after the first review was completed\n"
        "Source: Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959) reg 33(2) "
        "(LAW; seen in the legislation itself)\n"
    )


def test_explain_says_nothing_of_planning_where_the_limit_is_a_working_day(capsys):
    assert main(["explain", "REV-1ST", "--start", "2025-04-05", "--input", "remand=YDA", "--input", "uasc=no"]) == 0
    assert capsys.readouterr().out.splitlines()[:3] == [
        "2025-05-07",
        (
            "Due 7 May 2025: 20 working days from 5 April 2025, when the child became looked after; "
            "18 April, 21 April and 5 May do not count"
        ),
        "First review: 20 working days after the child became looked after",
    ]


def test_explain_gives_words_where_there_is_no_date(capsys):
    assert main(["explain", "ADJOURN-20WD", "--start", "2025-04-10", "--input", "first_adjournment=no"]) == 0
    assert capsys.readouterr().out.startswith("NOT-ALLOWED\nNOT-ALLOWED: a review may be adjourned once only\n")


def test_explain_gives_both_ends_of_a_window(capsys, calendar):
    assert main(["explain", "ADO-RETURN", "--start", "2024-12-16"]) == 0
    assert capsys.readouterr().out.startswith("2025-01-13..2025-01-27\n")
    assert return_window(date(2024, 12, 16), calendar=calendar).earliest == date(2025, 1, 13)


def test_explain_refuses_what_it_does_not_know(capsys):
    assert main(["explain", "REV-9", "--start", "2025-04-05"]) == 1
    assert capsys.readouterr().err == "There is no rule “REV-9”.\n"


def test_rules_lists_every_rule(capsys):
    assert main(["rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(RULES)


def test_help_lists_the_inputs_of_every_rule(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    printed = capsys.readouterr().out
    assert "  REV-EARLY-IRO: iro_requests_by, " in printed
    assert "  IRO-APPOINT-5WD: start_date only\n" in printed
    assert "  dob: a date (date_of_birth, born, birth_date)\n" in printed
    assert all(f"  {rule}: " in printed for rule in RULES)


def test_help_says_how_to_read_it(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    lines = capsys.readouterr().out.splitlines()
    start = lines.index("the inputs each rule makes use of (others about the child may be given, and move nothing):")
    end = lines.index(
        "A happening that moves no date (placement_move=2024-03-04) may be named in the words of the field."
    )
    middle = lines.index("what the inputs hold, and their other names:")
    assert (middle, end) == (start + len(RULES) + 2, middle + len(KINDS) + 2)
    assert [lines[start - 1], lines[middle - 1], lines[end - 1]] == ["", "", ""]
    assert "  rule: the id of a rule" in lines
    assert "  died_under_18: yes or no; a date stands for yes (died_before_18)" in lines


def test_rules_prints_the_table_of_the_docs(capsys):
    assert main(["rules", "--table"]) == 0
    assert capsys.readouterr().out == f"{rules_table()}\n"


def test_limit_that_is_no_count_keeps_its_basis():
    assert evaluate("NOTIFY-OOA-EMERGENCY-5WD", "2025-12-24", "", "emergency=no").basis == (
        ("placement", "2025-12-24"),
    )
    assert evaluate("REV-EARLY-IRO", "", "", "scheduled_due=2025-12-24").basis == (("scheduled", "2025-12-24"),)
    both = evaluate("ADO-BOTH", "2025-12-01", "", "scheduled_cla_due=2025-12-24")
    assert both.basis == (("scheduled", "2025-12-24"), ("other limit", "2026-03-01"))


def test_lists_of_inputs_are_read_from_their_files():
    folder = Path(inputs.__file__).parent
    for name in ("inputs.csv", "words_of_the_field.txt"):
        assert inputs._text(name) == (folder / name).read_text(encoding="utf-8")
