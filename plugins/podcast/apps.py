"""Podcast apps that a link can hand a feed to, and the link for each.

An app's own scheme opens it where it is installed, and nothing otherwise; so the page that shows
these links gives the feed's address too. Pocket Casts and Apple take the address without its
https://, Overcast and the others take it whole, as a value.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias
from urllib.parse import quote

from plugins.catalogue.kinds import Show

Device: TypeAlias = Literal["apple", "android", "any"]


@dataclass(frozen=True)
class App:
    """An app, on what it runs, and what opens the show in it."""

    name: str
    device: Device
    url: str


def apps(show: Show, feed: str) -> tuple[App, ...]:
    """Return the well-known apps with their links; `feed` is whole, with https://."""
    bare, value = feed.partition("://")[2], quote(feed, safe="")
    title = quote(show.title, safe="")
    known = (
        App("Apple Podcasts", "apple", f"podcast://{bare}"),
        App("Pocket Casts", "any", f"pktc://subscribe/{bare}"),
        App("Overcast", "apple", f"overcast://x-callback-url/add?url={value}"),
        App(
            "AntennaPod",
            "android",
            f"https://antennapod.org/deeplink/subscribe?url={value}&title={title}",
        ),
        App("Podcast Addict", "android", f"https://podcastaddict.com/feed/{value}"),
    )
    # A show's own page in a directory works without the app, too.
    listed = {place.name.casefold(): place.url for place in show.listed}
    given = (listed.get(app.name.casefold()) for app in known)
    return tuple(replace(app, url=url or app.url) for app, url in zip(known, given, strict=True))


def other_places(show: Show, known: tuple[App, ...]) -> tuple[App, ...]:
    """Return the directories that the show says it is listed in, beside the known apps."""
    names = {app.name.casefold() for app in known}
    return tuple(
        App(place.name, "any", place.url)
        for place in show.listed
        if place.name.casefold() not in names
    )
