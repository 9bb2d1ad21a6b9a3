"""What a social card says and how it looks, for one item or for the whole site."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from plugins.catalogue.item import Item
from plugins.catalogue.kinds import Episode, Page, PatientStory, Person, Show
from plugins.catalogue.publication import Publication
from plugins.catalogue.site import Site

COLOUR = "#005eb8"  # NHS blue
WHITE, BLACK = "#ffffff", "#212b32"
PICTURE_WIDTH = 468
HEIGHT, EDGE, INSET = 630, 56, 64
# The row over the title: with a label in letters that stand high, with a label, with none.
HEAD_TALL, HEAD, HEAD_WITHOUT_LABEL = 72, 46, 16
FOOT = 40
TITLE_ROOM = 370
TITLE_BLEED = 24
SIZES_BESIDE_PICTURE = (76, 71, 66, 60, 54, 49, 45, 41, 37, 34)
SIZES_ALONE = (92, 84, 76, 68, 61, 55, 50, 44, 38)
SIZES_OF_TALL_SCRIPT = 0.82  # Nastaliq stands higher than its size says.
LONGEST_WORD = 26
PIECE = 16  # of a longer one: sixteen of the widest letters fit beside a picture
NASTALIQ = "Noto Nastaliq Urdu"
FONTS = ("Arimo", NASTALIQ, "Noto Sans Gujarati")
# The scripts that these fonts draw; a title in another would be a row of empty boxes.
SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "ARABIC", "GUJARATI")
LABELS = {
    "news": "News",
    "stories": "Patient story",
    "podcasts": "Podcast",
    "people": "Our people",
    "events": "Event",
    "meetings": "Meeting",
    "feedback": "You said, we did",
    "campaigns": "Campaign",
}


@dataclass(frozen=True, kw_only=True)
class CardWords:
    """One card; everything that card.typ reads, and the picture that is laid over it."""

    title: str
    label: str | None
    text: str | None
    name: str
    note: str
    lang: str
    dir: str
    colour: str
    ink: str
    picture: str | None  # from the content folder

    @property
    def picture_width(self) -> int:
        """How much of the card the picture takes."""
        return PICTURE_WIDTH if self.picture else 0

    @property
    def middle(self) -> int:
        """How far down the middle of the title stands."""
        return (EDGE + self._head + HEIGHT - EDGE - FOOT) // 2

    @property
    def _head(self) -> int:
        if self.label is None:
            return HEAD_WITHOUT_LABEL
        return HEAD_TALL if _is_tall(self.label) else HEAD

    def frame_json(self) -> str:
        """Return what card.typ reads of all but the title."""
        facts = {
            "label": self.label,
            "label_tall": _is_tall(self.label or ""),
            "name": self.name,
            "note": self.note,
            "edge": EDGE,
            "head": self._head,
            "foot": FOOT,
        }
        return json.dumps(facts | self._shared)

    def title_json(self) -> str:
        """Return what card.typ reads of the title."""
        tall = _is_tall(self.title)
        sizes = SIZES_BESIDE_PICTURE if self.picture else SIZES_ALONE
        facts = {
            "title": _breakable(self.title),
            "text": self.text,
            "tall": tall,
            "sizes": [size * SIZES_OF_TALL_SCRIPT if tall else size for size in sizes],
            "room": TITLE_ROOM,
            "bleed": TITLE_BLEED,
        }
        return json.dumps(facts | self._shared)

    @property
    def _shared(self) -> dict[str, object]:
        return {
            "lang": self.lang,
            "dir": self.dir,
            "picture_width": self.picture_width,
            "fonts": FONTS,
        }

    @property
    def seen(self) -> tuple[str, ...]:
        """All that can be seen but the picture, whose path names nothing that can be."""
        facts = (self.title, self.label, self.text, self.name, self.note, self.lang, self.dir)
        return (*(fact or "" for fact in facts), self.colour, self.ink, str(self.picture_width))


def words_of(item: Item, publication: Publication) -> CardWords | None:
    """Return an item's card; None where the site's own card stands for it.

    A story has a card of its own only with consent for social media.
    """
    site = publication.site
    if isinstance(item, PatientStory) and not item.consent.allows("social", publication.as_of):
        return None
    if not can_draw(item.title):
        return None
    known = site.language(item.lang) if item.lang else None
    return CardWords(
        title=item.title,
        label=known.name if known and can_draw(known.name) else _label(item, publication),
        text=item.role if isinstance(item, Person) and can_draw(item.role) else None,
        name=site.name,
        note=_note(site),
        lang=(item.lang or site.lang).split("-")[0],
        dir=known.direction if known else "ltr",
        picture=_picture_of(item),
        **_colours(site.brand.colour),
    )


def words_of_site(site: Site) -> CardWords:
    """Return the card of the site itself."""
    host = urlsplit(site.address).netloc
    return CardWords(
        title=site.name,
        label=None,
        text=site.summary,
        name=host,
        note=_note(site),
        lang=site.lang.split("-")[0],
        dir="ltr",
        picture=site.brand.card,
        **_colours(site.brand.colour),
    )


def can_draw(text: str) -> bool:
    """Tell whether every letter is of a script that the cards' fonts draw."""
    return text.isascii() or all(_is_drawn(sign) for sign in text if sign.isalpha())


@cache
def _is_drawn(letter: str) -> bool:
    name = unicodedata.name(letter, "")
    return name.startswith((*SCRIPTS, "MODIFIER", "FEMININE", "MASCULINE"))


def _label(item: Item, publication: Publication) -> str | None:
    if isinstance(item, Page):
        return None
    if isinstance(item, Episode) and (show := publication.show(item)):
        return show.title
    if isinstance(item, Show):
        return LABELS["podcasts"]
    return LABELS.get(item.kind)


def _picture_of(item: Item) -> str | None:
    posters = (recording.poster for recording in item.recordings if recording.poster)
    image = item.image or next(posters, None)
    return image.file if image else None


def _note(site: Site) -> str:
    # A card travels without its page, and must not pass for a real body's.
    return "Demonstration" if site.demonstration else ""


@cache
def _colours(given: str | None) -> dict[str, str]:
    colour = given or COLOUR
    return {"colour": colour, "ink": max(WHITE, BLACK, key=lambda ink: contrast(colour, ink))}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours like "#005eb8", 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004

    red, green, blue = (linear(part) for part in bytes.fromhex(colour.removeprefix("#")))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _is_tall(text: str) -> bool:
    return not text.isascii() and any(_is_arabic(sign) for sign in text)


@cache
def _is_arabic(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith("ARABIC")


def _breakable(title: str) -> str:
    """Let a word that no line holds, such as an address, go on in the next.

    Groups of digits stay together: in right-to-left text a telephone number would be turned.
    """
    words = re.sub(r"(?<=\d) (?=\d)", "\N{NO-BREAK SPACE}", title).split(" ")
    return " ".join(word if len(word) <= LONGEST_WORD else _in_pieces(word) for word in words)


def _in_pieces(word: str) -> str:
    pieces = (word[start : start + PIECE] for start in range(0, len(word), PIECE))
    return "\N{ZERO WIDTH SPACE}".join(pieces)
