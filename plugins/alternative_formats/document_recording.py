"""What is heard in recordings: who speaks, in which parts, and every word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from plugins.alternative_formats.document import Block, ListOf, Paragraph, Run
from plugins.alternative_formats.document_lines import line
from plugins.alternative_formats.document_telling import Telling, heading, paragraph, rows
from plugins.catalogue.captions import Cue
from plugins.catalogue.dates import length
from plugins.catalogue.item import Recording
from plugins.catalogue.kinds import Episode, PatientStory, Person, Speaker

LONG = 400  # characters: a paragraph ends with the first sentence after so many
SENTENCE_ENDS = (".", "!", "?", "…", "۔", "؟", "।", ".”", "?”", "!”", ".’", "?’", "!’", '."')


def transcripts(telling: Telling) -> Iterator[Block]:
    """Yield every word of the item's own recording."""
    recording = _own_recording(telling)
    if recording is None:
        return
    said = tuple(paragraphs_of(telling.doors.cues(recording)))
    if said:
        yield heading(telling.tongue.term("Transcript"), "app-transcript")
        yield from said


def _own_recording(telling: Telling) -> Recording | None:
    item = telling.item
    if isinstance(item, Episode | PatientStory):
        return item.recording
    return item.video if isinstance(item, Person) else None


def paragraphs_of(cues: Iterable[Cue]) -> Iterator[Paragraph]:
    """Yield captions as paragraphs, each turn with the speaker's name before it."""
    speaking: str | None = None
    named = ""
    words: list[str] = []
    for cue in cues:
        turns = cue.speaker is not None and cue.speaker != speaking
        if words and (turns or _is_full(words)):
            yield _turn(named, words)
            named, words = "", []
        if turns:
            speaking = cue.speaker
            named = cue.speaker or ""
        words.append(cue.text)
    if words:
        yield _turn(named, words)


def _is_full(words: list[str]) -> bool:
    return sum(map(len, words)) >= LONG and words[-1].endswith(SENTENCE_ENDS)


def _turn(named: str, words: list[str]) -> Paragraph:
    said = " ".join(words)
    return paragraph(Run(text=f"{named}:", strong=True), f" {said}") if named else paragraph(said)


def speakers(item: Episode, telling: Telling) -> Iterator[Block]:
    """Yield who is heard in an episode."""
    if item.people:
        yield heading(telling.tongue.term("Who you hear"), "app-speakers")
        yield ListOf(tuple((_speaker(speaker, telling),) for speaker in item.people))


def _speaker(speaker: Speaker, telling: Telling) -> Paragraph:
    person = telling.publication.at(speaker.person) if speaker.person else None
    name = telling.link(speaker.name, person) if person else Run(text=speaker.name)
    role = line(telling.own("people", speaker.role)) if speaker.role else ()
    return rows(line(replace(name, language=None)), role)


def chapters(item: Episode, telling: Telling) -> Iterator[Block]:
    """Yield the parts of an episode, and when each begins."""
    shown = [chapter for chapter in item.chapters if not chapter.hidden]
    if shown:
        yield heading(telling.tongue.term("Chapters"), "app-chapters")
        entries = (
            paragraph(f"{length(int(chapter.seconds))} ", telling.own("chapters", chapter.title))
            for chapter in shown
        )
        yield ListOf(tuple((entry,) for entry in entries), start=1)
