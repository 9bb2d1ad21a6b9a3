"""A council's show in every detail, for tests to turn into feeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from PIL import Image as Picture

from plugins.catalogue.item import Image
from plugins.catalogue.known_files import KnownFiles
from plugins.catalogue.publication import Publication
from plugins.podcast.artwork import Artwork
from plugins.podcast.channel import Channel
from plugins.podcast.companions import companions, sounds
from plugins.podcast.faults import read_artworks
from plugins.podcast.feed import PAGE_SIZE, feeds
from plugins.podcast.preparing import Workshop, prepare
from plugins.podcast.publishing import Doors, channels
from plugins.podcast.rendition import Press
from tests.podcast.sound_samples import mp3, mp4
from tests.small_site import TODAY, SmallSite

NS = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "fh": "http://purl.org/syndication/history/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "psc": "http://podlove.org/simple-chapters",
}
ADDRESS = "https://fenwick.example"
FEED = "podcasts/town-talk/feed.xml"
FEED_GUID = "2f1a0f7e-6d1c-5b0c-9a63-6a1c0e0c1111"
GUID = "5b9c4a52-1f0e-5c3a-8a55-b6f7c1d20001"
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Asha>Flu clinics open on Monday.\n"
CONSENT = "{reference: PS-1, given: 2026-01-05, uses: [website, audio, podcast]}"

SHOW = f"""\
title: Town Talk
summary: What the council does, in twenty minutes.
date: 2026-01-05
author: Fenwick Town Council
email: talk@fenwick.example
owner: {{name: The press office, email: press@fenwick.example}}
feed_guid: {FEED_GUID}
image: {{file: artwork.png, alt: A town hall under a blue sky.}}
categories: [Government, Health & Fitness > Mental Health, News > Daily News]
explicit: false
type: serial
people:
  - {{name: Asha Example, person: ../../people/asha.md}}
  - {{name: Ben Sound, part: Sound Designer, url: "https://ben.example/"}}
funding:
  - {{url: "https://give.example/", label: Support the library}}
licence: {{name: OGL-UK-3.0, url: "https://licence.example/ogl"}}
location: {{name: Fenwick, geo: "52.6586,-0.6396", osm: R57398, country: gb}}
frequency: {{words: Every other Tuesday, rrule: FREQ=WEEKLY;INTERVAL=2;BYDAY=TU, start: 2026-01-06}}
seasons: [{{number: 1, name: The first year}}]
podroll:
  - title: Village Voice
    feed_guid: 29cdca4a-32d8-56ba-b48b-09a011c5daa9
    feed_url: https://village.example/feed.xml
locked: true
listed: [{{name: Apple Podcasts, url: "https://apple.example/town-talk"}}]
new_feed_address: https://fenwick.example/podcasts/town-talk/feed.xml
copyright: © 2026 Fenwick Town Council
notes: [{{text: abc-123, purpose: applepodcastsverify}}]
hub: https://hub.example/
"""
EPISODE = f"""\
title: Flu clinics open on Monday
summary: Asha tells who can have the vaccine, and where.
guid: {GUID}
date: 2026-11-03
time: 18:30
season: 1
episode: 2
explicit: true
artwork: {{file: flu.png, alt: A syringe on yellow.}}
recording: {{file: flu.mp3, transcript: flu.vtt}}
renditions:
  - {{title: Signed in BSL, language: bfi, file: flu-signed.mp4, transcript: flu.vtt}}
people:
  - {{name: Asha Example, person: ../../people/asha.md, part: Host}}
  - {{name: Margaret, role: patient}}
chapters:
  - {{start: "0:00", title: Welcome}}
  - {{start: "0:03", title: Where to go, url: "https://fenwick.example/where/"}}
soundbites: [{{start: "0:01", seconds: 15, title: One sentence}}]
links: [{{url: "https://video.example/flu", title: Watch it with signs}}]
discussions:
  - protocol: activitypub
    uri: https://social.example/@fenwick/1
    account: "@fenwick"
    account_url: https://social.example/@fenwick
licence: {{name: cc-by-4.0}}
location: {{name: Fenwick Library, country: gb}}
made_by: Fenwick Breathe Easy group
"""
FILM = """\
title: A walk in the park
summary: Ten minutes in the park.
guid: 5b9c4a52-1f0e-5c3a-8a55-b6f7c1d20002
date: 2026-10-06
season: 1
episode: 1
recording: {file: walk.mp4, transcript: walk.vtt}
"""
TRAILER = """\
title: What is Town Talk?
summary: A minute on the show.
guid: 5b9c4a52-1f0e-5c3a-8a55-b6f7c1d20003
date: 2026-01-05
type: trailer
season: 1
recording: {file: trailer.mp3, transcript: trailer.vtt}
"""


@dataclass(frozen=True)
class File:
    """A file as the room of files would give it."""

    url: str
    bytes: int
    media_type: str
    seconds: float | None


def write_show(site: SmallSite) -> SmallSite:
    """Write a show with every field, a sound episode, a film and a trailer."""
    folder = "podcasts/town-talk"
    site.item("people/asha.md", title="Asha Example")
    site.write(f"{folder}/show.md", f"---\n{SHOW}---\nAbout the show.\n")
    site.write(
        f"{folder}/flu.md", f"---\n{EPISODE}---\n## Who\n\nSee [us](../../pages/about.md).\n"
    )
    site.write(f"{folder}/walk.md", f"---\n{FILM}---\nWords.\n")
    site.write(f"{folder}/trailer.md", f"---\n{TRAILER}---\nWords.\n")
    for name in ("flu", "walk", "trailer"):
        site.write(f"{folder}/{name}.vtt", VTT)
    for name, colour in (("artwork", "navy"), ("flu", "gold")):
        Picture.new("RGB", (1400, 1400), colour).save(site.root / folder / f"{name}.png")
    mp3(site.root / folder / "flu.mp3")
    mp3(site.root / folder / "trailer.mp3", 3)
    mp4(site.root / folder / "walk.mp4", 3)
    mp4(site.root / folder / "flu-signed.mp4")
    return site


def write_story(site: SmallSite, consent: str = CONSENT) -> None:
    """Write a patient story that is an episode of the show."""
    site.write("stories/margaret.vtt", VTT)
    mp3(site.root / "stories/margaret.mp3", 4)
    site.item(
        "stories/margaret.md",
        title="I can walk to the shop again",
        consent=consent,
        recording="{file: margaret.mp3, transcript: margaret.vtt}",
        episode="{show: town-talk, guid: 5b9c4a52-1f0e-5c3a-8a55-b6f7c1d20009, type: bonus}",
    )


def doors(publication: Publication, artworks: Mapping[str, Artwork]) -> Doors:
    """Stand in for the rooms of files and pictures: each file stands where it lies."""
    known = KnownFiles(None)
    shop = Workshop(
        press=Press(publication.root.parent / "press", known),
        known=known,
        remote={},
        site_url=ADDRESS,
        covers=frozenset(artworks),
    )
    preparation = prepare(publication, shop)
    assert preparation.problems == []

    def file_of(path: str) -> File:
        copy = preparation.copies.get(path)
        if copy is None:
            return File(f"/{path}", (publication.root / path).stat().st_size, "text/vtt", None)
        media = copy.media
        return File(f"/{path}", media.bytes, media.media_type, media.seconds)

    def picture_url(image: Image) -> str:
        return f"/{image.file}"

    return Doors(ADDRESS, file_of, picture_url, preparation)


def channels_of(publication: Publication) -> tuple[Channel, ...]:
    """Return the channels of a publication."""
    artworks = read_artworks(publication.catalogue)
    assert artworks.problems == ()
    return channels(publication, artworks.by_file, doors(publication, artworks.by_file))


def publish(publication: Publication, output: Path) -> None:
    """Write every feed of a publication, and every file that they name, where they say."""
    artworks = read_artworks(publication.catalogue).by_file
    given = doors(publication, artworks)
    files: dict[str, bytes] = {}
    for path, copy in given.preparation.copies.items():
        files[path] = copy.file.read_bytes() if copy.file else copy.data or b""
    for place, file in sounds(given.preparation.episodes.values()):
        files[place] = file.read_bytes()
    for channel in channels(publication, artworks, given):
        files |= dict(feeds(channel))
        shown = (channel.artwork, *(one.artwork for one in channel.items))
        files |= {artwork.place: artwork.data for artwork in shown if artwork}
        for one in channel.items:
            prepared = given.preparation.episodes[one.published.item.path]
            files |= dict(companions(prepared, one.published, channel.show))
            (recording, *_) = one.published.item.recordings
            transcript = recording.transcript
            files.setdefault(transcript, (publication.root / transcript).read_bytes())
    for place, data in files.items():
        (output / place).parent.mkdir(parents=True, exist_ok=True)
        (output / place).write_bytes(data)


def feeds_of(site: SmallSite, size: int = PAGE_SIZE) -> dict[str, bytes]:
    """Return every feed document of the site's shows by its place."""
    found = channels_of(site.publication(TODAY))
    return {place: data for channel in found for place, data in feeds(channel, size)}


def tree(data: bytes) -> etree._Element:
    """Return a feed's channel."""
    channel = etree.fromstring(data).find("channel")
    assert channel is not None
    return channel


def item(channel: etree._Element, title: str) -> etree._Element:
    """Return an item by its title."""
    return next(one for one in channel.iter("item") if one.findtext("title") == title)


def attributes(parent: etree._Element, path: str) -> list[dict[str, str]]:
    """Return the attributes of every element at a path."""
    return [
        {str(name): str(value) for name, value in one.attrib.items()}
        for one in parent.findall(path, NS)
    ]


def texts(parent: etree._Element, path: str) -> list[str]:
    """Return the words of every element at a path."""
    return [one.text or "" for one in parent.findall(path, NS)]
