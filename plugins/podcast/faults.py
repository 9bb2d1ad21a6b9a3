"""What stops a build: without it a feed would be refused, or subscribers would lose their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.catalogue.item import Image, Item
from plugins.catalogue.kinds import Episode, PatientStory, Person, Show
from plugins.catalogue.load import Catalogue
from plugins.catalogue.podcast_guid import episode_guid, show_guid
from plugins.catalogue.problem import Problem
from plugins.podcast.artwork import Artwork, UnfitArtworkError, read_artwork


@dataclass(frozen=True)
class Artworks:
    """Every picture of shows and episodes by its file, and what is wrong with the others."""

    by_file: dict[str, Artwork]
    problems: tuple[Problem, ...]


def read_artworks(catalogue: Catalogue) -> Artworks:
    """Return the square pictures of all shows and episodes."""
    by_file: dict[str, Artwork] = {}
    problems: list[Problem] = []
    for item in catalogue.items:
        image = _square_picture(item)
        if image is None or image.file in by_file or item.status == "draft":
            continue
        try:
            by_file[image.file] = read_artwork(catalogue.root, image, item.address)
        except UnfitArtworkError as error:
            line = item.origin.line_of("image" if isinstance(item, Show) else "artwork", "file")
            fault = f'the artwork "{image.file}" {error.fault}'
            problems.append(Problem(item.path, line, fault, error.remedy))
    return Artworks(by_file, tuple(problems))


def _square_picture(item: Item) -> Image | None:
    if isinstance(item, Show):
        return item.image
    return item.artwork if isinstance(item, Episode) else None


def faults(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield what is wrong in shows and episodes beyond their pictures, drafts left aside."""
    originals = [item for item in catalogue.items if item.translation_of is None]
    shows = {item.name: item for item in originals if isinstance(item, Show)}
    taken: dict[str, Item] = {}
    for item in originals:
        if item.status == "draft":
            continue
        if isinstance(item, Show):
            yield from _of_show(catalogue, item)
            yield from _taken(taken, item, item.feed_guid, ("feed_guid",))
        elif isinstance(item, Episode):
            if item.guid is None:
                yield _no_guid(catalogue, item, ("title",), "")
            yield from _taken(taken, item, item.guid, ("guid",))
        elif isinstance(item, PatientStory) and item.episode:
            yield from _of_story(catalogue, item, shows)
            yield from _taken(taken, item, item.episode.guid, ("episode", "guid"))


def _of_show(catalogue: Catalogue, show: Show) -> Iterator[Problem]:
    line = show.origin.line_of("title")
    if show.feed_guid is None:
        feed = f"{catalogue.site.address.rstrip('/')}/{show.address}feed.xml"
        fault = "the show has no feed_guid, by which apps know it for life."
        remedy = f"Paste this line below the title:\nfeed_guid: {show_guid(feed)}"
        yield Problem(show.path, line, fault, remedy)
    if show.image is None:
        remedy = "Add image: with a square picture of 1400 to 3000 pixels, JPEG or PNG, and alt."
        yield Problem(show.path, line, "the show has no image, and apps refuse it.", remedy)
    if not show.categories:
        remedy = "Add categories: like [Health & Fitness > Medicine, Government]."
        yield Problem(show.path, line, "the show has no categories, and Apple refuses it.", remedy)
    people = {item.path for item in catalogue.items if isinstance(item, Person)}
    for index, presenter in enumerate(show.people):
        if presenter.person and presenter.person not in people:
            place = show.origin.line_of("people", index, "person")
            fault = f'"{presenter.person}" is not a person.'
            yield Problem(show.path, place, fault, "Name the file of a person.")


def _of_story(
    catalogue: Catalogue, story: PatientStory, shows: dict[str, Show]
) -> Iterator[Problem]:
    if story.episode is None:
        return
    line = story.origin.line_of("episode")
    if story.episode.show not in shows:
        known = ", ".join(sorted(shows)) or "none yet"
        fault = f'there is no show "{story.episode.show}".'
        yield Problem(story.path, line, fault, f"Write the name of a show's folder: {known}.")
    if story.recording is None:
        remedy = "Add the recording, or delete episode and what is under it."
        yield Problem(story.path, line, "the story is an episode, and has no recording.", remedy)
    if story.episode.guid is None:
        yield _no_guid(catalogue, story, ("episode",), "  ")


def _no_guid(catalogue: Catalogue, item: Item, place: tuple[str, ...], indent: str) -> Problem:
    guid = episode_guid(f"{catalogue.site.address.rstrip('/')}/{item.url}")
    remedy = f"Paste this line below the line {place[0]}:\n{indent}guid: {guid}"
    fault = "the episode has no guid, by which apps know it for life."
    return Problem(item.path, item.origin.line_of(*place), fault, remedy)


def _taken(
    taken: dict[str, Item], item: Item, guid: str | None, place: tuple[str, ...]
) -> Iterator[Problem]:
    if guid is None:
        return
    other = taken.setdefault(guid, item)
    if other is not item:
        fault = f"{other.path} has the same {place[-1]}: apps would show only one of them."
        remedy = f"Delete the line; check then tells you a {place[-1]} to paste."
        yield Problem(item.path, item.origin.line_of(*place), fault, remedy)
