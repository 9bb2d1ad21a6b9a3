"""From plans and made files to what pages say of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from plugins.alternative_formats.cache import Cache, Made
from plugins.alternative_formats.offers import Alternatives, Listen, Offer, OfferName
from plugins.alternative_formats.planning import Plan, PlannedFile
from plugins.catalogue.item import Item
from plugins.catalogue.kinds import Episode
from plugins.catalogue.published_files import PublishedFiles
from plugins.catalogue.spoken import SpokenItem

LABELS = {".vtt": "WebVTT"}
HEARD = frozenset({"mp3", "vtt"})


def alternatives_of(
    plans: Sequence[Plan], made: Mapping[str, Made], root: str, files: PublishedFiles
) -> Alternatives:
    """Return what there is of an item beside its page."""
    gaps = tuple(gap for plan in plans if not plan.easy_read for gap in plan.gaps)
    offers = [offer for plan in plans for offer in _offers(plan, made, root)]
    listen = next((found for plan in plans if (found := listen_of(plan, made, root))), None)
    recorded = _recorded(plans[0].item, files)
    return Alternatives(
        # Pages first; a file's place is that of its format.
        offers=tuple(sorted((*offers, *recorded), key=lambda offer: not offer.is_page)),
        gaps=gaps,
        listen=listen or _listen_to(recorded),
    )


def _recorded(item: Item, files: PublishedFiles) -> tuple[Offer, ...]:
    """Return an episode's own recording: it is what others have made of their words."""
    if not isinstance(item, Episode):
        return ()
    sound = files.file_of(item.recording.file)
    if not sound.media_type.startswith("audio/"):
        return ()
    facts = {"mp3": sound}
    if item.recording.transcript.endswith(".vtt"):
        facts["vtt"] = files.file_of(item.recording.transcript)
    return tuple(
        Offer(
            name=cast("OfferName", name),
            label=file.label,
            url=file.url,
            media_type=file.media_type,
            bytes=file.bytes,
            seconds=file.seconds,
            made_by="people",
        )
        for name, file in facts.items()
    )


def _listen_to(recorded: Sequence[Offer]) -> Listen | None:
    if not recorded:
        return None
    sound, *words = recorded
    return Listen(
        mp3=sound.url,
        vtt=words[0].url if words else None,
        bytes=sound.bytes or 0,
        seconds=sound.seconds or 0.0,
        made_by="people",
        reader=None,
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
