"""What site.yaml says of formats, languages and pages that the content does not have."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator

from plugins.catalogue.fields import short
from plugins.catalogue.kinds import KINDS, Notice
from plugins.catalogue.load import SITE_FILE, Catalogue
from plugins.catalogue.problem import Problem

PAGES = ("contact_page", "accessibility_page", "formats_page")
# Lines by language, under formats: where they stand.
BY_LANGUAGE = (("braille", "tables"), ("voice", "voices"), ("voice", "say"))
MOST_TERMS = 500  # topics or places: each has its page, and no reader looks through more
WITH_FORMATS = tuple(sorted(KINDS.keys() - {Notice.kind}))


def problems_of_site(
    catalogue: Catalogue, paths: Collection[str], faulty: Collection[str]
) -> Iterator[Problem]:
    """Yield what names no page, no kind and no language; `paths` are the files of all items."""
    site, lines = catalogue.site, catalogue.site_lines
    for field in PAGES:
        path = getattr(site, field)
        if path is not None and path not in {*paths, *faulty}:
            remedy = "Name the file of an item that has a page, like pages/contact.md."
            fault = f'{field} cannot be "{path}": it has no page.'
            yield Problem(SITE_FILE, lines.get((field,), 1), fault, remedy)
    for name in site.formats.kinds:
        if name not in WITH_FORMATS:
            fault = f'"{short(name)}" under kinds is not a folder whose items have formats.'
            line = lines.get(("formats", "kinds", name), 1)
            yield Problem(SITE_FILE, line, fault, _one_of(name, WITH_FORMATS))
    yield from _of_languages(catalogue)
    for field in ("topics", "places"):
        if (count := len(getattr(site, field))) > MOST_TERMS:
            fault = f"{field} has {count:,} entries, and {MOST_TERMS} are the most."
            remedy = "Keep those that several items share: each has a page of its own."
            yield Problem(SITE_FILE, lines.get((field, MOST_TERMS), 1), fault, remedy)


def _of_languages(catalogue: Catalogue) -> Iterator[Problem]:
    site = catalogue.site
    known = (site.lang, *(language.code for language in site.languages))
    for part, field in BY_LANGUAGE:
        for code in getattr(getattr(site.formats, part), field):
            # en is said of en-GB too.
            if code not in {*known, *(one.partition("-")[0] for one in known)}:
                fault = f'"{short(code)}" under {field} is not a language of the site.'
                line = catalogue.site_lines.get(("formats", part, field, code), 1)
                yield Problem(SITE_FILE, line, fault, _one_of(code, known))


def _one_of(name: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    hint = f'Did you mean "{close[0]}"? ' if close else ""
    return f"{hint}Write one of: {', '.join(known)}."
