"""The style sheet and the script: ours, whole, and free of what is reserved for GOV.UK."""

import re
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
STYLE = (STATIC / "css" / "app.css").read_text(encoding="utf-8")
TEMPLATES = Path(settings.BASE_DIR) / "templates"


@pytest.mark.parametrize("reserved", ["GDS Transport", "@font-face", "crest", "crown", "govuk-header__logotype"])
def test_style_has_nothing_that_is_reserved_for_govuk(reserved: str):
    assert reserved.lower() not in STYLE.lower()


def test_style_fetches_nothing():
    assert re.findall(r"url\(|@import", STYLE) == []


def test_every_class_of_ours_in_a_layout_or_component_has_a_style():
    used = {
        name
        for folder in ("layouts", "components", "govuk", "design")
        for path in (TEMPLATES / folder).rglob("*.html")
        for name in re.findall(r"\bapp-[a-z_-]+", path.read_text(encoding="utf-8"))
    }
    used |= set(re.findall(r"\bapp-[a-z_-]+", (Path(settings.BASE_DIR) / "design" / "components.py").read_text()))
    assert {name for name in used if f".{name}" not in STYLE} == set()


@pytest.mark.parametrize("name", ["govuk-frontend.min.js", "app.js", "supported.js"])
def test_script_names_no_file_that_is_not_here(name: str):
    text = (STATIC / "js" / name).read_text(encoding="utf-8")
    assert "sourceMappingURL" not in text
    for imported in re.findall(r'from "(\./[^"]+)"', text):
        assert (STATIC / "js" / imported).exists()


def test_vendored_script_has_its_licence_beside_it():
    assert "MIT License" in (STATIC / "js" / "govuk-frontend.LICENSE.txt").read_text(encoding="utf-8")
