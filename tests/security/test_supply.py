"""C57: what we depend on is pinned by hash and listed, and no key is kept in the project."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from tests.security import kept_secrets

ROOT = Path(settings.BASE_DIR)
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-tools.txt")


def unpinned(lock: str) -> list[str]:
    """Return the requirements of a lock that are not pinned to one version by at least one SHA-256."""
    joined = re.sub(r"\\\n\s*", " ", re.sub(r"^\s*#.*\n", "", lock, flags=re.MULTILINE))
    pinned = re.compile(r"^[\w.\[\]-]+==[\w.!+]+( ; [^\\]+?)?( +--hash=sha256:[0-9a-f]{64})+\s*$")
    return [line.split(" --")[0] for line in joined.splitlines() if line.strip() and not pinned.match(line)]


@pytest.mark.parametrize("name", LOCKS)
def test_c57_every_requirement_is_pinned_by_hash(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert unpinned(text) == []
    assert len(re.findall(r"^\w", text, re.MULTILINE)) > 10


@pytest.mark.parametrize(
    "line",
    [
        "django>=5.2",
        "django==5.2.19",
        "django",
        "django @ https://example.org/django.whl",
        "-e .",
        "--extra-index-url https://example.org/simple",
        "django==5.2.19 --hash=md5:0123",
        "git+https://example.org/django",
    ],
)
def test_c57_requirement_without_a_hash_is_found(line):
    whole = "asgiref==3.13.0 \\\n    --hash=sha256:" + "0" * 64 + "\n    # via django\n"
    assert (unpinned(whole), len(unpinned(whole + line + "\n"))) == ([], 1)


@pytest.mark.parametrize("name", ["requirements", "requirements-dev", "requirements-tools"])
def test_c57_whatever_is_asked_for_stands_in_its_lock(name):
    asked = re.findall(r"^([a-z][\w-]*)", (ROOT / f"{name}.in").read_text(encoding="utf-8"), re.MULTILINE)
    locked = re.findall(
        r"^([\w.-]+)(?:\[[\w,-]+\])?==", (ROOT / f"{name}.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert [each for each in asked if each not in locked] == []


def test_c57_bill_of_materials_lists_every_requirement_with_its_hashes(tmp_path):
    file = tmp_path / "sbom.json"
    done = subprocess.run(["bin/sbom", str(file)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, f"Written: {file}\n")
    bill = json.loads(file.read_text(encoding="utf-8"))
    listed = {(each["name"], each["version"]) for each in bill["components"]}
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert bill["bomFormat"] == "CycloneDX"
    assert listed == set(re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([\w.]+)", lock, re.MULTILINE))
    assert [each["name"] for each in bill["components"] if not each["externalReferences"][0]["hashes"]] == []


def test_c57_no_key_and_no_password_is_kept():
    found = [
        find
        for name in kept_secrets.kept_files()
        if (ROOT / name).is_file() and not kept_secrets.NOT_READ.search(name)
        for find in kept_secrets.finds(name, (ROOT / name).read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("-----BEGIN RSA PRIVATE KEY-----", "a private key"),
        ("key = AKIAIOSFODNN7EXAMPLE", "an access key"),
        ("ghp_0123456789abcdefghij0123456789abcdef", "an access key"),
        ("DATABASE_URL=postgres://iro:hunter22@db.council.example/iro", "a password in an address"),
        ('SECRET_KEY = "correct horse"', ""),
        ('SECRET_KEY = "correcthorse"', "a secret given a value"),
        ("password: 'tr0ub4dor&3'", "a secret given a value"),
        ('"api_key": "0123456789"', "a secret given a value"),
        ("x = 'q8Jf2LkP0sVn4Rt7Yw1Zb6Xc3Md9Hg5T'", "a random-looking text"),
        ("postgres://user:password@host/name", ""),
        ('PASSWORD = "public-2012"  # noqa: S105 - public by design', ""),
        ("test_everything_of_the_longest_name_there_is_stands_here", ""),
    ],
)
def test_c57_planted_secret_is_found(line, kind):
    assert kept_secrets.finds("planted.py", f"\n{line}\n") == ([f"planted.py:2: {kind}"] if kind else [])


def test_c57_secret_in_a_file_that_git_keeps_fails_the_check(tmp_path):
    (tmp_path / "planted.py").write_text('API_KEY = "0123456789abc"\n', encoding="utf-8")
    assert kept_secrets.main([str(tmp_path / "planted.py")]) == 1
