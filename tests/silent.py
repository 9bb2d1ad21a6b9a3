"""A teller that says nothing, for tests that build in their own process."""

from __future__ import annotations


class Silent:
    """Hears how far a build is."""

    def begin(self, stage: str, total: int | None = None) -> None:
        """Say nothing."""

    def step(self) -> None:
        """Say nothing."""

    def say(self, line: str) -> None:
        """Say nothing."""
