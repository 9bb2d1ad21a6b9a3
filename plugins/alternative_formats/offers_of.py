"""From plans and made files to what pages say of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from plugins.alternative_formats.cache import Cache, Made
from plugins.alternative_formats.offers import Alternatives, Listen, Offer, OfferName
from plugins.alternative_formats.planning import Plan, PlannedFile
from plugins.catalogue.item import Item
from plugins.catalogue.spoken import SpokenItem

LABELS = {".vtt": "WebVTT"}
HEARD = frozenset({"mp3", "vtt"})


def alternatives_of(plans: Sequence[Plan], made: Mapping[str, Made], root: str) -> Alternatives:
    """Return what there is of an item beside its page."""
    gaps = tuple(gap for plan in plans if not plan.easy_read for gap in plan.gaps)
    offers = [offer for plan in plans for offer in _offers(plan, made, root)]
    return Alternatives(
        # Pages first; a file's place is that of its format.
        offers=tuple(sorted(offers, key=lambda offer: not offer.is_page)),
        gaps=gaps,
        listen=next((found for plan in plans if (found := listen_of(plan, made, root))), None),
    )


def listen_of(plan: Plan, made: Mapping[str, Made], root: str) -> Listen | None:
    """Return how an item is heard."""
    sound, cues = plan.file("mp3"), plan.file("vtt")
    if sound is None or plan.easy_read:
        return None
    facts = made[sound.key]
    return Listen(
        mp3=f"{root}/{sound.place}",
        vtt=f"{root}/{cues.place}" if cues else None,
        bytes=facts.bytes,
        seconds=facts.seconds or 0.0,
        made_by="people" if plan.reader else "computer",
        reader=plan.reader,
    )


def spoken_item(plan: Plan, made: Mapping[str, Made], root: str, cache: Cache) -> SpokenItem | None:
    """Return an item that is heard, for rooms that list such."""
    listen, sound, cues = listen_of(plan, made, root), plan.file("mp3"), plan.file("vtt")
    if listen is None or sound is None:
        return None
    return SpokenItem(
        item=plan.item,
        url=listen.mp3,
        file=cache.file(sound.key),
        digest=made[sound.key].digest,
        bytes=listen.bytes,
        seconds=listen.seconds,
        cues_url=listen.vtt,
        cues=cache.file(cues.key) if cues else None,
        reader=listen.reader,
    )


def _offers(plan: Plan, made: Mapping[str, Made], root: str) -> Iterator[Offer]:
    if plan.easy_read:
        yield _page(plan.item, "easy-read", root, made_by_people=True)
    if plan.has_large_print:
        yield _page(plan.item, "large-print", root)
    for file in plan.files:
        if file.place is not None:
            yield _file(plan, file, made[file.key], root)


def _page(item: Item, name: str, root: str, *, made_by_people: bool = False) -> Offer:
    return Offer(
        name=cast("OfferName", name),
        label="",
        url=f"{root}/{item.url}{name}/",
        media_type="text/html",
        made_by="people" if made_by_people else "computer",
        is_page=True,
    )


def _file(plan: Plan, file: PlannedFile, facts: Made, root: str) -> Offer:
    what = file.format
    by_people = plan.easy_read or (what.name in HEARD and plan.reader)
    return Offer(
        name=cast("OfferName", f"easy-read-{what.name}" if plan.easy_read else what.name),
        label=LABELS.get(what.suffix, what.suffix.lstrip(".").upper()),
        url=f"{root}/{file.place}",
        media_type=what.media_type,
        bytes=facts.bytes,
        seconds=facts.seconds,
        made_by="people" if by_people else "computer",
    )
