"""Events of our world, made in one line."""

from __future__ import annotations

from pathlib import Path

from plugins.catalogue.item import Item, Origin
from plugins.catalogue.kinds import Event, Meeting
from plugins.catalogue.load import Catalogue
from plugins.catalogue.publication import Publication
from plugins.catalogue.site import Site

SITE = Site.model_validate(
    {
        "name": "East Leicestershire and Rutland CCG",
        "short_name": "ELR CCG",
        "summary": "Local NHS news.",
        "address": "https://elrccg.example/site",
        "header": {"name": "ELR"},
        "contact": {"address": ["1 Example House"], "email": "a@elrccg.example", "reply": "Soon."},
        "home": {"heading": "Your NHS", "text": "Have your say."},
        "labels": {"meetings": "Governing body meetings"},
        "languages": [{"code": "ur", "name": "اردو", "english": "Urdu", "direction": "rtl"}],
    }
)


def event(path: str = "events/booth.md", **fields: object) -> Event:
    values: dict[str, object] = {
        "origin": Origin(path),
        "title": "Listening Booth at Oadby library",
        "summary": "Tell us about your local NHS.",
        "date": "2025-08-18",
        "start": "2026-10-06 10:00",
        "end": "2026-10-06 12:30",
    }
    return Event.model_validate(values | fields)


def meeting(path: str = "meetings/2026-11.md", **fields: object) -> Meeting:
    values: dict[str, object] = {
        "origin": Origin(path),
        "title": "Governing body, November 2026",
        "summary": "The governing body meets in public.",
        "date": "2026-10-01",
        "start": "2026-11-10 13:30",
        "end": "2026-11-10 16:00",
        "group": "Governing body",
    }
    return Meeting.model_validate(values | fields)


def publication(*items: Item, as_of: str = "2026-11-21") -> Publication:
    from datetime import date  # noqa: PLC0415

    catalogue = Catalogue(
        root=Path(),
        site=SITE,
        items=items,
        notices=(),
        files=frozenset(),
        site_lines={},
    )
    return Publication(catalogue, date.fromisoformat(as_of))
