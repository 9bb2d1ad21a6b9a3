"""The spoken script: what a voice says of a document, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from plugins.alternative_formats import script_elsewhere
from plugins.alternative_formats.document import Document, Run
from plugins.alternative_formats.script_addresses import address
from plugins.alternative_formats.script_english import spoken_code, spoken_english
from plugins.alternative_formats.script_walk import Part, walk
from plugins.alternative_formats.sentences import Sentence, sentences
from plugins.catalogue.site_formats import FormatSettings

VERSION = "1"  # it changes with any rule here: recorded sound is made again
BETWEEN_SENTENCES = 0.3
BETWEEN_LANGUAGES = 0.05
AFTER_OPENING = 0.7
ENGLISH = "en"
STOPS = (".", "!", "?", ":", ";", ",", "۔", "؟", "।", "॥", "…")


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is said in one go, by one voice."""

    sentence: str | None  # its id; None: no sentence of the document
    text: str
    language: str
    pause: float  # of silence after it, in seconds


def script(document: Document, settings: FormatSettings) -> tuple[Spoken, ...]:
    """Return all that is said, in order."""
    return tuple(_joined(_said(document, settings)))


def opening(document: Document) -> Part:
    """Return what says who speaks, before all else."""
    labels = document.labels
    words = labels.computer_voice.format(publisher=document.publisher)
    return Part((Run(text=words, language=labels.language),), AFTER_OPENING, adds=True)


def _said(document: Document, settings: FormatSettings) -> Iterator[Spoken]:
    by_line: dict[int | None, list[Sentence]] = {}
    for sentence in sentences(document):
        by_line.setdefault(sentence.line, []).append(sentence)
    voice = Voiced(document, settings)
    yield from voice.added(opening(document))
    line = 0
    for part in walk(document):
        if part.adds:
            yield from voice.added(part)
        else:
            yield from voice.line(part, by_line.get(line, []))
            line += 1


@dataclass(frozen=True, slots=True)
class Voiced:
    """Lines of one document, as they are said."""

    document: Document
    settings: FormatSettings

    def added(self, part: Part) -> Iterator[Spoken]:
        """Yield what stands in no line of the document."""
        if not part.runs:
            yield Spoken(None, "", self.document.language, part.pause)
            return
        yield from _paused(self._runs(None, part.runs), part)

    def line(self, part: Part, found: list[Sentence]) -> Iterator[Spoken]:
        """Yield the sentences of a line."""
        before = part.before
        for sentence in found:
            runs = (*before, *_cut(part.runs, sentence.start, sentence.end))
            before = ()
            last = sentence is found[-1]
            after = part if last else replace(part, pause=BETWEEN_SENTENCES, ends="")
            yield from _paused(self._runs(sentence.id, runs), after)

    def _runs(self, sentence: str | None, runs: tuple[Run, ...]) -> Iterator[Spoken]:
        """Yield a sentence in its languages: most have one."""
        language, text = "", ""
        for tongue, words in self._pieces(runs):
            if tongue != language and text.strip():
                yield Spoken(sentence, _tidy(text), language, 0)
                text = ""
            language, text = tongue, text + words
        if text.strip():
            yield Spoken(sentence, _tidy(text), language, 0)

    def _pieces(self, runs: tuple[Run, ...]) -> Iterator[tuple[str, str]]:
        """Yield language and spoken words; words of one look are read together."""
        own = self.settings.voice.say
        for kind, language, text in _kinds(runs, self.document.language):
            if kind == "note":
                labels = self.document.labels
                yield labels.language, f", {self._note(text)}, "
            elif not _english(language):
                yield from _elsewhere(text, language, own)
            elif kind == "code":
                yield language, f" {spoken_code(text)} "
            else:
                yield language, _kept(text, spoken_english(text, own))

    def _note(self, number: str) -> str:
        labels = self.document.labels
        words = labels.note.format(n=number)
        return spoken_english(words, {}) if _english(labels.language) else words


def _elsewhere(
    text: str, language: str, own: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, str]]:
    for words, is_address in script_elsewhere.parts(text):
        if is_address:
            yield "en-GB", f" {address(words)} "
        elif words:
            yield language, _kept(words, script_elsewhere.spoken(words, language, own))


def _cut(runs: tuple[Run, ...], start: int, end: int) -> Iterator[Run]:
    """Yield the runs between two places of a line."""
    at = 0
    for run in runs:
        text = run.text[max(start - at, 0) : max(end - at, 0)]
        if text:
            yield replace(run, text=text)
        at += len(run.text)


def _paused(said: Iterator[Spoken], part: Part) -> Iterator[Spoken]:
    """Yield what is said with the pause after the last of it."""
    pieces = list(said)
    for one in pieces[:-1]:
        yield replace(one, pause=BETWEEN_LANGUAGES)
    for last in pieces[-1:]:
        yield replace(last, text=_ended(last.text, part.ends), pause=part.pause)


def _ended(text: str, ends: str) -> str:
    """Return text with the mark by which a voice knows how to end."""
    if ends in {"", "."}:
        return text if text.endswith(STOPS) else text + "."
    return text.rstrip(" .,:") + ends


def _kinds(runs: tuple[Run, ...], whole: str) -> Iterator[tuple[str, str, str]]:
    """Yield kind, language and text of runs that are read alike, joined."""
    before: tuple[str, str, str] | None = None
    for run in runs:
        kind = "note" if run.note else "code" if run.code else "words"
        text = str(run.note) if run.note else run.text
        language = run.language or whole
        if before and before[:2] == (kind, language) == ("words", language):
            before = (kind, language, before[2] + text)
            continue
        if before:
            yield before
        before = (kind, language, text)
    if before:
        yield before


def _kept(written: str, said: str) -> str:
    """Return what is said with the spaces that stood around what is written."""
    before = " " if written[:1].isspace() else ""
    return before + said + (" " if written[-1:].isspace() else "")


def _english(language: str) -> bool:
    return language.split("-", maxsplit=1)[0] == ENGLISH


def _tidy(text: str) -> str:
    words = " ".join(text.split())
    for stop in ",.;:!?":
        words = words.replace(f" {stop}", stop)
    return words.replace(",,", ",").replace(",.", ".").replace(".,", ".").strip(" ,")


def _joined(said: Iterator[Spoken]) -> Iterator[Spoken]:
    """Yield what is said; silence by itself lengthens the pause before it."""
    before: Spoken | None = None
    for one in said:
        if not any(letter.isalnum() for letter in one.text):
            before = before and replace(
                before, pause=max(before.pause, before.pause / 2 + one.pause)
            )
            continue
        if before:
            yield before
        before = one
    if before:
        yield before
