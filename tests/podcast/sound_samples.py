"""Small true recordings: tones, silence and coloured pictures, a few kilobytes each."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

RATE = 22_050
PICTURES = 5  # a second


def mp3(file: Path, seconds: float = 6, *, header: bool = True, changing: bool = False) -> Path:
    """Write an MP3; with `header`, one that says its length, and `changing` its bit rate."""
    quality = {"compression_level": "9"} | ({"abr": "1"} if changing else {})
    muxer = {"write_xing": "1" if header else "0", "id3v2_version": "0"}
    with av.open(str(file), "w", format="mp3", options=muxer) as made:
        stream = made.add_stream("libmp3lame", rate=RATE, layout="mono", options=quality)
        assert isinstance(stream, AudioStream)
        stream.bit_rate = 32_000
        _encode(made, stream, _tone(seconds, loud=True, swelling=changing))
    return file


def m4a(file: Path, seconds: float = 6, *, loud: bool = True) -> Path:
    """Write sound as MP4."""
    with av.open(str(file), "w", format="ipod") as made:
        stream = made.add_stream("aac", rate=RATE, layout="mono")
        assert isinstance(stream, AudioStream)
        stream.bit_rate = 32_000
        _encode(made, stream, _tone(seconds, loud=loud))
    return file


def mp4(
    file: Path,
    seconds: float = 6,
    *,
    sound: float | None = None,
    muxer: dict[str, str] | None = None,
    loud: bool = True,
) -> Path:
    """Write a film with `sound` seconds of sound; as many as there are pictures, unless told."""
    with av.open(str(file), "w", options=muxer or {}) as made:
        pictures = made.add_stream("libx264" if file.suffix != ".webm" else "libvpx", rate=PICTURES)
        assert isinstance(pictures, VideoStream)
        pictures.width, pictures.height, pictures.pix_fmt = 64, 36, "yuv420p"
        heard = seconds if sound is None else sound
        audio = None
        if heard:
            codec = "aac" if file.suffix != ".webm" else "libopus"
            audio = made.add_stream(codec, rate=48_000, layout="mono")
            assert isinstance(audio, AudioStream)
            audio.bit_rate = 32_000
        for number in range(int(seconds * PICTURES)):
            made.mux(pictures.encode(_picture(number)))
        made.mux(pictures.encode(None))
        if isinstance(audio, AudioStream):
            _encode(made, audio, _tone(heard, loud=loud, rate=48_000))
    return file


def _encode(made: Any, stream: AudioStream, frames: Iterator[AudioFrame]) -> None:  # noqa: ANN401
    for frame in frames:
        made.mux(stream.encode(frame))
    made.mux(stream.encode(None))


def _tone(
    seconds: float, *, loud: bool, swelling: bool = False, rate: int = RATE
) -> Iterator[AudioFrame]:
    """Yield a tone; a swelling one begins in its second half, so that its bit rate changes."""
    total = int(seconds * rate)
    size = 960
    for at in range(0, total, size):
        count = min(size, total - at)
        samples = array("h", [0]) * count
        if loud and not (swelling and at < total / 2):
            for n in range(count):
                samples[n] = int(6000 * math.sin(2 * math.pi * 440 * (at + n) / rate))
        frame = AudioFrame(format="s16", layout="mono", samples=count)
        frame.planes[0].update(samples.tobytes())
        frame.sample_rate = rate
        frame.pts, frame.time_base = at, Fraction(1, rate)
        yield frame


def _picture(number: int) -> VideoFrame:
    frame = VideoFrame(64, 36, "yuv420p")
    for plane in frame.planes:
        plane.update(bytes([number % 256]) * plane.buffer_size)
    frame.pts, frame.time_base = number, Fraction(1, PICTURES)
    return frame
