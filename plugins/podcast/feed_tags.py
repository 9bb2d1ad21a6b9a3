"""Our one extension of feedgen: it writes tags of the closed vocabulary, and refuses any other."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from lxml import etree

from plugins.podcast.feed_vocabulary import NAMESPACES, VOCABULARY, Definition, Rule

EXTENSION = "tags"  # A feed's and an entry's attribute that holds ours.


class MisusedTagError(ValueError):
    """A tag that apps would not understand was about to be written."""


@dataclass(frozen=True)
class Tag:
    """One element of the vocabulary; an attribute that is None is left out."""

    name: str  # "podcast:person"
    text: str = ""
    attributes: Mapping[str, str | None] = field(default_factory=dict)
    children: tuple[Tag, ...] = ()

    @property
    def given(self) -> dict[str, str]:
        """The attributes that have a value."""
        return {name: value for name, value in self.attributes.items() if value is not None}


def refuse_misused(tags: Iterable[Tag], parent: str) -> None:
    """Raise MisusedTagError for the first tag that cannot stand so under this parent."""
    counts: Counter[str] = Counter()
    for tag in tags:
        counts[tag.name] += 1
        for fault in _faults(tag, parent, counts[tag.name]):
            raise MisusedTagError(f"<{tag.name}> under <{parent}>: {fault}")
        refuse_misused(tag.children, tag.name)


def _faults(tag: Tag, parent: str, count: int) -> Iterator[str]:
    definition = VOCABULARY.get(tag.name)
    if definition is None:
        yield f"there is no such tag.{_did_you_mean(tag.name, VOCABULARY)}"
        return
    if parent not in definition.parents:
        yield f"it stands under {' or '.join(definition.parents)}."
    if definition.once and count > 1:
        yield "it stands there only once."
    yield from _faults_of_text(tag, definition)
    rules = {**definition.needs, **definition.takes}
    for name in sorted(definition.needs.keys() - tag.given.keys()):
        yield f"it needs {name}."
    for name, value in tag.given.items():
        if name not in rules:
            yield f"it has no attribute {name}.{_did_you_mean(name, rules)}"
        elif not rules[name](value):
            yield f'{name} cannot be "{value}".'


def _faults_of_text(tag: Tag, definition: Definition) -> Iterator[str]:
    if definition.text is None and tag.text:
        yield "it has no text."
    elif definition.text is not None and not definition.text(tag.text):
        yield f'its text cannot be "{tag.text[:60]}".'


def _did_you_mean(name: str, known: Mapping[str, Definition] | Mapping[str, Rule]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return f" Did you mean {close[0]}?" if close else ""


def _append(parent: etree._Element, tag: Tag) -> None:
    prefix, _, local = tag.name.rpartition(":")
    element = etree.SubElement(parent, f"{{{NAMESPACES[prefix]}}}{local}" if prefix else local)
    for name, value in tag.given.items():
        element.set(name, value)
    if tag.text:
        cdata = VOCABULARY[tag.name].cdata
        element.text = etree.CDATA(tag.text) if cdata else tag.text
    for child in tag.children:
        _append(element, child)


class ChannelTags(BaseExtension):
    """What a feed says beyond feedgen's own tags."""

    def __init__(self) -> None:
        """Begin with nothing to say."""
        self.tags: list[Tag] = []

    def extend_ns(self) -> dict[str, str]:
        """Return the prefixes; only the feed's extension is asked for them."""
        return NAMESPACES

    def extend_rss(self, feed: etree._Element) -> None:
        """Write the tags into <channel>."""
        refuse_misused(self.tags, "channel")
        for tag in self.tags:
            _append(feed[0], tag)


class ItemTags(BaseEntryExtension):
    """What an item says beyond feedgen's own tags."""

    def __init__(self) -> None:
        """Begin with nothing to say."""
        self.tags: list[Tag] = []

    def extend_rss(self, entry: etree._Element) -> None:
        """Write the tags into <item>."""
        refuse_misused(self.tags, "item")
        for tag in self.tags:
            _append(entry, tag)
