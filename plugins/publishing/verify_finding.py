"""What a judge finds wrong: in which file, what, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """One fault of a built or a live site, told as the content's problems are."""

    path: str  # from the site's root: "news/index.html"
    fault: str
    remedy: str

    def __str__(self) -> str:
        """Give the place and the fault, and the remedy under it."""
        return f"{self.path}: {self.fault}\n    {self.remedy}"
