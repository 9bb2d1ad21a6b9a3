"""The files that lie beside an episode's page: transcripts, chapters, and a film's sound alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from plugins.catalogue.item import Item
from plugins.catalogue.kinds import Show
from plugins.podcast.chapters import chapters_json
from plugins.podcast.preparing import PreparedEpisode
from plugins.podcast.published import PublishedEpisode

HASH = 8  # hexadecimal digits of the content, in names


def companions(
    prepared: PreparedEpisode, published: PublishedEpisode, show: Show
) -> Iterator[tuple[str, bytes]]:
    """Yield the place and the bytes of each transcript, and of the chapters."""
    item = published.item
    for transcript in prepared.transcripts:
        # The room of files publishes the WebVTT, which pages show as captions.
        if transcript.suffix != ".vtt":
            yield transcript_place(item, transcript.suffix), transcript.data
    if published.chapters:
        data = chapters_json(published.chapters, item.title, show.title, show.author)
        yield chapters_place(item), data


def sounds(episodes: Iterable[PreparedEpisode]) -> Iterator[tuple[str, Path]]:
    """Yield the place and the file of each film's sound."""
    for episode in episodes:
        if episode.sound_only:
            yield sound_place(episode), episode.sound_only.file


def transcript_place(item: Item, suffix: str) -> str:
    """Return where a transcript stands, from the site's root.

    The name alone is that of the item's own alternative formats: copd.txt is the whole page.
    """
    return f"{item.url}{item.name}-transcript{suffix}"


def chapters_place(item: Item) -> str:
    """Return where the chapters stand, from the site's root."""
    return f"{item.url}{item.name}.chapters.json"


def sound_place(episode: PreparedEpisode) -> str:
    """Return where a film's sound stands, from the site's root: it changes with its content."""
    if episode.sound_only is None:
        raise ValueError("There is no sound apart from the film.")
    digest = episode.sound_only.digest[:HASH]
    return f"{episode.url}{episode.name}-sound-{digest}{episode.sound_only.file.suffix}"
