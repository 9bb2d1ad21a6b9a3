"""Where the words of a licence stand."""

from __future__ import annotations

from plugins.catalogue.kinds.podcast_parts import Licence

CREATIVE_COMMONS = "https://creativecommons.org"


def licence_address(licence: Licence) -> str | None:
    """Return a licence's address; that of a well-known one can be worked out."""
    name = licence.name.lower()
    if licence.url:
        return licence.url
    if name == "cc0-1.0":
        return f"{CREATIVE_COMMONS}/publicdomain/zero/1.0/"
    if name.startswith("cc-"):
        kind, _, version = name.removeprefix("cc-").rpartition("-")
        return f"{CREATIVE_COMMONS}/licenses/{kind}/{version}/"
    return None
