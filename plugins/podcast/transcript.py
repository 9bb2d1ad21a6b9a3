"""What is said in an episode, line by line, whichever format an editor gave it in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

PARAGRAPH = 60.0  # seconds: nobody reads an hour of one speaker as one paragraph
ENDS_OF_SENTENCES = frozenset(".?!…。\u06d4\u061f\u0964")  # the last three: Urdu's, Hindi's
# A name before the words: "Asha:", "Dr Tom Invented:", but no clause that ends in a colon.
LABEL = re.compile(r"([^\W\d_][^:,;!?()\[\]\"“”<>\n]{0,38}):(?=\s|$)\s*")
LABEL_WORDS = 5
# Sounds are nobody's words: "[Music]", "(laughter)", "♪ ♪".
SOUND = re.compile(r"\[[^\]]*\]|\([^)]*\)|♪.*♪|♪")
WORDS_A_SECOND = 2.5  # how long a line lasts, where nothing says it


@dataclass(frozen=True)
class Line:
    """Words of one speaker; start and end in seconds, or None where the source has no times."""

    text: str
    speaker: str | None = None
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True)
class Transcript:
    """Everything that is said, in order."""

    lines: tuple[Line, ...]

    @property
    def is_timed(self) -> bool:
        """Tell whether captions can be made of it."""
        return all(line.start is not None and line.end is not None for line in self.lines)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Everybody who is named, in the order in which they first speak."""
        return tuple(dict.fromkeys(line.speaker for line in self.lines if line.speaker))

    def timed(self) -> Iterator[tuple[float, float, Line]]:
        """Yield each line after its start and end; ValueError where it has none."""
        for line in self.lines:
            if line.start is None or line.end is None:
                raise ValueError("This transcript has no times.")
            yield line.start, line.end, line


def paragraphs_of(transcript: Transcript) -> tuple[Line, ...]:
    """Return the lines joined into paragraphs: one speaker each, of readable length."""
    paragraphs = list(transcript.lines[:1])
    for before, line in pairwise(transcript.lines):
        last = paragraphs[-1]
        if line.speaker == before.speaker and not _is_long(last, line):
            paragraphs[-1] = replace(last, text=f"{last.text} {line.text}", end=line.end)
        else:
            paragraphs.append(line)
    return tuple(paragraphs)


def split_label(text: str) -> tuple[str | None, str]:
    """Return the name before a colon, if one is there, and the words."""
    found = LABEL.match(text)
    if found is None:
        return None, text
    words = found[1].split()
    # "Remember this:" is no name. In scripts that have capitals, names begin with them.
    if len(words) > LABEL_WORDS or words[0][0].islower() or words[-1][0].islower():
        return None, text
    return " ".join(words), text[found.end() :]


def is_sound(text: str) -> bool:
    """Tell whether a line describes a sound."""
    return SOUND.fullmatch(text) is not None


def plain(text: str) -> str:
    """Return words with single spaces, whatever line ends and gaps stood in them."""
    return " ".join(text.split())


def likely_end(start: float, text: str) -> float:
    """Return when words end, guessed from their number."""
    return round(start + max(1.0, len(text.split()) / WORDS_A_SECOND), 3)


def _is_long(paragraph: Line, line: Line) -> bool:
    if paragraph.start is None or line.start is None:
        return True  # Without times each line is a paragraph of the editor's own.
    ends = paragraph.text[-1:] in ENDS_OF_SENTENCES
    return ends and line.start - paragraph.start >= PARAGRAPH


def estimated(transcript: Transcript, seconds: float) -> Transcript:
    """Return a transcript without times with likely ones: each line's share of the letters.

    Good enough to follow and to jump by on a page, but no captions for those who cannot hear.
    """
    letters = sum(len(line.text) for line in transcript.lines)
    passed = 0
    lines = []
    for line in transcript.lines:
        start = seconds * passed / letters
        passed += len(line.text)
        end = max(seconds * passed / letters, start + 0.001)
        lines.append(replace(line, start=round(start, 3), end=round(end, 3)))
    return Transcript(tuple(lines))
