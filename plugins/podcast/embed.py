"""The small player of an episode that others put on their own site."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from plugins.catalogue.kinds import Episode, Show

WIDTH = 560
SOUND, VIDEO = 240, 460  # pixels of height; a film is 300 of them


@dataclass(frozen=True)
class Embed:
    """A player for other sites: where it is, and what it holds."""

    url: str  # whole, with https://
    title: str
    is_video: bool
    width: int = WIDTH

    @property
    def height(self) -> int:
        """How high it wants to be."""
        return VIDEO if self.is_video else SOUND

    @property
    def code(self) -> str:
        """The HTML that others paste."""
        frame = etree.Element(
            "iframe",
            src=self.url,
            title=self.title,  # A frame without a title is nameless to a screen reader.
            width=str(self.width),
            height=str(self.height),
            style="max-width:100%;border:0",  # The other site may forbid it, and it still works.
            loading="lazy",
            allow="fullscreen; picture-in-picture",
        )
        return etree.tostring(frame, method="html", encoding="unicode")


def embed_of(episode: Episode, show: Show, site_url: str, *, is_video: bool) -> Embed:
    """Return the player of an episode; `site_url` is whole, without the last slash."""
    return Embed(
        url=f"{site_url}/{episode.embed_address}",
        title=f"{episode.title} - {show.title}",
        is_video=is_video,
    )
