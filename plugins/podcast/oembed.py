"""What tells other sites how to show an episode: oEmbed 1.0, https://oembed.com/."""

from __future__ import annotations

import json
from dataclasses import dataclass

from plugins.catalogue.kinds import Episode, Show
from plugins.catalogue.publication import MAKERS, slug_of
from plugins.podcast.embed import Embed

MEDIA_TYPE = "application/json+oembed"


@dataclass(frozen=True)
class Thumbnail:
    """A picture of the episode."""

    url: str  # whole, with https://
    width: int
    height: int


@dataclass(frozen=True)
class Provider:
    """Whose site it is."""

    name: str
    url: str  # whole, with https://


def oembed(
    episode: Episode,
    show: Show,
    embed: Embed,
    provider: Provider,
    thumbnail: Thumbnail | None = None,
) -> bytes:
    """Return the answer as JSON."""
    name = episode.made_by
    author_page = f"{MAKERS}{slug_of(name)}/" if name else show.address
    answer: dict[str, str | int] = {
        "version": "1.0",
        # A video's size counts for its shape; a player of sound is a piece of a page (2.3.4).
        "type": "video" if embed.is_video else "rich",
        "title": episode.title,
        "author_name": name or show.author,
        "author_url": f"{provider.url}/{author_page}",
        "provider_name": provider.name,
        "provider_url": f"{provider.url}/",
        "html": embed.code,
        "width": embed.width,
        "height": embed.height,
    }
    if thumbnail:
        answer |= {
            "thumbnail_url": thumbnail.url,
            "thumbnail_width": thumbnail.width,
            "thumbnail_height": thumbnail.height,
        }
    return json.dumps(answer, ensure_ascii=False, indent=1).encode() + b"\n"
