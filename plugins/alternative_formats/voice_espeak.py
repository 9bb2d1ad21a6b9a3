"""espeak-ng as a voice: it speaks a hundred languages, a thousand times as fast as people."""

from __future__ import annotations

import _ctypes
import atexit
import ctypes
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import espeakng_loader

from plugins.alternative_formats.voice_engine import VoiceError, trimmed

RATE = 22_050
# From speak_lib.h.
SYNCHRONOUS, UTF_8, WORDS_A_MINUTE = 2, 1, 1
# Its buffer of paths has 160 bytes on some systems, and the names of its files take 40.
LONGEST_PATH = 110
SEED = 1
# Where espeak's own voice of a language is not the one to take, or is named otherwise.
VOICES = {"en": "en-gb-x-rp", "zh": "cmn", "no": "nb", "he": "he", "es": "es", "pt": "pt"}
Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)
# One at a time: the library keeps its state in itself.
_alone = threading.Lock()


class _Voice(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_char_p),
        ("identifier", ctypes.c_char_p),
    )


@dataclass(frozen=True, slots=True)
class Espeak:
    """The voices of espeak-ng, at one speed."""

    words_a_minute: int
    voices: Mapping[str, str] = field(default_factory=dict)  # by language, over our own choice

    @property
    def rate(self) -> int:
        """Return samples a second."""
        return RATE

    def synth(self, sentence: str, language: str) -> bytes:
        """Return the sentence as samples; none where it has nothing to say."""
        voice = voice_of(language, self.voices)
        if voice is None:
            raise VoiceError(
                f"espeak-ng has no voice for {language}.",
                "Name one in site.yaml under formats, voice, voices; or leave out audio.",
            )
        return trimmed(_spoken(sentence, voice, self.words_a_minute))


def voice_of(language: str, chosen: Mapping[str, str]) -> str | None:
    """Return the name of the voice for a language; None: there is none."""
    tongue = language.split("-", maxsplit=1)[0].lower()
    for one in (language, tongue):
        if one in chosen:
            return chosen[one]
    if tongue in VOICES:
        return VOICES[tongue]
    return tongue if tongue in known_languages() else None


@cache
def known_languages() -> frozenset[str]:
    """Return the languages that espeak-ng can say."""
    with _library() as library:
        library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_Voice))
        listed = library.espeak_ListVoices(None)
        # A byte of rank stands before the name of the language.
        return frozenset(voice.contents.languages[1:].decode() for voice in _until_none(listed))


def version() -> str:
    """Return the version of espeak-ng."""
    with _library() as library:
        library.espeak_Info.restype = ctypes.c_char_p
        found: bytes = library.espeak_Info(None)
        return found.decode()


def _until_none(
    listed: ctypes._Pointer[ctypes._Pointer[_Voice]],
) -> Iterator[ctypes._Pointer[_Voice]]:
    count = 0
    while listed[count]:
        yield listed[count]
        count += 1


def _spoken(text: str, voice: str, words_a_minute: int) -> bytes:
    said = bytearray()

    def keep(samples: ctypes._Pointer[ctypes.c_short], count: int, _events: int) -> int:
        if samples and count:
            said.extend(ctypes.string_at(samples, count * 2))
        return 0

    written = text.replace("\0", " ").encode(errors="replace") + b"\0"
    kept = Callback(keep)
    with _library() as library:
        library.espeak_SetSynthCallback(kept)
        if library.espeak_SetVoiceByName(voice.encode()):
            raise VoiceError(
                f"espeak-ng has no voice called {voice}.", "Name another in site.yaml."
            )
        library.espeak_SetParameter(WORDS_A_MINUTE, words_a_minute, 0)
        library.espeak_ng_SetRandSeed(ctypes.c_long(SEED))
        # Without the flags for SSML and phonemes, no text is a command.
        library.espeak_Synth(written, len(written), 0, 0, 0, UTF_8, None, None)
    return bytes(said)


@contextmanager
def _library() -> Iterator[ctypes.CDLL]:
    """Give the library as if nothing had been said yet: loaded anew.

    It keeps the phase of the voice's flutter from sentence to sentence, and no call of it sets
    that back: the same sentence would sound, and last, a little different each time. Loading it
    takes half a millisecond.
    """
    with _alone:
        library = ctypes.CDLL(espeakng_loader.get_library_path())
        try:
            if library.espeak_Initialize(SYNCHRONOUS, 0, _data().encode(), 0) != RATE:
                raise VoiceError("espeak-ng does not start.", "Install its package anew.")
            yield library
        finally:
            library.espeak_Terminate()
            _ctypes.dlclose(library._handle)  # noqa: SLF001 - ctypes has no other way to unload


@cache
def _data() -> str:
    """Return where espeak's data lies, by a path short enough for it."""
    data: str = espeakng_loader.get_data_path()
    if len(data.encode()) <= LONGEST_PATH:
        return data
    folder = Path(tempfile.mkdtemp(prefix="espeak-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    link = folder / "espeak-ng-data"
    link.symlink_to(data, target_is_directory=True)
    return str(link)
