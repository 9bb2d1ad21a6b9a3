"""What site.yaml says of the listen feed, as a show; and what apps would refuse of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plugins.catalogue.item import Origin
from plugins.catalogue.kinds import Show
from plugins.catalogue.load import SITE_FILE, Catalogue
from plugins.catalogue.podcast_guid import show_guid
from plugins.catalogue.problem import Problem
from plugins.catalogue.publication import Publication
from plugins.catalogue.site import Site
from plugins.catalogue.site_listen import ListenFeed
from plugins.podcast.artwork import Artwork, UnfitArtworkError, read_artwork

FOLDER = "listen/"


@dataclass(frozen=True)
class Front:
    """The feed's picture, and what is wrong with what site.yaml says of it."""

    artwork: Artwork | None
    problems: tuple[Problem, ...]


def front_of(publication: Publication) -> Front:
    """Return the picture, or every reason why apps would refuse the feed."""
    catalogue, listen = publication.catalogue, publication.site.listen
    if catalogue.site.listen is None or listen is None:
        return Front(None, ())
    problems = list(_lacking(catalogue, catalogue.site.listen))
    image = listen.image
    if image is None:
        return Front(None, tuple(problems))
    try:
        return Front(read_artwork(catalogue.root, image, FOLDER), tuple(problems))
    except UnfitArtworkError as error:
        fault = f'the artwork "{image.file}" {error.fault}'
        problems.append(_problem(catalogue, fault, error.remedy, "image", "file"))
        return Front(None, tuple(problems))


def _lacking(catalogue: Catalogue, listen: ListenFeed) -> Iterator[Problem]:
    if listen.feed_guid is None:
        feed = f"{catalogue.site.address.rstrip('/')}/{FOLDER}feed.xml"
        fault = "the listen feed has no feed_guid, by which apps know it for life."
        remedy = f"Paste this line under listen:\n  feed_guid: {show_guid(feed)}"
        yield _problem(catalogue, fault, remedy)
    if listen.image is None:
        fault = "the listen feed has no image, and apps refuse it."
        remedy = "Add image: with a square picture of 1400 to 3000 pixels, JPEG or PNG, and alt."
        yield _problem(catalogue, fault, remedy)
    if not listen.categories:
        fault = "the listen feed has no categories, and Apple refuses it."
        remedy = "Add categories: like [Government, Health & Fitness]."
        yield _problem(catalogue, fault, remedy)


def show_of(listen: ListenFeed, site: Site, began: date) -> Show:
    """Return the feed as a show, which began on a day."""
    return Show(
        origin=Origin(SITE_FILE),
        title=listen.title,
        summary=listen.summary,
        date=began,
        author=listen.author or site.name,
        email=listen.email or site.contact.email,
        feed_guid=listen.feed_guid,
        categories=listen.categories,
        image=listen.image,
    )


def _problem(catalogue: Catalogue, fault: str, remedy: str, *place: str) -> Problem:
    lines = catalogue.site_lines
    line = lines.get(("listen", *place)) or lines.get(("listen",), 1)
    return Problem(SITE_FILE, line, fault, remedy)
