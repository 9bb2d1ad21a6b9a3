"""A person's reading of an item: its sound, and when which sentence is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from plugins.alternative_formats.audio_frames import frames_of
from plugins.alternative_formats.document import Document, ReadAloud
from plugins.alternative_formats.sentences import Sentence, sentences
from plugins.alternative_formats.speech import Narration
from plugins.catalogue.captions import Cue, read_captions

RATE = 44_100  # of what a person recorded nobody needs to know the rate
WORD = re.compile(r"\w+(?:['’]\w+)*")
ENOUGH = 0.6  # of a sentence's words must be in the captions for it to be highlighted
STRANGE = 0.2  # fewer of its sentences, and the captions are of something else


@dataclass(frozen=True, slots=True)
class Heard:
    """A word of the captions, and about when it is said."""

    word: str
    start: float
    end: float


def narration_of(reading: ReadAloud, document: Document, content: Path) -> Narration:
    """Return a person's reading."""
    frames, seconds = frames_of((content / reading.recording).read_bytes())
    times = tuple(matched(sentences(document), tuple(_cues(reading, content, seconds))))
    return Narration(frames, RATE, seconds, times, by_computer=False, reader=reading.reader)


def is_of_something_else(reading: ReadAloud, document: Document, content: Path) -> bool:
    """Tell whether hardly a sentence of the document is in the captions of a reading."""
    cues = tuple(_cues(reading, content, None))
    found = sentences(document)
    return bool(cues) and len(list(matched(found, cues))) < STRANGE * len(found)


def matched(found: Sequence[Sentence], cues: Sequence[Cue]) -> Iterator[tuple[str, float, float]]:
    """Yield the sentences that the captions have, in order, with their times."""
    heard = [word for cue in cues for word in _words(cue)]
    written = [(word, one.id) for one in found for word in _plain(one.text)]
    pairs = SequenceMatcher(
        None, [word for word, _ in written], [one.word for one in heard], autojunk=False
    ).get_matching_blocks()
    places: dict[str, list[int]] = {}
    for block in pairs:
        for step in range(block.size):
            places.setdefault(written[block.a + step][1], []).append(block.b + step)
    before = 0.0
    for one in found:
        mine = places.get(one.id, [])
        if not mine or len(mine) < ENOUGH * len(list(_plain(one.text))):
            continue
        start, end = max(heard[mine[0]].start, before), heard[mine[-1]].end
        if end > start:
            yield one.id, start, end
            before = end


def _cues(reading: ReadAloud, content: Path, seconds: float | None) -> tuple[Cue, ...]:
    if reading.captions is None:
        return ()
    data = (content / reading.captions).read_bytes()
    captions, _ = read_captions(data, reading.captions, seconds)
    # What is wrong with them the catalogue has said already.
    return captions.cues if captions else ()


def _words(cue: Cue) -> Iterator[Heard]:
    """Yield a cue's words; within it they take time by their letters."""
    words = list(_plain(cue.text))
    letters = sum(map(len, words))
    at = cue.start
    for word in words:
        end = at + (cue.end - cue.start) * len(word) / letters
        yield Heard(word, at, end)
        at = end


def _plain(text: str) -> Iterator[str]:
    return (match[0].casefold().replace("’", "'") for match in WORD.finditer(text))
