"""Where an editor's own words may name a story that has gone: no program can take them out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from plugins.catalogue.front_matter import read_front_matter
from plugins.catalogue.problem import ContentError
from plugins.publishing.withdraw import StoryFile

QUOTES = " \u201c\u201d\u2018\u2019\"'"
TEXTS = frozenset({".md", ".yaml", ".vtt", ".srt", ".txt", ".csv", ".json"})


def mentions(content: Path, story: StoryFile) -> Iterator[str]:
    """Yield the other files that lead to a story, or hold its title or the name readers saw."""
    words = re.compile("|".join(map(re.escape, _words(story))), re.IGNORECASE)
    own = (content / story.path).with_suffix("").name
    for file in sorted(content.rglob("*")):
        is_own = file.name.partition(".")[0] == own and file.parent.name == "stories"
        if file.suffix in TEXTS and not is_own and file.is_file():
            found = words.search(file.read_text(encoding="utf-8", errors="replace"))
            if found:
                yield f'{file.relative_to(content).as_posix()} has "{found[0]}"'


def _words(story: StoryFile) -> list[str]:
    path = Path(story.path)
    try:
        values = read_front_matter(story.text, story.path).values
    except ContentError:
        return [path.name]
    consent = values.get("consent")
    known_as = consent.get("known_as") if isinstance(consent, dict) else None
    said = (str(word).strip(QUOTES) for word in (values.get("title"), known_as) if word)
    return [path.name, story.address, *(word for word in said if word)]
