"""`./run check`: every problem and every warning, and nothing written."""

from __future__ import annotations

from plugins.catalogue.advice import advice
from plugins.desk.order import Order, shown
from plugins.desk.progress import Lines
from plugins.desk.site_build import check_site


def check(order: Order) -> None:
    """Print the warnings, or raise the ContentError that carries every problem."""
    publication = check_site(order, Lines())
    warnings = advice(publication.catalogue, publication.as_of)
    for warning in warnings:
        print(f"{shown(order.content)}/{warning}")
    count = len(publication.catalogue.items)
    said = {0: "no warning", 1: "1 warning"}.get(len(warnings), f"{len(warnings)} warnings")
    items = "1 item" if count == 1 else f"{count} items"
    print(f"{items}: no problem, {said}.")
