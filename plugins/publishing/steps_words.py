"""What publishing says of releases and of their differences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plugins.publishing.manifest import Difference, Manifest

SHOWN = 20  # Files of each sort that a dry run names, and problems that a fault names.
UNITS = ("bytes", "KB", "MB", "GB")
THOUSAND = 1000


def changes(found: Difference, target: str) -> Iterator[str]:
    """Give the lines of a dry run."""
    for what, paths in (
        ("Added", found.added),
        ("Changed", found.changed),
        ("Removed", found.removed),
    ):
        if paths:
            yield f"{what}: {counted(len(paths), 'file')}"
            yield from (f"    {path}" for path in paths[:SHOWN])
            if len(paths) > SHOWN:
                yield f"    and {len(paths) - SHOWN:,} more"
    if found.added or found.changed or found.removed:
        yield f"At most {size(found.bytes)} would be sent to {target}. This was a dry run."
    else:
        yield f"Nothing would change on {target}. This was a dry run."


def amounts(found: Difference) -> str:
    """Return how much a release changes: "2 files added, 1 changed, 0 removed, 1.2 MB"."""
    added = counted(len(found.added), "file")
    changed, removed = len(found.changed), len(found.removed)
    return f"{added} added, {changed:,} changed, {removed:,} removed, {size(found.bytes)}."


def release_lines(
    releases: Sequence[Manifest], live: Manifest | None, target: str
) -> Iterator[str]:
    """Give a line for each release, the newest first."""
    if not releases:
        yield f"Nothing has been published to {target} yet."
    for one in reversed(releases):
        day = one.built_from.get("as_of", "?")
        mark = "  live" if live is not None and live.release == one.release else ""
        pages = sum(entry.path.endswith(".html") for entry in one.entries)
        yield (
            f"{int(one.release):>6}  as of {day}  {counted(pages, 'page'):>12}"
            f"  {counted(len(one.entries), 'file'):>12}  {size(one.size):>9}{mark}"
        )


def listed(findings: Sequence[object]) -> str:
    """Return what was found wrong, a few of it, one below another."""
    lines = [str(finding) for finding in findings[:SHOWN]]
    if len(findings) > SHOWN:
        lines.append(f"and {len(findings) - SHOWN:,} more.")
    return "\n".join(lines)


def counted(number: int, noun: str) -> str:
    """Return a number and its noun: "1 file", "1,200 files"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def size(count: int) -> str:
    """Return a number of bytes as people say it: "1.2 MB"."""
    number, unit = float(count), 0
    while number >= THOUSAND and unit < len(UNITS) - 1:
        number, unit = number / THOUSAND, unit + 1
    return f"{count} bytes" if unit == 0 else f"{number:.1f} {UNITS[unit]}"
