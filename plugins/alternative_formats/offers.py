"""What a page says of its alternative formats: where each is, how large, how long, who made it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from plugins.alternative_formats.format import Gap

OfferName = Literal[
    "large-print", "easy-read", "pdf", "epub", "brf", "pef", "mp3", "vtt", "txt",
    "easy-read-pdf", "easy-read-epub",
]  # fmt: skip
MadeBy = Literal["computer", "people"]


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One format that a reader can choose: a file, or a page."""

    name: OfferName
    label: str  # what the type is called everywhere: "PDF"; "" where it is a page
    url: str  # begins with the site's root: "/news/flu-clinics/flu-clinics.pdf"
    media_type: str
    bytes: int | None = None  # None: a page
    seconds: float | None = None  # where it is heard
    made_by: MadeBy = "computer"
    is_page: bool = False


@dataclass(frozen=True, kw_only=True)
class Missing:
    """A format that this item cannot have, and why: what to say beside how to ask for it."""

    name: str  # the editors' name: "audio", "braille"
    why: Gap


@dataclass(frozen=True, kw_only=True)
class Listen:
    """The item, read out."""

    mp3: str  # address from the site's root
    vtt: str | None  # when each sentence is read; None: nobody knows
    bytes: int
    seconds: float
    made_by: MadeBy
    reader: str | None  # the person who reads


@dataclass(frozen=True, kw_only=True)
class Alternatives:
    """Everything that there is of one item beside its page."""

    offers: tuple[Offer, ...] = ()
    gaps: tuple[Missing, ...] = ()
    listen: Listen | None = None

    def offer(self, name: OfferName) -> Offer | None:
        """Return the offer of this name."""
        return next((one for one in self.offers if one.name == name), None)

    @property
    def large_print(self) -> Offer | None:
        """The large-print page."""
        return self.offer("large-print")

    @property
    def easy_read(self) -> Offer | None:
        """The Easy Read page."""
        return self.offer("easy-read")


NOTHING = Alternatives()
