"""One item read again, after a save that touched no other file."""

from __future__ import annotations

from plugins.catalogue.folder import ContentFolder
from plugins.catalogue.front_matter import FrontMatter, read_front_matter
from plugins.catalogue.item import Item
from plugins.catalogue.item_reading import original_of, read_item
from plugins.catalogue.kinds import kind_of
from plugins.catalogue.load import Catalogue
from plugins.catalogue.problem import ContentError


def read_again(catalogue: Catalogue, path: str) -> Item | None:
    """Return the item of a file as it is now; None where anything is wrong in it."""
    folder = ContentFolder(catalogue.root, catalogue.files)
    model = kind_of(path)
    try:
        sources = {path: _source(folder, path)}
        original = original_of(path, sources[path], folder)
        if original:
            sources[original] = _source(folder, original)
    except (ContentError, OSError, UnicodeDecodeError):
        return None
    if model is None:
        return None
    outcome = read_item(path, model, sources, folder)
    is_right = outcome.is_sound and not outcome.inherited
    return outcome.found if is_right and isinstance(outcome.found, Item) else None


def _source(folder: ContentFolder, path: str) -> FrontMatter:
    return read_front_matter((folder.root / path).read_text(encoding="utf-8"), path)
