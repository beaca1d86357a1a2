"""Looks for keys and passwords in every file that git keeps, or in those that are named; says where, not what it found.

    python tests/security/kept_secrets.py [FILE...]

What is allowed stands in ALLOWED with its reason; what is found otherwise is a fault, also when it is old and unused.
"""

import math
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Hashes of packages are made to look random.
NOT_READ = re.compile(r"requirements[\w-]*\.txt$|\.min\.js$|\.(png|jpe?g|pdf|woff2?|ico|gz)$")
RULES = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "an access key": re.compile(
        r"\b(AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[pousr]_\w{30,}|\bxox[abp]-[\w-]{10,}|\bey[\w-]{10,}\.ey[\w-]{10,}\.[\w-]{10,}"
    ),
    "a password in an address": re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s:/@{}$<>\"']+:(?P<value>[^\s@{}$<>\"'/]+)@"),
    "a secret given a value": re.compile(
        r"""(?i)\b[\w-]*(?:password|passwd|secret|api_?key|token|private_?key)\w*["']?\s*(?:=|:)\s*["'](?P<value>[^"'\s{}$%<>]{8,})["']"""
    ),
}
WORD = re.compile(r"[A-Za-z0-9+=_-]{28,}")
MOST_BITS = 4.3
# What documents and tests write for no password in particular; what says that it names one; an address of nobody.
NO_SECRET = re.compile(r"^(x|\.\.\.|given|tests only|.*(password|secret).*|.*@example\.(org|com))$", re.IGNORECASE)
# Ruff asks about the same lines, and its answer names the reason.
ANSWERED = re.compile(r"noqa: S10[5-7] - ")
ALLOWED = {
    "tests/security/kept_secrets.py": "the rules themselves",
    "tests/security/test_supply.py": "the planted ones",
    "tests/security/provider.py": "a provider of sign-in that runs for a test only",
    "tests/security/production.py": "production's settings are started with it, in the tests only",
}


def entropy(text: str) -> float:
    """Return how many bits a character of the text carries."""
    return -sum(n / len(text) * math.log2(n / len(text)) for n in Counter(text).values())


def finds(path: str, text: str) -> list[str]:
    """Return what looks like a secret in a file: where, and what kind."""
    if path in ALLOWED:
        return []
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if ANSWERED.search(line):
            continue
        kinds = [
            kind
            for kind, rule in RULES.items()
            if (match := rule.search(line)) and not NO_SECRET.match(match.groupdict().get("value") or "-")
        ]
        if any(looks_random(word) for word in WORD.findall(line)):
            kinds.append("a random-looking text")
        found += [f"{path}:{number}: {kind}" for kind in kinds]
    return found


def looks_random(word: str) -> bool:
    """Say whether a word is no name of ours: letters of both sorts and digits, evenly mixed."""
    mixed = all(re.search(kind, word) for kind in ("[a-z]", "[A-Z]", "[0-9]"))
    return mixed and entropy(word) > MOST_BITS


def kept_files() -> list[str]:
    """Return the files that git keeps or would keep."""
    listed = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard"]
    return subprocess.run(listed, capture_output=True, text=True, check=True).stdout.splitlines()


def main(names: list[str]) -> int:
    """Print what was found; return 1 when that is anything."""
    found = []
    for name in names or kept_files():
        path = ROOT / name
        if path.is_file() and not NOT_READ.search(name):
            try:
                found += finds(name, path.read_text(encoding="utf-8"))
            except UnicodeDecodeError:
                found.append(f"{name}: not a text, and not known")
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
