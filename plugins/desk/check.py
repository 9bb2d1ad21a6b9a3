"""`./run check`: every problem and every warning, and nothing written."""

from __future__ import annotations

from dataclasses import replace

from plugins.catalogue.advice import advice
from plugins.catalogue.publication import Publication
from plugins.desk.order import Order, shown
from plugins.desk.progress import Lines
from plugins.desk.site_build import check_site


def check(order: Order) -> None:
    """Print the warnings, or raise the ContentError that carries every problem."""
    publication = check_site(order, Lines())
    warnings = advice(publication.catalogue, publication.as_of)
    for warning in warnings:
        print(f"{shown(order.content)}/{warning}")
    said = {0: "no warning", 1: "1 warning"}.get(len(warnings), f"{len(warnings)} warnings")
    print(f"{_counted(publication)}: no problem, {said}.")


def _counted(publication: Publication) -> str:
    """Say how many items there are, and how many of them a build of that day shows."""
    count = len(publication.catalogue.items)
    live = len(replace(publication, drafts=False).items)
    items = "1 item" if count == 1 else f"{count} items"
    day = f"{publication.as_of.day} {publication.as_of:%B %Y}"
    which = f"{live} of them" if live != count else "all of them" if count > 1 else "which is"
    return f"{items}, {which} shown on {day}"
