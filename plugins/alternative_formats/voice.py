"""Which voice says a document, and what it is, in words that change when its sound does."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from plugins.alternative_formats import voice_espeak, voice_piper
from plugins.alternative_formats.document import Document
from plugins.alternative_formats.format import Gap, MissingTool
from plugins.alternative_formats.voice_engine import Engine
from plugins.alternative_formats.voice_espeak import Espeak, voice_of
from plugins.catalogue.site_formats import FormatSettings, Voice

VERSION = "1"  # of how we call the engines


def engine_for(language: str, settings: FormatSettings, content: Path) -> Engine:
    """Return the voice of a document in this language: piper's where there is one."""
    voice = settings.voice
    file = _piper_file(language, voice)
    if file is not None:
        return voice_piper.Piper(content / file, voice.words_a_minute)
    return Espeak(voice.words_a_minute, _espeak_voices(voice))


def gap(document: Document, settings: FormatSettings) -> Gap | None:
    """Say that no voice speaks the document's language, where that is so."""
    if document.read_aloud:
        return None
    return None if speaks(document.language, settings) else "voice"


def speaks(language: str, settings: FormatSettings) -> bool:
    """Say whether there is a voice for a language."""
    if _piper_file(language, settings.voice) is not None:
        return True
    return voice_of(language, _espeak_voices(settings.voice)) is not None


def recipe(settings: FormatSettings) -> str:
    """Return what of the machine and the settings changes the sound."""
    voice = settings.voice
    parts = [f"voice {VERSION}", f"espeak-ng {voice_espeak.version()}", f"{voice.words_a_minute}"]
    parts += [f"{language}={name}" for language, name in sorted(voice.voices.items())]
    if voice.engine == "piper":
        parts.append(f"piper {voice_piper.version()}")
    return " ".join(parts)


def missing_tool(settings: FormatSettings) -> MissingTool | None:
    """Say what to install for the voice that the settings name."""
    if settings.voice.engine == "piper" and find_spec("piper") is None:
        return MissingTool(name="piper", remedy=voice_piper.REMEDY)
    return None


def _piper_file(language: str, voice: Voice) -> str | None:
    if voice.engine != "piper":
        return None
    return voice.voices.get(language) or voice.voices.get(language.split("-", maxsplit=1)[0])


def _espeak_voices(voice: Voice) -> dict[str, str]:
    """Return the voices that an editor chose for espeak: for piper they are files."""
    return {} if voice.engine == "piper" else dict(voice.voices)
