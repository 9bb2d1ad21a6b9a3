"""Which classes are Python-Markdown's own, or ours in their places: those whose deeds are known."""

from __future__ import annotations

OWN = ("markdown.", f"{__name__.rpartition('.')[0]}.")


def is_own(kind: type) -> bool:
    """Tell whether a class is known; of another's nobody knows what it does beside its work."""
    return f"{kind.__module__}.".startswith(OWN)
