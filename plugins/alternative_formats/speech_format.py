"""The narration of an item, which its MP3, its captions and its EPUB are made from."""

from __future__ import annotations

from collections.abc import Iterable

from plugins.alternative_formats import audio_frames, lexicon, voice
from plugins.alternative_formats.audio_frames import Mp3, frames_of
from plugins.alternative_formats.document import Document
from plugins.alternative_formats.format import AlternativeFormat, Commission
from plugins.alternative_formats.script import VERSION, Spoken, script
from plugins.alternative_formats.speech import Narration, pack
from plugins.alternative_formats.speech_reading import narration_of
from plugins.alternative_formats.voice_engine import Engine
from plugins.catalogue.site_formats import FormatSettings

BEFORE = 0.2  # seconds of silence: players fade in, and swallow what comes at once
AFTER = 0.5
EPISODES = "podcasts"


def render(commission: Commission) -> bytes:
    """Return the packed narration: a person's reading, where there is one."""
    document = commission.document
    if document.read_aloud:
        return pack(narration_of(document.read_aloud, document, commission.content))
    engine = voice.engine_for(document.language, commission.settings, commission.content)
    said = script(document, commission.settings)
    return pack(narrated(said, document.language, engine, commission.settings))


def narrated(
    said: Iterable[Spoken], language: str, engine: Engine, settings: FormatSettings
) -> Narration:
    """Return the sound of a script, and the times of its sentences."""
    sound = Mp3(engine.rate)
    sound.silence(BEFORE)
    times: dict[str, tuple[float, float]] = {}
    for one in said:
        # Words of a language without a voice are said by the document's.
        tongue = one.language if voice.speaks(one.language, settings) else language
        start = sound.now
        sound.add(engine.synth(one.text, tongue))
        if one.sentence and sound.now > start:
            times[one.sentence] = (times.get(one.sentence, (start, 0))[0], sound.now)
        sound.silence(one.pause)
    sound.silence(AFTER)
    frames = sound.finished()
    rounded = ((name, round(start, 3), round(end, 3)) for name, (start, end) in times.items())
    return Narration(frames, engine.rate, _seconds(frames), tuple(rounded))


def _seconds(frames: bytes) -> float:
    return round(frames_of(frames)[1], 3)


def suits(document: Document) -> bool:
    """Say that all are read but episodes: those are heard as they were recorded."""
    return document.kind != EPISODES


def recipe(settings: FormatSettings) -> str:
    """Return what changes the sound beside the document."""
    own = sorted((tongue, sorted(words.items())) for tongue, words in settings.voice.say.items())
    words = f"script {VERSION} lexicon {lexicon.digest()} {own}"
    return f"speech 1 {words} {voice.recipe(settings)} {audio_frames.recipe()}"


FORMAT = AlternativeFormat(
    name="speech",
    suffix="",
    media_type="application/octet-stream",
    use="audio",
    recipe=recipe,
    render=render,
    suits=suits,
    gap=voice.gap,
    missing_tool=voice.missing_tool,
)
