"""A new easy read of an item: its title, and a first row with its picture."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.catalogue.easy_read import ENDING, EasyRead, is_easy_read
from plugins.catalogue.front_matter import Value
from plugins.catalogue.kinds import Notice, Show, kind_of
from plugins.catalogue.starting_words import EASY_ROW, FIRST_WORDS
from plugins.desk.fault import MachineFault
from plugins.desk.new_from import file_of, source_of
from plugins.desk.starting_file import scalar, starting_text
from plugins.desk.wish import Draft, Wish

EXAMPLE = "./run new easy-read content/news/flu-clinics.md"
# Where the item has no picture, a row waits in a comment: a draft can be looked at without it.
WITHOUT_PICTURE = f"""\
<!-- Each row is a picture, and below it short words. Put a picture beside this file, write its
name here, and delete this line and the last one.

![Write what the picture shows](picture.jpg)

{EASY_ROW}
-->
"""


def easy_read(wish: Wish) -> Draft:
    """Return an item's easy read to be."""
    path = file_of(wish, EXAMPLE)
    if kind_of(path) in {None, Notice, Show} or is_easy_read(path):
        fault = f"{wish.title} can have no easy read."
        raise MachineFault(fault, f"Name an item with a page of its own: {EXAMPLE}")
    values = source_of(wish, path).values
    own = {
        "title": scalar(str(values.get("title", ""))),
        "made_by": FIRST_WORDS["made_by"],
        "status": "draft",
    }
    words = starting_text(EasyRead, own, body=_first_row(values))
    step = "Write it with the people who will read it, and look at it with: ./run serve"
    return Draft({f"{path.removesuffix('.md')}{ENDING}": words.encode()}, step)


def _first_row(values: Mapping[str, Value]) -> str:
    image = values.get("image")
    if not isinstance(image, dict):
        return WITHOUT_PICTURE
    file, alt = str(image.get("file") or ""), str(image.get("alt") or "")
    # What Markdown would read as its own signs is left to the editor.
    if not file or not alt or set("[]()\n ") & set(file) or set("[]\n") & set(alt):
        return WITHOUT_PICTURE
    return f"![{alt}]({file})\n\n{EASY_ROW}\n"
