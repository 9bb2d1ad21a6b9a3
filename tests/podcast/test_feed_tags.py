"""The closed vocabulary: what apps would not understand cannot be written."""

from __future__ import annotations

import pytest
from feedgen.feed import FeedGenerator

from plugins.podcast.feed_tags import (
    EXTENSION,
    ChannelTags,
    ItemTags,
    MisusedTagError,
    Tag,
    refuse_misused,
)
from plugins.podcast.feed_vocabulary import VOCABULARY

GUID = "ead4c236-bf58-58c6-a2c6-a6b28d128cb6"
SOURCE = Tag("podcast:source", attributes={"uri": "https://a.example/x.mp3"})


@pytest.mark.parametrize(
    ("tag", "parent", "fault"),
    [
        (Tag("podcast:peron", "Asha"), "item", "Did you mean podcast:person?"),
        (Tag("podcast:Person", "Asha"), "item", "Did you mean podcast:person?"),
        (Tag("itunes:summary", "Words"), "item", "there is no such tag"),
        (Tag("podcast:locked", "yes", {"owner": "a@b.example"}), "item", "under channel"),
        (
            Tag(
                "podcast:transcript",
                attributes={"url": "https://a.example/x.vtt", "type": "text/vtt"},
            ),
            "channel",
            "under item",
        ),
        (SOURCE, "item", "under podcast:alternateEnclosure"),
        (Tag("podcast:locked", "yes"), "channel", "it needs owner"),
        (Tag("podcast:locked", "true", {"owner": "a@b.example"}), "channel", "its text cannot be"),
        (Tag("podcast:locked", "yes", {"owner": "nobody"}), "channel", 'owner cannot be "nobody"'),
        (Tag("podcast:person", "Asha", {"roll": "host"}), "item", "Did you mean role?"),
        (Tag("podcast:person", "Asha", {"role": "speaker"}), "item", "role cannot be"),
        (Tag("podcast:person", ""), "item", "its text cannot be"),
        (Tag("podcast:person", "A" * 129), "item", "its text cannot be"),
        (Tag("podcast:guid", GUID.upper()), "channel", "its text cannot be"),
        (Tag("podcast:medium", "podcasts"), "channel", "its text cannot be"),
        (Tag("podcast:podroll", "Words"), "channel", "it has no text"),
        (Tag("itunes:explicit", "yes"), "item", "its text cannot be"),
        (Tag("itunes:image", attributes={"href": "/a.jpg"}), "item", "href cannot be"),
        (
            Tag("itunes:image", attributes={"href": "https://a.example/ü.jpg"}),
            "item",
            "href cannot",
        ),
        (
            Tag("podcast:soundbite", "", {"startTime": "0:10", "duration": "20"}),
            "item",
            "startTime",
        ),
        (
            Tag("podcast:chapters", attributes={"url": "https://a.example/c", "type": "text/json"}),
            "item",
            "type cannot be",
        ),
        (Tag("psc:chapter", attributes={"start": "2:05", "title": "A"}), "psc:chapters", "start"),
        (
            Tag("podcast:trailer", "A", {"url": "https://a.example/t.mp3", "pubdate": "soon"}),
            "channel",
            "pubdate",
        ),
        (
            Tag("atom:link", attributes={"rel": "older", "href": "https://a.example/"}),
            "channel",
            "rel",
        ),
        (
            Tag("podcast:integrity", attributes={"type": "sri", "value": "md5-aaaa"}),
            "podcast:alternateEnclosure",
            "value",
        ),
    ],
    ids=lambda value: value.name if isinstance(value, Tag) else str(value)[:30],
)
def test_a_misused_tag_is_refused(tag: Tag, parent: str, fault: str) -> None:
    with pytest.raises(MisusedTagError, match=r".") as refused:
        refuse_misused([tag], parent)
    assert fault in str(refused.value)


def test_a_tag_that_stands_once_cannot_stand_twice() -> None:
    with pytest.raises(MisusedTagError, match="only once"):
        refuse_misused([Tag("podcast:guid", GUID)] * 2, "channel")


def test_tags_within_tags_are_looked_at() -> None:
    attributes = {"type": "audio/mpeg", "length": "10"}
    good = Tag("podcast:alternateEnclosure", "", attributes, (SOURCE,))
    refuse_misused([good], "item")
    bad = Tag("podcast:alternateEnclosure", "", attributes, (Tag("podcast:guid", GUID),))
    with pytest.raises(MisusedTagError, match="under channel"):
        refuse_misused([bad], "item")


def test_an_attribute_without_a_value_is_left_out() -> None:
    assert Tag("podcast:person", "Asha", {"role": None, "href": "x"}).given == {"href": "x"}


def test_every_parent_in_the_vocabulary_exists() -> None:
    parents = {parent for definition in VOCABULARY.values() for parent in definition.parents}
    assert parents - VOCABULARY.keys() == {"channel", "item"}


def test_our_tags_keep_their_prefix_in_items() -> None:
    feed = FeedGenerator()
    feed.register_extension(EXTENSION, ChannelTags, ItemTags, atom=False, rss=True)
    feed.title("A")
    feed.link(href="https://a.example/")
    feed.description("A")
    entry = feed.add_entry(order="append")
    entry.title("One")
    entry.tags.tags.append(Tag("podcast:person", "Asha"))
    assert b"<podcast:person>Asha</podcast:person>" in feed.rss_str()


def test_a_misused_tag_stops_the_feed() -> None:
    feed = FeedGenerator()
    feed.register_extension(EXTENSION, ChannelTags, ItemTags, atom=False, rss=True)
    feed.title("A")
    feed.link(href="https://a.example/")
    feed.description("A")
    feed.tags.tags.append(Tag("podcast:guide", GUID))
    with pytest.raises(MisusedTagError, match="podcast:guid"):
        feed.rss_str()
