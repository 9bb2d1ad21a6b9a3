"""Where something shown names a file of a story that consent keeps back: it is shown without it."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.catalogue.easy_read import EasyRead
from plugins.catalogue.front_matter import Place
from plugins.catalogue.item import Item
from plugins.catalogue.load import SITE_FILE
from plugins.catalogue.named_files import NamedFile, named_in
from plugins.catalogue.problem import Problem
from plugins.catalogue.publication import Publication
from plugins.catalogue.without import text_without

HERE = "is left out here"
WHOLLY = "is left out here, and with it the whole page, which cannot be without it"


def on_withheld(publication: Publication) -> Iterator[Problem]:
    """Yield each place whose picture or file is left out, with what to do about it."""
    if not publication.withheld:
        return
    shown = {item.path for item in publication.consented}
    easy = (one for one in publication.catalogue.easy_reads if one.of in shown)
    seen = (one for one in easy if publication.drafts or one.status == "published")
    texts: tuple[Item | EasyRead, ...] = (*publication.consented, *seen)
    for text in texts:
        lost = sorted({one for one in named_in(text) if one.file in publication.withheld})
        how = HERE if not lost or text_without(text, publication.withheld) else WHOLLY
        yield from (_problem(publication, one, how) for one in lost)
    yield from (_problem(publication, one, HERE) for one in _of_site(publication))


def _of_site(publication: Publication) -> Iterator[NamedFile]:
    site, lines = publication.catalogue.site, publication.catalogue.site_lines
    named: list[tuple[Place, str | None]] = [(("brand", "card"), site.brand.card)]
    if site.listen and site.listen.image:
        named.append((("listen", "image", "file"), site.listen.image.file))
    for place, file in named:
        if file is not None and file in publication.withheld:
            yield NamedFile(SITE_FILE, lines.get(place, 1), file)


def _problem(publication: Publication, named: NamedFile, how: str) -> Problem:
    owner = publication.withheld[named.file]
    whose = f'it is the same as "{owner.copy_of}", which' if owner.copy_of else "it"
    fault = (
        f'the {named.noun} "{named.file}" {how}: {whose} belongs to "{owner.story}", whose consent'
        " does not reach so far today."
    )
    remedy = (
        f"Use another {named.noun}, or delete it here. Where it has nothing of the person, take it"
        " out of the story's file instead."
    )
    return Problem(named.path, named.line, fault, remedy)
