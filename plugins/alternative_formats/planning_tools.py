"""What the machine lacks for the formats that a site's items have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from plugins.alternative_formats.format import AlternativeFormat
from plugins.alternative_formats.planning import chosen
from plugins.alternative_formats.planning_site import with_formats
from plugins.catalogue.publication import Publication
from plugins.catalogue.site_formats import FormatName, FormatSettings


class MissingToolError(Exception):
    """The machine lacks what a format is made with; nothing was written."""

    exitcode = 2  # the machine's fault, not the content's

    def __init__(self, missing: Iterable[str]) -> None:
        """Keep what is missing, and how to get it."""
        super().__init__("\n".join(missing))


def wanted_formats(
    publication: Publication, choices: Mapping[FormatName, Sequence[str]]
) -> frozenset[str]:
    """Return the formats that some item has, by what editors chose."""
    settings = publication.site.formats
    found = {choice for item in with_formats(publication) for choice in chosen(item, settings)}
    return frozenset(name for choice in found for name in choices.get(choice, ()))


def missing_tools(
    formats: Iterable[AlternativeFormat], wanted: frozenset[str], settings: FormatSettings
) -> tuple[str, ...]:
    """Return what is missing, each said once with what it means and what to do."""
    lacking: dict[tuple[str, str], list[str]] = {}
    for one in formats:
        tool = one.missing_tool(settings) if one.name in wanted else None
        if tool is not None:
            name = one.suffix.lstrip(".").upper() or one.name
            lacking.setdefault((tool.name, tool.remedy), []).append(name)
    return tuple(
        f"{name} is not on this machine: without it there is no {' and no '.join(names)}.\n"
        f"    {remedy}"
        for (name, remedy), names in lacking.items()
    )
