"""The design system's colours of tags. Colour is never the only sign: the words stand in them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from plugins.catalogue import labels

# The English of each, and its colour.
STATES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "heard": (labels.STATES["heard"], "grey"),
        "looking into it": (labels.STATES["looking into it"], "yellow"),
        "under way": (labels.STATES["under way"], "blue"),
        "done": (labels.STATES["done"], "green"),
        "not possible": (labels.STATES["not possible"], "red"),
    }
)
RATINGS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "red": (labels.RATINGS["red"], "red"),
        "amber": (labels.RATINGS["amber"], "orange"),
        "green": (labels.RATINGS["green"], "green"),
    }
)
