"""The item from which a translation or an easy read begins."""

from __future__ import annotations

from pathlib import Path

from plugins.catalogue.front_matter import FrontMatter, read_front_matter
from plugins.catalogue.problem import ContentError
from plugins.desk.fault import MachineFault
from plugins.desk.order import shown
from plugins.desk.wish import Wish


def file_of(wish: Wish, example: str) -> str:
    """Return the path, from the content folder, of the file that was named as the title."""
    file = (Path.cwd() / wish.title).resolve()
    if not file.is_file() or not file.is_relative_to(wish.content):
        fault = f'There is no item "{wish.title}" in {shown(wish.content)}.'
        raise MachineFault(fault, f"Write the item's file: {example}")
    return file.relative_to(wish.content).as_posix()


def source_of(wish: Wish, path: str) -> FrontMatter:
    """Return what the item says; a MachineFault where it cannot be read."""
    try:
        return read_front_matter((wish.content / path).read_text(encoding="utf-8"), path)
    except ContentError as error:
        raise MachineFault(str(error), "Correct the item first.") from error
