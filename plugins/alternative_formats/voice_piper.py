"""Piper as a voice: it sounds more like a person, and needs a file for each voice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from plugins.alternative_formats.voice_engine import VoiceError, trimmed

USUAL = 160  # words a minute, at which its voices were made
LEAVE = "Or let engine be espeak in site.yaml."
REMEDY = f"Install it: pip install piper-tts. {LEAVE}"


@dataclass(frozen=True, slots=True)
class Piper:
    """One voice from a file, at one speed. It says all languages as if they were its own."""

    file: Path
    words_a_minute: int

    @property
    def rate(self) -> int:
        """Return samples a second."""
        rate: int = _loaded(self.file).config.sample_rate
        return rate

    def synth(self, sentence: str, language: str) -> bytes:
        """Return the sentence as samples."""
        del language
        loaded = _loaded(self.file)
        # Its noise makes each reading another; without it the same words give the same bytes.
        how = _piper().SynthesisConfig(
            length_scale=USUAL / self.words_a_minute, noise_scale=0.0, noise_w_scale=0.0
        )
        chunks = loaded.synthesize(sentence, syn_config=how)
        return trimmed(b"".join(chunk.audio_int16_bytes for chunk in chunks))


@cache
def _loaded(file: Path) -> Any:  # noqa: ANN401 - piper is not there when types are checked
    for part in (file, Path(f"{file}.json")):
        if not part.is_file():
            raise VoiceError(
                f"There is no voice file {part.name}.", f"Put it beside the other. {LEAVE}"
            )
    return _piper().PiperVoice.load(file)


def _piper() -> Any:  # noqa: ANN401 - piper is not there when types are checked
    try:
        # Only sites that ask for it need it: it weighs 100 MB.
        return import_module("piper")
    except ModuleNotFoundError as error:
        raise VoiceError("piper is not installed.", REMEDY) from error


def version() -> str:
    """Return the version of piper."""
    from importlib.metadata import version as of  # noqa: PLC0415

    return of("piper-tts") if find_spec("piper") else "not installed"
