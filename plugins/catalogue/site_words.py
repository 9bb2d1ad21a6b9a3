"""The words of site.yaml that a language may translate, and those that translate nothing."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from plugins.catalogue.fields import short
from plugins.catalogue.kinds import Event, Meeting
from plugins.catalogue.load import SITE_FILE, Catalogue
from plugins.catalogue.problem import Problem
from plugins.catalogue.site import Site


def words_of(site: Site) -> frozenset[str]:
    """Return what pages show of site.yaml whatever language they are in."""
    header, contact = site.header, site.contact
    words = {site.name, header.name, header.split, header.descriptor, site.demonstration}
    words |= {entry.label for entry in (*site.menu, *site.footer)} | set(site.labels.values())
    words |= {term.name for term in (*site.topics, *site.places)}
    words |= {*contact.address, contact.hours, contact.reply, site.home.series}
    return frozenset(word for word in words if word is not None)


def unknown_words(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield a problem for each translated word that the site does not say."""
    known = words_of(catalogue.site)
    known |= {item.series for item in catalogue.items if isinstance(item, Event) and item.series}
    known |= {item.group for item in catalogue.items if isinstance(item, Meeting)}
    for number, language in enumerate(catalogue.site.languages):
        for word in language.words:
            if word in known:
                continue
            place = ("languages", number, "words", word)
            line = catalogue.site_lines.get(place, 1)
            close = difflib.get_close_matches(word, sorted(known), n=1)
            hint = f'Did you mean "{short(close[0])}"? ' if close else ""
            fault = f'"{short(word)}" under words is nothing that the site says.'
            remedy = f"{hint}Write it as it stands in a menu, a topic or another part of the file."
            yield Problem(SITE_FILE, line, fault, remedy)
