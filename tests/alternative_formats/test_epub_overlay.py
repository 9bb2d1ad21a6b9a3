"""Tests of an EPUB read aloud: what is heard while which words are highlighted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from plugins.alternative_formats.document import Document, Figure
from plugins.alternative_formats.epub_overlay import Clip, clips_of, clock
from plugins.alternative_formats.format import Commission
from plugins.alternative_formats.sentences import Sentence, sentences
from plugins.alternative_formats.speech import Narration, unpack
from plugins.alternative_formats.speech_format import FORMAT as SPEECH
from plugins.catalogue.site_formats import FormatSettings
from tests.alternative_formats.epub_reader import SPACES, Book, book_of, narration_of
from tests.alternative_formats.samples import (
    ENGLISH,
    document,
    heading,
    in_language,
    paragraph,
)


def said(*times: tuple[str, float, float], end: float | None = None) -> Narration:
    return Narration(b"sound", 24_000, end or times[-1][2], times)


def told(*lines: int | None) -> list[Sentence]:
    """Return a sentence for each line, "s1" and so on."""
    return [
        Sentence(f"s{number}", line, 0, 1, "a", "en-GB")
        for number, line in enumerate(lines, start=1)
    ]


def overlays(book: Book) -> dict[str, Element]:
    return {
        item.attrib["href"]: fromstring(book.part(item.attrib["href"]))
        for item in book.items.values()
        if item.get("media-type") == "application/smil+xml"
    }


def pars(overlay: Element) -> list[tuple[str, float, float]]:
    found = []
    for par in overlay.iterfind(".//s:par", SPACES):
        text, sound = par.find("s:text", SPACES), par.find("s:audio", SPACES)
        assert text is not None
        assert sound is not None
        assert sound.get("src") == "speech.mp3"
        times = seconds(sound.attrib["clipBegin"]), seconds(sound.attrib["clipEnd"])
        found.append((text.attrib["src"], *times))
    return found


def seconds(text: str) -> float:
    hours, minutes, rest = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def edition() -> Document:
    parts = (heading("One"), paragraph("Ring. Come."), heading("Two"), paragraph("Go."))
    return replace(document(*parts), kind="editions")


def test_a_pause_belongs_to_what_was_said_before_it() -> None:
    narration = said(("s1", 0.1, 1.0), ("s2", 1.5, 2.0))
    assert clips_of(narration, told(0, 1), ["sentence.s1", "sentence.s2"]) == [
        Clip("sentence.s1", 100, 1500),
        Clip("sentence.s2", 1500, 2000),
    ]


def test_words_that_stand_nowhere_belong_to_what_follows_them() -> None:
    narration = said(("s1", 0, 1), ("head", 1.2, 2), ("more", 2, 2.5), ("s2", 2.6, 3))
    assert clips_of(narration, told(0, 1), ["sentence.s1", "sentence.s2"]) == [
        Clip("sentence.s1", 0, 1200),
        Clip("sentence.s2", 1200, 3000),
    ]


def test_words_that_stand_nowhere_at_the_end_are_heard_with_the_last() -> None:
    narration = said(("s1", 0, 1), ("bye", 1.2, 2))
    assert clips_of(narration, told(0), ["sentence.s1"]) == [Clip("sentence.s1", 0, 2000)]


def test_a_picture_is_marked_as_long_as_what_it_shows_is_told() -> None:
    narration = said(("s1", 0, 1), ("s2", 1, 2), ("s3", 2, 3))
    assert clips_of(narration, told(0, 0, 1), ["sentence.s1", "sentence.s3"]) == [
        Clip("sentence.s1", 0, 2000),
        Clip("sentence.s3", 2000, 3000),
    ]


def test_a_reading_that_says_nothing_of_it_makes_a_book_without_sound() -> None:
    book = book_of(ENGLISH, narration=said(("other", 0, 1)))
    assert not overlays(book)
    assert "EPUB/speech.mp3" not in book.files


def test_times_are_written_to_the_thousandth() -> None:
    assert clock(3_723_045) == "1:02:03.045"


def test_every_sentence_is_heard_in_order_without_gaps() -> None:
    shown = document(Figure("a.jpg", "A nurse waves. A child laughs."), *ENGLISH.blocks)
    book = book_of(shown, narration=narration_of(shown))
    (overlay,) = overlays(book).values()
    found = pars(overlay)
    ids = [place.get("id") for place in book.page.iter() if "sentence" in place.get("id", "")]
    assert [target for target, _, _ in found] == [f"text.xhtml#{name}" for name in ids]
    assert [end for _, _, end in found[:-1]] == [start for _, start, _ in found[1:]]
    # Each begins when the narration says so.
    assert [start for _, start, _ in found[:3]] == [0.12, 0.72, 1.32]


def test_the_lengths_are_those_of_the_clips_and_their_sum_that_of_the_whole() -> None:
    for sample in (ENGLISH, edition()):
        book = book_of(sample, narration=narration_of(sample))
        total = 0.0
        for name, overlay in overlays(book).items():
            (item,) = (one for one in book.items.values() if one.get("href") == name)
            path = f"o:metadata/o:meta[@refines='#{item.get('id')}']"
            (length,) = (meta.text or "" for meta in book.package.iterfind(path, SPACES))
            heard = sum(end - start for _, start, end in pars(overlay))
            assert abs(seconds(length) - heard) < 0.0005
            total += seconds(length)
        (whole,) = book.meta("media:duration")
        assert abs(seconds(whole) - total) < 0.0005


def test_each_chapter_has_its_own_and_points_at_itself() -> None:
    book = book_of(edition(), narration=narration_of(edition()))
    assert set(overlays(book)) == {"text.smil", "text-2.smil", "text-3.smil"}
    for name, overlay in overlays(book).items():
        page = name.replace(".smil", ".xhtml")
        assert {target.partition("#")[0] for target, _, _ in pars(overlay)} == {page}
        (item,) = (one for one in book.items.values() if one.get("href") == page)
        assert book.items[item.attrib["media-overlay"]].get("href") == name


def test_what_is_read_is_marked_by_a_class_that_the_style_sheet_knows() -> None:
    book = book_of(ENGLISH, narration=narration_of(ENGLISH))
    (name,) = book.meta("media:active-class")
    assert f".{name} ".encode() in book.part("style.css")


def test_a_person_who_reads_is_named() -> None:
    narration = narration_of(ENGLISH, by_computer=False, reader="Ann Other")
    book = book_of(ENGLISH, narration=narration)
    assert book.meta("media:narrator") == ["Ann Other"]
    assert "A person reads" in book.meta("schema:accessibilitySummary")[0]
    assert book_of(ENGLISH, narration=narration_of(ENGLISH)).meta("media:narrator") == []


def test_without_a_reading_no_sentence_has_an_id() -> None:
    assert not [
        place for place in book_of(ENGLISH).page.iter() if "sentence" in place.get("id", "")
    ]


def test_the_computers_own_voice_goes_with_the_words() -> None:
    sample = in_language("pl")
    commission = Commission(document=sample, settings=FormatSettings(), content=Path("nowhere"))
    narration = unpack(SPEECH.render(commission))
    book = book_of(sample, narration=narration)
    (overlay,) = overlays(book).values()
    assert len(pars(overlay)) == len(sentences(sample))
    assert book.part("speech.mp3") == narration.mp3
