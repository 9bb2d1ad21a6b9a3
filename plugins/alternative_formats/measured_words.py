"""What a build measured, as blocks of the accessibility statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.alternative_formats.document import Block, ListOf, Run, Runs, Table
from plugins.alternative_formats.document_lines import line
from plugins.alternative_formats.document_telling import heading, paragraph
from plugins.alternative_formats.document_words import Tongue
from plugins.alternative_formats.measured import FORMATS, OTHER_FORMATS, Lack, Measured

HEADING = "What this site measured of itself"
PAGES = ("It has {n} page with words of its own.", "It has {n} pages with words of their own.")
VOICE = (
    "No computer voice speaks {language}: {n} page has no audio.",
    "No computer voice speaks {language}: {n} pages have no audio.",
)
BRAILLE = (
    "A computer cannot write braille in {language}: {n} page has none.",
    "A computer cannot write braille in {language}: {n} pages have none.",
)
WHY = (
    "A page has no format that a computer cannot make in its language, or that the person in a"
    " story has not agreed to. A recording is heard as it is, and not read out again."
)
FAULTS = (
    "Pictures without words for people who do not see them",
    "Recordings without a transcript",
)
HEADS = ("Format", "Language", "Pages", "What would shut people out", "How many")
Counted = tuple[Runs, int]


def every_measured_phrase() -> tuple[tuple[str, ...], ...]:
    """Return every English phrase of these blocks, with its plural where it has one."""
    alone = (HEADING, WHY, *HEADS, *FORMATS.values(), *OTHER_FORMATS, *FAULTS)
    return (*((words,) for words in alone), PAGES, VOICE, BRAILLE)


def measured_blocks(measured: Measured, tongue: Tongue) -> Iterator[Block]:
    """Yield the numbers under a heading: by format, by language, and what is lacking."""
    yield heading(tongue.term(HEADING), "app-measured")
    yield paragraph(tongue.say(*PAGES, n=measured.items))
    formats = ((tongue.term(name), count) for name, count in measured.counted)
    yield _table(("Format", "Pages"), formats, tongue)
    yield paragraph(tongue.say(WHY))
    yield _table(("Language", "Pages"), _languages(measured, tongue), tongue)
    faults = (measured.pictures_without_words, measured.recordings_without_transcript)
    counted = zip(map(tongue.term, FAULTS), faults, strict=True)
    yield _table(("What would shut people out", "How many"), counted, tongue)
    if measured.lacks:
        yield ListOf(tuple((paragraph(_lack(lack, tongue)),) for lack in measured.lacks))


def _languages(measured: Measured, tongue: Tongue) -> Iterator[Counted]:
    for lang, count in measured.languages.items():
        yield line(tongue.name_of(lang)), count


def _lack(lack: Lack, tongue: Tongue) -> Run:
    words, plural = BRAILLE if lack.why == "braille table" else VOICE
    return tongue.say(words, plural, n=lack.items, language=tongue.name_of(lack.language))


def _table(heads: tuple[str, str], counted: Iterable[Counted], tongue: Tongue) -> Table:
    rows = ((words, line(str(count))) for words, count in counted)
    return Table(tuple(map(tongue.term, heads)), tuple(rows), (False, True))
