"""The name that a story's teller did not want shown: where it stands all the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from plugins.catalogue.easy_read import EasyRead
from plugins.catalogue.faults import label
from plugins.catalogue.front_matter import Place
from plugins.catalogue.item import Image
from plugins.catalogue.kinds import PatientStory
from plugins.catalogue.problem import Problem

SHORTEST = 3  # Shorter parts of a name, such as "de", are words of their own.
# Names that are also words: in small letters they are the word, or no story could say "will".
ALSO_WORDS = frozenset(
    """
    amber april autumn baker banks bell best bill bishop black brown bush butler carol carter chase
    church cook cooper cross dale dawn day dean drake drew faith field fisher fox frank gardener
    gene grace gray green grey hall hand heather hill holly hope hunter ivy jack jay joy june king
    knight lake lamb lane law lily little long love major mark marsh mason may miles miller moody
    moss noble nurse olive page park parker pat pearl penny person pope poppy porter potter power
    price reader reed rice rich robin rose ruby sage self sharp shepherd short singer small star
    stone street strong summer sunny swift taylor turner walker ward waters weaver well wells west
    white wild will winter winters wise wolf wood woods wright young
    """.split()  # noqa: SIM905 - a list of words is read as words
)


def real_names_in(
    story: PatientStory, root: Path, easy_read: EasyRead | None = None
) -> Iterator[Problem]:
    """Yield each place at which a story shows a part of the name that it must hide."""
    consent = story.consent
    if not consent.real_name:
        return
    line_of = story.origin.line_of
    if not consent.known_as:
        remedy = "Add known_as: and the name that readers may see, like Margaret, or A carer."
        line = line_of("consent", "real_name")
        fault = "real_name under consent needs known_as beside it."
        yield Problem(story.path, line, fault, remedy)
    hidden = _hidden(consent.real_name, consent.known_as or "")
    for seen in (*_seen_by_readers(story, root), *_seen_in_easy_read(easy_read)):
        if _words(seen.text) & hidden:
            fault = f"the person's real name, or a part of it, is in {seen.where}."
            yield Problem(seen.path, seen.line, fault, seen.remedy)


@dataclass(frozen=True)
class _Seen:
    """A text that the public sees, and what to do where a name is in it."""

    path: str
    line: int
    where: str
    text: str
    remedy: str = "Write the name in known_as there, or say it without a name."


def _hidden(real_name: str, known_as: str) -> frozenset[str]:
    """Return the words that must not be seen, each as _words gives it."""
    shown = {word.casefold() for word in _words(known_as)}
    parts = {word for word in _words(real_name) if len(word) >= SHORTEST}
    hidden = {word for word in parts if word.casefold() not in shown}
    return frozenset(form for word in hidden for form in forms_of(word))


def forms_of(word: str) -> frozenset[str]:
    """Return the forms in which a word of a name is the name, and not a word like any other."""
    small = {word.casefold()} - ALSO_WORDS
    return frozenset({word, word.title(), word.upper()} | small)


def is_shown(real_name: str, known_as: str) -> bool:
    """Tell whether readers may see the whole of a name."""
    return {word.casefold() for word in _words(real_name)} <= {
        word.casefold() for word in _words(known_as)
    }


def _seen_by_readers(story: PatientStory, root: Path) -> Iterator[_Seen]:
    """Yield everything in a story that the public sees."""
    path, line_of = story.path, story.origin.line_of
    for name in ("title", "summary", "told_at", "what_changed"):
        yield _Seen(path, line_of(name), name, getattr(story, name) or "")
    # A name of a file is all small letters, in which even a name that is also a word is a name.
    line = story.origin.lines.get(("slug",), 1)
    remedy = "Give the file, or slug, another name."
    yield _Seen(path, line, "the address", _as_names(story.name), remedy)
    for place, image in _pictures(story):
        remedy = "Give the picture another name."
        name = _as_names(PurePosixPath(image.file).stem)
        yield _Seen(path, line_of(*place, "file"), "the name of the picture", name, remedy)
        for field in ("alt", "caption", "credit"):
            text = getattr(image, field) or ""
            yield _Seen(path, line_of(*place, field), label((*place, field)), text)
    for place, text in _who_reads_and_signs(story):
        yield _Seen(path, line_of(*place), label(place), text)
    for offset, row in enumerate(story.body.markdown.split("\n")):
        yield _Seen(path, story.body.first_line + offset, "the story", row)
    for file in story.transcripts:
        captions = (root / file).read_text("utf-8", errors="replace")
        for number, row in enumerate(captions.splitlines(), start=1):
            yield _Seen(file, number, "the transcript", row)


def _pictures(story: PatientStory) -> Iterator[tuple[Place, Image]]:
    """Yield the main picture, and those that stand before a film."""
    for image in story.images:
        yield ("image",), image
    for name, film in (("recording", story.recording), ("bsl", story.bsl)):
        if film and film.poster:
            yield (name, "poster"), film.poster


def _who_reads_and_signs(story: PatientStory) -> Iterator[tuple[Place, str]]:
    if story.read_aloud:
        yield ("read_aloud", "reader"), story.read_aloud.reader
    if story.bsl:
        yield ("bsl", "signed_by"), story.bsl.signed_by
        yield ("bsl", "checked_by"), story.bsl.checked_by


def _seen_in_easy_read(easy_read: EasyRead | None) -> Iterator[_Seen]:
    """Yield everything in a story's easy read that the public sees."""
    if easy_read is None:
        return
    path = easy_read.path
    for name in ("title", "summary", "made_by", "tested_by"):
        yield _Seen(path, easy_read.origin.line_of(name), name, getattr(easy_read, name) or "")
    for offset, row in enumerate(easy_read.body.markdown.split("\n")):
        yield _Seen(path, easy_read.body.first_line + offset, "the easy read", row)


def _as_names(text: str) -> str:
    return text.replace("-", " ").replace("_", " ").title()


def _words(text: str) -> frozenset[str]:
    return frozenset(words_in_order(text))


def words_in_order(text: str) -> list[str]:
    """Return a text's words without accents; Gujarati's vowel signs belong to the word."""
    if text.isascii():
        return re.findall("[A-Za-z0-9]+", text)
    plain = unicodedata.normalize("NFKD", text)
    plain = re.sub("[\u0300-\u036f]", "", plain)
    letters = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in plain)
    return letters.split()
