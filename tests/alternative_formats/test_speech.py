"""A narration is one file, and comes out of it as it went in."""

from __future__ import annotations

import pytest

from plugins.alternative_formats.speech import Narration, pack, unpack

SPOKEN = Narration(
    b"\xff\xfb\n\x00",
    16000,
    2.5,
    (("s1", 0.0, 1.25), ("s3", 1.5, 2.5)),
    by_computer=False,
    reader="Ann",
)


def test_what_is_unpacked_is_what_was_packed() -> None:
    assert unpack(pack(SPOKEN)) == SPOKEN


def test_other_bytes_are_no_narration() -> None:
    with pytest.raises(ValueError, match="no narration"):
        unpack(b"\xff\xfb")
