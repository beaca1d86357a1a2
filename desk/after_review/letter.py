"""The letter to the child: how it begins, and whether its words are plain. Pure: nothing here asks the database."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from design.formats import counted, day

# Longer sentences and words than these are hard for a child of ten. Source: plain-English guidance, 15 to 20 words.
LONG_SENTENCE = 20
LONG_WORD = 10
VOWELS = re.compile(r"[aeiouy]+")
WORDS = re.compile(r"[A-Za-zÀ-ÿ’']+")
SENTENCES = re.compile(r"[^.!?\n]+[.!?\n]*")
YOUNGEST, OLDEST = 5, 18


@dataclass(frozen=True, slots=True)
class PlainDecision:
    """A decision as the letter needs it."""

    text: str
    owner: str
    target_on: datetime.date


def sentence_of(decision: PlainDecision) -> str:
    """Return a decision as a plain sentence: what, who sees to it, by when."""
    what = decision.text.strip().rstrip(".")
    return f"{what}. {decision.owner} will see to this by {day(decision.target_on)}."


def first_draft(*, called: str, completed_on: datetime.date, chair: str, decisions: Sequence[PlainDecision]) -> str:
    """Return how the letter begins: by the name the child goes by, with the decisions as plain sentences."""
    lines = [f"Dear {called},", "", f"This is what we talked about at your review on {day(completed_on)}.", ""]
    if decisions:
        lines += ["This is what was decided:", ""]
        lines += [f"- {sentence_of(each)}" for each in decisions]
        lines.append("")
    lines += [
        "If something here is not right, or is not done, tell me.",
        "",
        chair,
        "Your Independent Reviewing Officer",
    ]
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Plainness:
    """How hard a letter is to read. `age`: about how old a reader must be, or None for too little text to say."""

    words: int
    long_sentences: int
    long_words: tuple[str, ...]
    age: int | None

    def sentences(self) -> list[str]:
        """Return what to say about it."""
        if self.age is None:
            return ["There is too little text to say how hard it is to read."]
        found = [f"A reader of about {self.age} understands this."]
        if self.long_sentences:
            found.append(
                f"{counted(self.long_sentences, 'sentence')} of more than {LONG_SENTENCE} words: make them two."
            )
        if self.long_words:
            found.append(f"Long words: {', '.join(self.long_words)}.")
        return found


def plainness(text: str) -> Plainness:
    """Return how hard a text is to read: its reading age is the Flesch-Kincaid grade and five years."""
    sentences = [WORDS.findall(found) for found in SENTENCES.findall(text)]
    sentences = [words for words in sentences if words]
    words = [word for found in sentences for word in found]
    if len(words) < LONG_SENTENCE:
        return Plainness(len(words), 0, (), None)
    syllables = sum(max(1, len(VOWELS.findall(word.lower()))) for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    age = max(YOUNGEST, min(OLDEST, round(grade) + 5))
    long_words = tuple(sorted({word.lower() for word in words if len(word) > LONG_WORD and word.islower()}))[:5]
    long_sentences = sum(1 for found in sentences if len(found) > LONG_SENTENCE)
    return Plainness(len(words), long_sentences, long_words, age)
