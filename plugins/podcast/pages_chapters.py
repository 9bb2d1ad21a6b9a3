"""The chapters that an episode's page lists."""

from __future__ import annotations

from plugins.catalogue.kinds import Episode
from plugins.podcast.chapters import FileChapter
from plugins.podcast.preparing import Preparation


def listed_chapters(item: Episode, preparation: Preparation) -> tuple[FileChapter, ...]:
    """Return an episode's chapters; a translation has its own, or those of its original."""
    if item.translation_of and item.chapters:
        found = tuple(
            FileChapter(float(one.seconds), one.title, one.url, hidden=one.hidden)
            for one in item.chapters
        )
    else:
        prepared = preparation.episodes.get(item.translation_of or item.path)
        found = prepared.chapters if prepared else ()
    return tuple(chapter for chapter in found if not chapter.hidden)
