"""The names of encodings that browsers and apps know: RFC 6381."""

from __future__ import annotations

from av.audio.stream import AudioStream
from av.video.stream import VideoStream

AAC = {"LC": "mp4a.40.2", "HE-AAC": "mp4a.40.5", "HE-AACv2": "mp4a.40.29"}
NAMES = {
    "mp3": "mp3",
    "mp3float": "mp3",
    "opus": "opus",
    "libopus": "opus",
    "vorbis": "vorbis",
    "flac": "flac",
    "vp8": "vp8",
    "libvpx": "vp8",
    "vp9": "vp09.00.10.08",
    "libvpx-vp9": "vp09.00.10.08",
}


def codec_name(stream: AudioStream | VideoStream) -> str:
    """Return the name of a stream's encoding, as exactly as the file says it."""
    codec = stream.codec_context
    # Its three bytes after the version are profile, constraints and level: ISO/IEC 14496-15, 5.3.3.
    if codec.name == "h264" and codec.extradata and codec.extradata[0] == 1:
        return f"avc1.{codec.extradata[1:4].hex().upper()}"
    if codec.name.startswith("aac"):
        return AAC.get(codec.profile or "LC", "mp4a.40.2")
    if "av1" in codec.name:
        return "av01.0.04M.08"
    return NAMES.get(codec.name, codec.name)
