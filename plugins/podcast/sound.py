"""What is true of a recording, found by reading all of it: length, encoding, silence, damage.

The catalogue's measure reads what a file says of itself, and refuses what cannot be played at
all. Here every packet is counted and all sound decoded, because apps are told these figures.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition
from av.video.stream import VideoStream

from plugins.catalogue.media import TOLERANCE, UnfitRecordingError, measure
from plugins.podcast.sound_codecs import codec_name

QUIET = 33  # of 32,768: sixty decibels below the loudest, where nobody hears anything
SPOILT = 0.5  # seconds that may be spoilt: a cut leaves a packet or two that cannot be decoded
LISTEN_RATE = 8000  # samples a second are enough to tell silence from sound
EXPORT = "Export it again, and play it to its end."
MP3_HEADER = re.compile(rb"Xing|Info|VBRI")


@dataclass(frozen=True, kw_only=True)
class Sound:
    """What is true of a recording."""

    bytes: int
    media_type: str
    seconds: float
    bit_rate: int  # bits a second, on average
    codecs: str  # RFC 6381: "avc1.64001F, mp4a.40.2"
    width: int | None = None
    height: int | None = None
    sample_rate: int
    channels: int
    sound_seconds: float  # as many as have sound
    lacks_header: bool = False  # an MP3 of changing bit rate, whose length players guess wrongly


def measure_sound(file: Path, *, may_be_silent: bool = False) -> Sound:
    """Return what is true of a recording; UnfitRecordingError says why it cannot be published.

    Only a signed film may be silent.
    """
    stated = measure(file)
    try:
        with av.open(str(file), metadata_errors="replace") as container:
            heard = _listen(container)
            _must_be_whole(heard, stated.seconds)
            if not may_be_silent:
                _must_be_heard(heard)
            seconds = heard.seconds if stated.seconds is None else stated.seconds
            return Sound(
                bytes=stated.bytes,
                media_type=stated.media_type,
                seconds=round(seconds, 3),
                bit_rate=round(heard.bytes * 8 / seconds),
                codecs=", ".join(codec_name(stream) for stream in heard.streams),
                sound_seconds=round(heard.sound.seconds, 3) if heard.sound else 0.0,
                lacks_header=_lacks_header(file, heard),
                **_shape(heard),
            )
    except av.error.FFmpegError as error:
        raise UnfitRecordingError("is damaged: it cannot be decoded.", EXPORT) from error


def shortfall(sound: Sound) -> str | None:
    """Return what is wrong with a film whose sound ends long before its pictures, if it does."""
    missing = sound.seconds - sound.sound_seconds
    if sound.sound_seconds and missing > max(5 * TOLERANCE, sound.seconds / 10):
        return f"has sound for {clock(sound.sound_seconds)} of its {clock(sound.seconds)} only."
    return None


def clock(seconds: float) -> str:
    """Return a length as an editor reads it: "31 min 20 s"."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


@dataclass
class _Track:
    """What the packets of one stream add up to."""

    stream: AudioStream | VideoStream
    begins: float | None = None
    ends: float = 0.0
    lasts: float = 0.0
    bytes: int = 0
    bit_rates: set[int] = field(default_factory=set)  # of an MP3, as the frames number them
    first_byte: int = 0

    def add(self, packet: Packet[Any]) -> None:
        unit = float(packet.time_base)
        start, lasts = (packet.pts or 0) * unit, (packet.duration or 0) * unit
        if self.begins is None:
            self.first_byte = packet.pos or 0
            self.begins = start
        self.begins = min(self.begins, start)
        self.ends = max(self.ends, start + lasts)
        self.lasts += lasts
        self.bytes += packet.size
        if self.stream.codec_context.name.startswith("mp3"):
            self.bit_rates.add(bytes(packet)[2] >> 4)

    @property
    def seconds(self) -> float:
        # Packets before zero are there for the decoder, and are not played.
        return self.ends - max(self.begins or 0.0, 0.0)


@dataclass
class _Heard:
    pictures: _Track | None = None
    sound: _Track | None = None
    loudest: int = 0
    spoilt: list[tuple[float, int]] = field(default_factory=list)  # when, and how many bytes

    @property
    def streams(self) -> list[AudioStream | VideoStream]:
        return [track.stream for track in (self.pictures, self.sound) if track]

    @property
    def bytes(self) -> int:
        # What is heard and seen: a cover and a transcript in the tags are none of it.
        return sum(track.bytes for track in (self.pictures, self.sound) if track)

    @property
    def seconds(self) -> float:
        return max(track.seconds for track in (self.pictures, self.sound) if track)


def _listen(container: InputContainer) -> _Heard:
    """Count every packet, and decode the sound."""
    heard, meter = _Heard(), _Meter()
    for audio in container.streams.audio[:1]:
        heard.sound = _Track(audio)
    for film in _films(container):
        heard.pictures = _Track(film)
    tracks = {track.stream.index: track for track in (heard.sound, heard.pictures) if track}
    for packet in container.demux(heard.streams):
        if not packet.size:
            continue  # The end of a stream.
        track = tracks[packet.stream.index]
        track.add(packet)
        if track is heard.sound:
            try:
                meter.add(packet)
            except av.error.InvalidDataError:
                heard.spoilt.append((track.lasts, packet.size))
    heard.loudest = meter.loudest
    return heard


def _films(container: InputContainer) -> list[VideoStream]:
    """Return the first stream of pictures that move: a cover is one too, of a single picture."""
    moving = [
        one for one in container.streams.video if not one.disposition & Disposition.attached_pic
    ]
    return moving[:1]


class _Meter:
    """Decodes sound, and listens until it has heard any."""

    def __init__(self) -> None:
        self.loudest = 0
        self._resampler = AudioResampler(format="s16", layout="mono", rate=LISTEN_RATE)

    def add(self, packet: Packet[Any]) -> None:
        frames: list[Any] = packet.decode()
        for frame in frames:
            if self.loudest < QUIET:
                frame.pts = None
                for small in self._resampler.resample(frame):
                    samples = array("h", bytes(small.planes[0])[: small.samples * 2])
                    self.loudest = max(self.loudest, *(abs(one) for one in samples))


def _must_be_whole(heard: _Heard, stated: float | None) -> None:
    if not heard.streams:
        raise UnfitRecordingError("has neither sound nor pictures in it.", EXPORT)
    seconds = heard.seconds
    if stated is not None and abs(stated - seconds) > max(TOLERANCE, stated / 100):
        fault = f"says that it lasts {clock(stated)}, but {clock(seconds)} are in it."
        raise UnfitRecordingError(fault, EXPORT)
    if heard.sound and heard.spoilt:
        rate = heard.sound.bytes / heard.sound.seconds
        if sum(size for _, size in heard.spoilt) / rate > SPOILT:
            fault = f"is damaged after {clock(heard.spoilt[0][0])}."
            raise UnfitRecordingError(
                fault, "Copy it again from where it came, or export it again."
            )


def _must_be_heard(heard: _Heard) -> None:
    if heard.sound is None:
        raise UnfitRecordingError("has no sound.", "Export it again with its sound.")
    if heard.loudest < QUIET:
        raise UnfitRecordingError(
            "is silent from beginning to end.",
            "Check in the program that made it that the sound is switched on, and export it again.",
        )


def _lacks_header(file: Path, heard: _Heard) -> bool:
    """Tell whether players must guess an MP3's length: no frame before the first one says it."""
    track = heard.sound
    if track is None or file.suffix.lower() != ".mp3" or len(track.bit_rates) == 1:
        return False
    with file.open("rb") as opened:
        opened.seek(max(0, track.first_byte - 2000))
        return not MP3_HEADER.search(opened.read(min(track.first_byte, 2000)))


def _shape(heard: _Heard) -> dict[str, int]:
    sound, pictures = heard.sound, heard.pictures
    shape = {"sample_rate": 0, "channels": 0}
    if sound and isinstance(sound.stream, AudioStream):
        shape = {"sample_rate": sound.stream.rate or 0, "channels": sound.stream.channels}
    if pictures and isinstance(pictures.stream, VideoStream):
        shape |= {"width": pictures.stream.width, "height": pictures.stream.height}
    return shape
