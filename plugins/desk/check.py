"""`./run check`: every problem and every warning, and nothing written."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from plugins.catalogue.problem import Problem
from plugins.desk.order import Order, shown
from plugins.desk.progress import Lines
from plugins.desk.site_build import check_site


def check(order: Order) -> None:
    """Print the warnings, or raise the ContentError that carries every problem."""
    publication = check_site(order, Path(order.output), Lines())
    warnings: tuple[Problem, ...] = ()
    if find_spec("plugins.catalogue.advice"):
        module = import_module("plugins.catalogue.advice")
        warnings = module.advice(publication.catalogue, publication.as_of)
    for warning in warnings:
        print(f"{shown(order.content)}/{warning}")
    count = len(publication.catalogue.items)
    said = {0: "no warning", 1: "1 warning"}.get(len(warnings), f"{len(warnings)} warnings")
    items = "1 item" if count == 1 else f"{count} items"
    print(f"{items}: no problem, {said}.")
