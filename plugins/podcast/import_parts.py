"""Parts of a feed that shows and episodes share, as fields of this site's files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element

from plugins.catalogue.kinds.podcast_parts import SHORT, WELL_KNOWN_LICENCES
from plugins.catalogue.podcast_roles import GROUP_OF
from plugins.podcast.feed_vocabulary import VOCABULARY, web_address
from plugins.podcast.feed_words import within
from plugins.podcast.import_front_matter import Field
from plugins.podcast.import_values import Person
from plugins.podcast.import_xml import first, text

ROLES = {role.lower(): role for role in GROUP_OF}


def truth(value: str) -> bool | None:
    """Return whether a feed says yes; None where it does not say."""
    known = {"true": True, "yes": True, "explicit": True, "false": False, "no": False}
    return known.get(value.lower(), False if value.lower() == "clean" else None)


def known_word(value: str, *known: str) -> str | None:
    """Return a word if it is one of those that are known."""
    return value.lower() if value.lower() in known else None


def number_from_one(value: str) -> int | None:
    """Return a number that a season or an episode can have."""
    return int(value) if re.fullmatch(r"[1-9][0-9]{0,8}", value) else None


def picture(file: str | None, alt: str | None, otherwise: str) -> Field:
    """Return a picture with its words."""
    return {"file": file, "alt": within(alt or otherwise, 200)} if file else None


def people_fields(people: Iterable[Person], usual: str) -> list[Field]:
    """Return people; a role that the taxonomy has not is shown as their work."""
    found: list[Field] = []
    for person in people:
        part = ROLES.get(person.part.lower())
        url = person.url if person.url and web_address(person.url) else None
        found.append(
            {
                "name": within(person.name, SHORT),
                "role": None if part else person.part,
                "part": part if part != usual else None,
                "url": url,
            }
        )
    return found


def address(url: str | None) -> str | None:
    """Return an address if it is whole."""
    return url if url and web_address(url) else None


def licence_fields(parent: Element | None) -> Field:
    """Return a licence if it can be looked up."""
    licence = first(parent, "podcast:license")
    name, url = text(parent, "podcast:license"), None
    if licence is not None:
        url = address(licence.get("url"))
    if not name or (url is None and name.lower() not in WELL_KNOWN_LICENCES):
        return None
    return {"name": name, "url": url}


def location_fields(parent: Element | None) -> Field:
    """Return the place that something is about."""
    location = first(parent, "podcast:location")
    name = text(parent, "podcast:location")
    if location is None or not name:
        return None
    rules = VOCABULARY["podcast:location"].takes
    given = {key: location.get(key, "") for key in ("geo", "osm", "country")}
    kept: Mapping[str, str] = {key: value for key, value in given.items() if rules[key](value)}
    return {
        "name": within(name, SHORT),
        "geo": kept.get("geo", "").removeprefix("geo:") or None,
        "osm": kept.get("osm"),
        "country": kept.get("country"),
    }
