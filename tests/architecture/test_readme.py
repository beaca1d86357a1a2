"""README.md is true: what it leads to is there, its map holds every folder, and its pictures are small."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
README = (ROOT / "README.md").read_text(encoding="utf-8")
WALK = (ROOT / "docs" / "walkthrough.md").read_text(encoding="utf-8")
LARGEST_PICTURE = 150_000


def test_links_lead_somewhere():
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert len(links) > 10
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_map_holds_every_folder():
    mapped = set(re.findall(r"([a-z_]+)/", " ".join(re.findall(r"^\| `([^`]+)`", README, re.MULTILINE))))
    tracked = (ROOT / name for name in mapped)
    assert [folder.name for folder in tracked if not folder.is_dir()] == []
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages - mapped == set()
    assert mapped >= {"bin", "templates", "static", "tests"}


def test_commands_it_names_are_there():
    named = re.search(r"`(run test [a-z ]+)`", README)
    assert named is not None
    commands = {path.name for path in (ROOT / "bin").iterdir() if path.suffix == ""}
    assert set(named[1].split()) == commands


def test_pictures_are_small_and_all_shown():
    pictures = sorted((ROOT / "docs" / "pictures").glob("*.png"))
    assert [picture.name for picture in pictures if picture.stat().st_size > LARGEST_PICTURE] == []
    shown = set(re.findall(r"pictures/([\w-]+\.png)", README + WALK))
    assert {picture.name for picture in pictures} == shown


def test_decisions_are_numbered_one_by_one():
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "adr").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
