"""A second of silence and its transcript: they keep an episode's place until it is recorded."""

from __future__ import annotations

from plugins.catalogue.starting_words import SPOKEN

# MPEG-1 layer III, 128 kbit/s, 44.1 kHz, stereo: a header, and 413 bytes that sound of nothing.
FRAME = b"\xff\xfb\x90\x64" + bytes(413)
FRAMES_IN_A_SECOND = 38

TRANSCRIPT = f"WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n{SPOKEN}\n"


def second_of_silence() -> bytes:
    """Return an MP3 that lasts one second."""
    return FRAME * FRAMES_IN_A_SECOND
