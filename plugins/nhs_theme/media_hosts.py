"""The other hosts from which a page may play recordings; its policy lets no more through."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from jinja2 import pass_context
from jinja2.runtime import Context

from plugins.catalogue.item import Item


@pass_context
def media_hosts(context: Context, item: Item) -> tuple[str, ...]:
    """Return where an item's recordings lie, if not on this site: ("https://media.example.org",)."""
    file_of = context.resolve("file_of")
    return origins(file_of(recording.file).url for recording in item.recordings)


def origins(addresses: Iterable[str]) -> tuple[str, ...]:
    """Return the origin of each whole address, once; addresses within the site have none."""
    parts = (urlsplit(address) for address in addresses)
    return tuple(sorted({f"{one.scheme}://{one.netloc}" for one in parts if one.netloc}))
