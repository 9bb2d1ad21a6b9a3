"""One item's file as each site maker reads it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from plugins.benchmark.corpus import Item


def for_pelican(item: Item) -> str:
    """Return it with Python-Markdown's metadata; links name files, which Pelican looks up."""
    return (
        f"Title: {item.title}\nDate: {item.date:%Y-%m-%d %H:%M}\nCategory: {item.category}\n"
        f"Tags: {', '.join(item.topics)}\nSummary: {item.summary}\n\n"
        f"{item.markdown(lambda slug: f'{{filename}}{slug}.md', _picture)}\n"
    )


def for_hugo(item: Item) -> str:
    """Return it with YAML; links name files, which Hugo's link hook looks up."""
    fields = {
        "title": item.title,
        "date": f"{item.date:%Y-%m-%dT%H:%M:%SZ}",
        "categories": [item.category],
        "topics": list(item.topics),
        "summary": item.summary,
    }
    return _yaml(fields) + item.markdown(lambda slug: f"{slug}.md", _picture) + "\n"


def for_eleventy(item: Item) -> str:
    """Return it with YAML; links are ready addresses.

    Eleventy can look up files too, but parses each page once more for it, and would take half as
    long again: it is given the lighter work.
    """
    fields = {
        "title": item.title,
        "date": f"{item.date:%Y-%m-%dT%H:%M:%SZ}",
        "category": item.category,
        "topics": list(item.topics),
        "summary": item.summary,
    }
    return _yaml(fields) + item.markdown(lambda slug: f"/items/{slug}/", _picture) + "\n"


def for_catalogue(item: Item) -> str:
    """Return it as a news item of our own; links name files."""
    fields = {
        "title": item.title,
        "summary": item.summary,
        "date": f"{item.date:%Y-%m-%d}",
        "topics": list(item.topics),
    }
    words = item.markdown(lambda slug: f"{slug}.md", lambda number: f"picture-{number}.png")
    return f"{_yaml(fields)}{words}\n"


def _picture(number: int) -> str:
    return f"/images/picture-{number}.png"


def _yaml(fields: Mapping[str, Sequence[str]]) -> str:
    # A YAML parser reads a date only where it stands without quotation marks.
    lines = (
        f"{name}: {value if name == 'date' else json.dumps(value)}\n"
        for name, value in fields.items()
    )
    return f"---\n{''.join(lines)}---\n"
