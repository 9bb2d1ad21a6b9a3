"""`./run bench`: how long a show's feed takes and what memory it needs, beside feedgen alone."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from plugins.catalogue.fields import is_remote
from plugins.catalogue.item import Image
from plugins.catalogue.known_files import KnownFiles
from plugins.catalogue.load import load
from plugins.catalogue.media import Media
from plugins.catalogue.publication import Publication
from plugins.podcast.bench_show import write_show
from plugins.podcast.channel import Channel
from plugins.podcast.faults import read_artworks
from plugins.podcast.feed import rss
from plugins.podcast.feed_alone import rss_alone
from plugins.podcast.pages import pages_of
from plugins.podcast.preparing import Preparation, Workshop, prepare
from plugins.podcast.publishing import Doors, channels
from plugins.podcast.rendition import Press

TODAY = date(2026, 11, 3)
ADDRESS = "https://anytown.example"
CONTENT = Path(__file__).resolve().parents[2] / "content"


@dataclass(frozen=True)
class Cost:
    """What writing a feed took."""

    seconds: float
    peak_megabytes: float  # of a program that does nothing else
    kilobytes: float  # of the feed


@dataclass(frozen=True)
class File:
    """A file as the room of files would give it."""

    url: str
    bytes: int
    media_type: str
    seconds: float | None


def bench(episodes: int, runs: int) -> None:
    """Time one document with every episode of a show, with all tags and with feedgen's own."""
    table = Table(f"Feed of {episodes:,} episodes", "Time", "Memory", "Size")
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        content = Path(name, "content")
        write_show(content, episodes)
        for title, write in (("With everything", _whole), ("By feedgen alone", rss_alone)):
            costs = [_measured(write, content) for _ in range(runs)]
            table.add_row(
                title,
                f"{median(cost.seconds for cost in costs):.2f} s",
                f"{median(cost.peak_megabytes for cost in costs):.0f} MB",
                f"{costs[0].kilobytes:,.0f} kB",
            )
    Console().print(table)
    _tell_of_rebuild(CONTENT)


def _tell_of_rebuild(content: Path) -> None:
    """Say how many of the site's own recordings are opened again where nothing is new."""
    if content.is_dir():
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as one:
            opened, count = one.submit(opened_again, content).result()
        Console().print(f"Once more with no new episode: {opened} of {count} recordings opened.")


def opened_again(content: Path) -> tuple[int, int]:
    """Prepare a folder's recordings twice; return how many the second time opens, and of how many.

    Its audit hook stays for as long as the process.
    """
    publication = Publication(load(content), TODAY)
    recordings = {
        str(publication.root / recording.file)
        for item in publication.items
        for recording in item.recordings
        if not is_remote(recording.file)
    }
    opened: set[str] = set()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        for _ in range(2):
            opened.clear()
            known = KnownFiles(Path(name, "known.json"))
            sys.addaudithook(partial(_note_opening, opened))
            prepare(publication, _workshop(publication, Path(name, "press"), known))
            known.save()
        again = opened & recordings
    return len(again), len(recordings)


def _note_opening(opened: set[str], event: str, given: tuple[object, ...]) -> None:
    if event == "open":
        opened.add(str(given[0]))


def _measured(write: Callable[[Channel], bytes], content: Path) -> Cost:
    """Run it in a program of its own, whose memory nothing else has used."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as one:
        return one.submit(_cost, write, content).result()


def _cost(write: Callable[[Channel], bytes], content: Path) -> Cost:
    channel = made_up_channel(content)
    began = time.perf_counter()
    feed = write(channel)
    seconds = time.perf_counter() - began
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, others kilobytes
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1_000_000
    return Cost(seconds, peak, len(feed) / 1000)


def _whole(channel: Channel) -> bytes:
    (page,) = pages_of(channel.items, max(1, len(channel.items)))
    return rss(channel, "feed", page)


def made_up_channel(content: Path) -> Channel:
    """Return the show of a content folder, as a build has it before it writes feeds."""
    publication = Publication(load(content), TODAY)
    artworks = read_artworks(publication.catalogue).by_file
    shop = _workshop(publication, content.with_name("press"), KnownFiles(None))
    preparation = prepare(publication, shop)
    doors = Doors(ADDRESS, _files(preparation), _picture, preparation)
    (channel,) = channels(publication, artworks, doors)
    return channel


def _workshop(publication: Publication, folder: Path, known: KnownFiles) -> Workshop:
    return Workshop(
        press=Press(folder, known),
        known=known,
        remote={},
        site_url=ADDRESS,
        covers=frozenset(read_artworks(publication.catalogue).by_file),
    )


def _files(preparation: Preparation) -> Callable[[str], File]:
    def file_of(path: str) -> File:
        copy = preparation.copies.get(path)
        media = copy.media if copy else Media(1, "text/vtt", None, is_video=False)
        url = (copy.url if copy else None) or f"/{path}"
        return File(url, media.bytes, media.media_type, media.seconds)

    return file_of


def _picture(image: Image) -> str:
    return f"/{image.file}"
