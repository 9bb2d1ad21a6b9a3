"""What must be true of every podcast feed, found without our own code: one check, one rule."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from uuid import UUID

from dateutil.rrule import rrulestr
from lxml import etree, html

from tests.podcast.feed_samples import NS, attributes, texts, tree

Check = Callable[[bytes], None]
TYPES = {  # Apple's table of media types
    ".mp3": "audio/mpeg",
    ".m4a": "audio/x-m4a",
    ".mp4": "video/mp4",
    ".m4v": "video/x-m4v",
    ".webm": "video/webm",
}
# https://podcastindex.org/namespace/1.0, and the attributes of each.
PODCAST_TAGS = {
    "alternateEnclosure": "type length bitrate height lang title rel codecs default",
    "block": "id",
    "chapters": "url type",
    "contentLink": "href",
    "episode": "display",
    "funding": "url",
    "guid": "",
    "image": "href alt aspect-ratio width height type purpose",
    "integrity": "type value",
    "license": "url",
    "location": "rel geo osm country",
    "locked": "owner",
    "medium": "",
    "person": "role group img href",
    "podroll": "",
    "remoteItem": "feedGuid feedUrl itemGuid medium title",
    "season": "name",
    "socialInteract": "protocol uri accountId accountUrl priority",
    "soundbite": "startTime duration",
    "source": "uri contentType",
    "trailer": "url pubdate length type season",
    "transcript": "url type language rel",
    "txt": "purpose",
    "updateFrequency": "complete dtstart rrule",
}
SIMPLE_HTML = {"p", "ul", "ol", "li", "a", "strong", "em", "br"}
ADDRESSES = {"href", "url", "uri", "src", "feedUrl", "accountUrl", "img", "image"}


def it_is_well_formed(feed: bytes) -> None:
    etree.fromstring(feed)


def it_says_it_is_utf_8(feed: bytes) -> None:
    assert re.match(rb"<\?xml [^>]*encoding=['\"]UTF-8", feed)
    feed.decode("utf-8")


def the_channel_has_what_apple_requires(feed: bytes) -> None:
    channel = tree(feed)
    for name in ("title", "link", "description", "language"):
        assert (channel.findtext(name) or "").strip(), name
    assert len(channel.findall("itunes:image", NS)) == 1
    assert channel.find("itunes:category", NS) is not None


def explicit_is_true_or_false(feed: bytes) -> None:
    channel = tree(feed)
    for place in (channel, *channel.iter("item")):
        assert texts(place, "itunes:explicit") in (["true"], ["false"])


def it_links_to_itself(feed: bytes) -> None:
    own = [a for a in attributes(tree(feed), "atom:link") if a["rel"] == "self"]
    assert len(own) == 1
    assert re.fullmatch(r"https://.*/(feed|audio|video)(-\d+)?\.xml", own[0]["href"])


def descriptions_are_shorter_than_4000_bytes(feed: bytes) -> None:
    channel = tree(feed)
    for place in (channel, *channel.iter("item")):
        assert len((place.findtext("description") or "").encode()) < 4000


def descriptions_are_simple_whole_html(feed: bytes) -> None:
    for item in tree(feed).iter("item"):
        text = item.findtext("description") or ""
        assert text
        root = html.fragment_fromstring(text, create_parent="div")
        assert {element.tag for element in root.iterdescendants()} <= SIMPLE_HTML
        # What a browser would mend has been cut within a tag.
        mended = "".join(html.tostring(one, encoding="unicode") for one in root)
        assert mended.count("<") == text.count("<")


def descriptions_stand_in_cdata(feed: bytes) -> None:
    items = len(list(tree(feed).iter("item")))
    assert len(re.findall(rb"<item>.*?<description><!\[CDATA\[", feed, re.DOTALL)) == items


def every_item_has_one_enclosure(feed: bytes) -> None:
    for item in tree(feed).iter("item"):
        (enclosure,) = attributes(item, "enclosure")
        assert enclosure.keys() == {"url", "length", "type"}
        assert int(enclosure["length"]) > 0


def enclosures_are_of_the_type_of_their_name(feed: bytes) -> None:
    for enclosure in attributes(tree(feed), "item/enclosure"):
        suffix = re.search(r"\.\w+$", urlsplit(enclosure["url"]).path)
        assert suffix
        assert enclosure["type"] == TYPES[suffix[0]]


def enclosures_are_unique(feed: bytes) -> None:
    urls = [enclosure["url"] for enclosure in attributes(tree(feed), "item/enclosure")]
    assert len(set(urls)) == len(urls)


def guids_are_unique_and_no_addresses(feed: bytes) -> None:
    channel = tree(feed)
    guids = texts(channel, "item/guid")
    assert len(set(guids)) == len(guids) == len(list(channel.iter("item")))
    assert all(guids)
    assert {one["isPermaLink"] for one in attributes(channel, "item/guid")} <= {"false"}


def dates_are_of_e_mail_and_newest_first(feed: bytes) -> None:
    moments = [_moment(text) for text in texts(tree(feed), "item/pubDate")]
    assert len(moments) == len(list(tree(feed).iter("item")))
    assert moments == sorted(moments, reverse=True)


def the_build_date_is_the_newest_items(feed: bytes) -> None:
    channel = tree(feed)
    newest = max(texts(channel, "item/pubDate"), key=_moment)
    assert channel.findtext("lastBuildDate") == newest


def _moment(text: str) -> datetime:
    assert re.fullmatch(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}", text)
    moment = parsedate_to_datetime(text)
    assert moment.strftime("%a") == text[:3]
    return moment


def durations_are_whole_seconds(feed: bytes) -> None:
    channel = tree(feed)
    durations = texts(channel, "item/itunes:duration")
    assert len(durations) == len(list(channel.iter("item")))
    assert all(re.fullmatch(r"[1-9]\d*", text) for text in durations)


def the_show_has_a_guid_for_life(feed: bytes) -> None:
    (guid,) = texts(tree(feed), "podcast:guid")
    assert UUID(guid).version == 5
    assert guid == guid.lower()


def every_item_has_captions_first(feed: bytes) -> None:
    for item in tree(feed).iter("item"):
        transcripts = attributes(item, "podcast:transcript")
        assert transcripts
        assert transcripts[0]["type"] == "text/vtt"
        for one in transcripts:
            timed = one["type"] in {"text/vtt", "application/x-subrip", "application/json"}
            assert (one.get("rel") == "captions") is timed
            assert one["language"]


def chapters_are_in_order(feed: bytes) -> None:
    for chapters in tree(feed).iterfind("item/psc:chapters", NS):
        starts = [one["start"] for one in attributes(chapters, "psc:chapter")]
        assert starts == sorted(set(starts))
        assert all(re.fullmatch(r"\d\d+:\d\d:\d\d\.\d{3}", start) for start in starts)


def soundbites_are_15_to_120_seconds(feed: bytes) -> None:
    for soundbite in attributes(tree(feed), "item/podcast:soundbite"):
        assert 15 <= float(soundbite["duration"]) <= 120


def podcast_tags_are_known(feed: bytes) -> None:
    for element in etree.fromstring(feed).iter(f"{{{NS['podcast']}}}*"):
        name = etree.QName(element).localname
        assert name in PODCAST_TAGS
        assert set(element.attrib) <= set(PODCAST_TAGS[name].split()), name


def one_alternate_is_the_enclosure_itself(feed: bytes) -> None:
    for item in tree(feed).iter("item"):
        alternates = item.findall("podcast:alternateEnclosure", NS)
        default = [one for one in alternates if one.get("default") == "true"]
        assert len(default) == bool(alternates)
        for one in default:
            assert one.get("length") == attributes(item, "enclosure")[0]["length"]
            uri = attributes(one, "podcast:source")[0]["uri"]
            assert uri == attributes(item, "enclosure")[0]["url"]
        assert all(one.find("podcast:source", NS) is not None for one in alternates)


def locked_names_an_owner(feed: bytes) -> None:
    (locked,) = attributes(tree(feed), "podcast:locked")
    assert re.fullmatch(r"[^@\s]+@[^@\s]+", locked["owner"])


def every_address_is_whole(feed: bytes) -> None:
    for element in etree.fromstring(feed).iter():
        for name in ADDRESSES & set(element.attrib):
            assert re.match(r"https?://[^/]+/", str(element.get(name))), element.get(name)
    for item in tree(feed).iter("item"):
        root = html.fragment_fromstring(item.findtext("description") or "", create_parent="div")
        assert all(re.match("(https?|mailto|tel):", a.get("href", "")) for a in root.iter("a"))


def artwork_is_jpeg_or_png(feed: bytes) -> None:
    for path in ("itunes:image", "item/itunes:image"):
        for image in attributes(tree(feed), path):
            assert re.fullmatch(r"https://[^?]*-[0-9a-f]{8}\.(jpg|png)", image["href"])


def titles_are_without_show_and_number(feed: bytes) -> None:
    channel = tree(feed)
    show = (channel.findtext("title") or "").lower()
    for title in texts(channel, "item/title"):
        assert title == " ".join(title.split())
        assert not title.lower().startswith(show)
        assert not re.match(r"(episode|ep\.?|#) ?\d", title, re.IGNORECASE)


def rules_of_frequency_can_be_reckoned(feed: bytes) -> None:
    for frequency in attributes(tree(feed), "podcast:updateFrequency"):
        if "rrule" in frequency:
            rrulestr(frequency["rrule"])


def episode_types_are_apples(feed: bytes) -> None:
    types = texts(tree(feed), "item/itunes:episodeType")
    assert len(types) == len(list(tree(feed).iter("item")))
    assert set(types) <= {"full", "trailer", "bonus"}


def integrity_is_of_w3c_form(feed: bytes) -> None:
    for integrity in attributes(tree(feed), ".//podcast:integrity"):
        assert integrity["type"] == "sri"
        assert re.fullmatch(r"sha(256|384|512)-[A-Za-z0-9+/]{43,86}={0,2}", integrity["value"])


def feedgens_own_traces_are_gone(feed: bytes) -> None:
    assert b"python-feedgen" not in feed


CHECKS: tuple[Check, ...] = tuple(
    value
    for name, value in list(globals().items())
    if callable(value) and getattr(value, "__module__", "") == __name__ and not name.startswith("_")
)
