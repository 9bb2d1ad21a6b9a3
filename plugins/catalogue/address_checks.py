"""Where items stand: one address each, none that the site needs, and old ones that are free."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator

from markdown.extensions.toc import slugify

from plugins.catalogue.fields import SLUG, short
from plugins.catalogue.item import Item
from plugins.catalogue.kinds import ITEM_KINDS
from plugins.catalogue.load import Catalogue
from plugins.catalogue.name_checks import problems_of_names
from plugins.catalogue.problem import Problem

# Pages that the site makes itself; an item cannot stand at these, and links may lead to them.
ALWAYS_MADE = frozenset({"", "topics/", "archive/", "search/"})
MADE_BY_THE_SITE = ALWAYS_MADE | {f"{kind.root}/" for kind in ITEM_KINDS if kind.root} | {"places/"}
OWN_FOLDERS = frozenset(
    {"assets", "cards", "pagefind", "pictures", "topics", "places", "archive", "listen"}
)
LONGEST = 150  # letters of a name: systems end at 255, and formats add to it
# Windows keeps these for its devices: who has the content there could not open the file.
WINDOWS = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
# Pages that the site makes below the page of an item.
BELOW_AN_ITEM = ("large-print/", "easy-read/")


def problems_of_addresses(catalogue: Catalogue) -> Iterator[Problem]:
    """Two items cannot stand at one address, nor an item where the site itself stands."""
    claims: dict[str, list[Item]] = defaultdict(list)
    for item in catalogue.items:
        yield from _of_name(item)
        if item.lang or item.translation_of is None:  # Else it is told what is missing.
            claims[item.url].append(item)
    languages = {language.code for language in catalogue.site.languages}
    for address, items in claims.items():
        first = items[0]
        for other in items[1:]:
            remedy = "Give one of the two another file name or slug."
            fault = f"its address would be /{address}, which {first.path} has already."
            yield Problem(other.path, _line_of_name(other), fault, remedy)
        folder = address.split("/")[0]
        taken = address in MADE_BY_THE_SITE or folder in OWN_FOLDERS
        taken = taken or any(
            address.endswith(f"/{page}") and address.removesuffix(page) in claims
            for page in BELOW_AN_ITEM
        )
        if taken or (folder in languages and first.lang is None):
            remedy = "Give the file or its folder another name: the site needs that address."
            fault = f"its address would be /{address}, which the site makes itself."
            yield Problem(first.path, _line_of_name(first), fault, remedy)
    yield from problems_of_names(catalogue)
    yield from _of_old_addresses(
        catalogue, {address: items[0] for address, items in claims.items()}
    )


def _of_old_addresses(catalogue: Catalogue, now: dict[str, Item]) -> Iterator[Problem]:
    """Refuse an old address where a page stands now, or that leads to two items."""
    before: dict[str, Item] = {}
    for item in catalogue.items:
        for index, old in enumerate(item.redirect_from):
            address = f"{old.strip('/')}/"
            other = now.get(address) or before.get(address)
            before.setdefault(address, item)
            line = item.origin.line_of("redirect_from", index)
            if other is None and address not in MADE_BY_THE_SITE:
                continue
            whose = other.path if other else "the site itself"
            fault = f'redirect_from cannot be "{short(old)}": {whose} has that address.'
            remedy = "Correct the address, or delete it from redirect_from."
            yield Problem(item.path, line, fault, remedy)


def _line_of_name(item: Item) -> int:
    """Return the line of a slug; a file's name stands on none, so that it gets the first."""
    return item.origin.lines.get(("slug",), 1)


def _of_name(item: Item) -> Iterator[Problem]:
    """Refuse names of files and folders that cannot become a part of the address."""
    parts = item.address.strip("/").split("/")
    given = posixpath.splitext(posixpath.basename(item.path))[0]
    wrong = [part for part in parts if part and not re.fullmatch(SLUG, part)]
    if "." in given and not (item.translation_of or item.lang or wrong):
        wrong = [given]
    for part in wrong:
        better = slugify(part.replace(".", "-"), "-").strip("-") or "flu-clinics"
        fault = f'the name "{short(part)}" cannot be part of an address.'
        remedy = (
            f"Rename the file or folder, like {short(better)}:"
            " small letters from a to z, digits and hyphens."
        )
        yield Problem(item.path, 1, fault, remedy)
    for part in (part for part in parts if part not in wrong):
        if WINDOWS.fullmatch(part):
            fault = f'the name "{part}" is one that Windows keeps for itself.'
            yield Problem(item.path, _line_of_name(item), fault, f"Let it be {part}-1, or longer.")
        if len(part) > LONGEST:
            fault = f'the name "{short(part)}" has {len(part)} letters, and {LONGEST} are the most.'
            yield Problem(item.path, _line_of_name(item), fault, "Give it a shorter name.")
