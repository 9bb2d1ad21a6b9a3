"""Why a recording cannot be published."""

from __future__ import annotations

import mmap
from typing import TypeAlias

Bytes: TypeAlias = "mmap.mmap | bytes"
SAVE_AGAIN = "Save it again in the program that made it, as MP3 for sound or MP4 (H.264) for video."
WHOLE_AGAIN = "Copy it again from where it came, and play it to its end."


class UnfitRecordingError(ValueError):
    """The recording cannot be published; fault follows the file's name."""

    def __init__(self, fault: str, remedy: str) -> None:
        """Keep both, for the editor."""
        super().__init__(fault)
        self.fault = fault
        self.remedy = remedy


def cut_short(how: str) -> UnfitRecordingError:
    """Return the error of a file whose end is missing."""
    return UnfitRecordingError(f"is cut short: {how}.", WHOLE_AGAIN)
