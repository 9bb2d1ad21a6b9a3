"""Plans as words and numbers, to be kept while nothing changes of what they rest on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from plugins.alternative_formats.format import AlternativeFormat
from plugins.alternative_formats.offers import Missing
from plugins.alternative_formats.planning import Means, Plan, PlannedFile
from plugins.catalogue.item import Item
from plugins.catalogue.keeping import digest
from plugins.catalogue.kept_readings import program

HERE = Path(__file__).parent
Written: TypeAlias = tuple[Any, ...]


def written(plan: Plan) -> Written:
    """Return all of a plan but its item."""
    files = tuple(
        (file.format.name, file.key, tuple(file.needs.items()), file.place, file.step)
        for file in plan.files
    )
    gaps = tuple((gap.name, gap.why) for gap in plan.gaps)
    own = plan.easy_read, plan.has_large_print, plan.reader, plan.document, plan.pictures
    return (*own, files, gaps)


def read(answer: Written, item: Item, formats: Mapping[str, AlternativeFormat]) -> Plan:
    """Return a plan again."""
    easy_read, has_large_print, reader, document, pictures, files, gaps = answer
    return Plan(
        item=item,
        easy_read=easy_read,
        has_large_print=has_large_print,
        reader=reader,
        document=document,
        pictures=pictures,
        files=tuple(
            PlannedFile(format=formats[name], key=key, needs=dict(needs), place=place, step=step)
            for name, key, needs, place, step in files
        ),
        gaps=tuple(Missing(name=name, why=why) for name, why in gaps),
    )


def program_of(means: Means, site_url: str, locale: Path) -> bytes:
    """Return the digest of what all plans rest on: this program, its settings, and the day."""
    facts = (
        repr(means.settings),
        repr(list(means.formats)),
        repr(means.choices),
        repr(means.recipes),
        means.as_of.isoformat(),
        site_url,
    )
    files = (*sorted(HERE.glob("*.py")), *sorted(locale.glob("*.po")))
    data = (part for file in files for part in (file.name, file.read_bytes()))
    return hashlib.sha256(digest(program(), *facts, *data).encode()).digest()
