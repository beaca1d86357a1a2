"""Every goal of the specification that this part of the system answers for has a test by its number."""

import re
from pathlib import Path

SECURITY = Path(__file__).parent
GOALS = [f"c{number:02}" for number in (*range(1, 33), 35, *range(42, 48))]
TEST = re.compile(r"^(?P<marks>(?:@.*\n(?:[ )\]}].*\n)*)*)def test_(?P<number>c\d\d)_\w+", re.MULTILINE)
# The full size takes too long for every commit: these have a test that only the nightly run has.
NIGHTLY = {"c04", "c05"}


def numbers_in(folder):
    """Return of every number how many tests carry it, and how many of them are for the nightly run alone."""
    found: dict[str, list[bool]] = {}
    for file in sorted(folder.rglob("test_*.py")):
        whole = "pytest.mark.slow" in (re.search(r"^pytestmark = .*", file.read_text(), re.MULTILINE) or [""])[0]
        for test in TEST.finditer(file.read_text()):
            found.setdefault(test["number"], []).append(whole or "pytest.mark.slow" in test["marks"])
    return found


def test_every_goal_has_a_test_by_its_number():
    found = numbers_in(SECURITY)
    assert [goal for goal in GOALS if goal not in found] == []


def test_every_goal_has_a_test_in_every_run():
    found = numbers_in(SECURITY)
    assert [goal for goal in GOALS if goal in found and all(found[goal])] == []


def test_goals_with_a_slow_full_size_are_known():
    assert {goal for goal, slow in numbers_in(SECURITY).items() if any(slow)} >= NIGHTLY


def test_file_with_a_slow_test_alone_is_found(tmp_path):
    (tmp_path / "test_planted.py").write_text(
        "@pytest.mark.slow\n@pytest.mark.parametrize(\n    'x', [1]\n)\ndef test_c99_planted(x):\n    pass\n"
    )
    assert numbers_in(tmp_path) == {"c99": [True]}
