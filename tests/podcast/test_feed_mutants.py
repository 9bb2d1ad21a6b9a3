"""Broken feeds: each is caught by the check that is named for it, and the whole feed by none."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.podcast import feed_checks
from tests.podcast.feed_checks import CHECKS, Check

Break = Callable[[bytes], bytes]


def swap(old: str, new: str, count: int = 1) -> Break:
    """Return what puts one text for another."""

    def change(feed: bytes) -> bytes:
        changed = re.sub(old.encode(), new.encode(), feed, count=count, flags=re.DOTALL)
        assert changed != feed, f"{old} is not in the feed"
        return changed

    return change


MUTANTS: list[tuple[str, Break, str]] = [
    ("a tag is not closed", swap("</channel>", ""), "it_is_well_formed"),
    ("Latin-1 is declared", swap("UTF-8", "ISO-8859-1"), "it_says_it_is_utf_8"),
    ("no language", swap("<language>.*?</language>", ""), "the_channel_has_what_apple_requires"),
    (
        "no artwork",
        swap('<itunes:image href="[^"]*/artwork[^"]*"/>', ""),
        "the_channel_has_what_apple_requires",
    ),
    ("explicit is clean", swap("explicit>false<", "explicit>clean<"), "explicit_is_true_or_false"),
    ("no link to itself", swap('rel="self"', 'rel="alternate"'), "it_links_to_itself"),
    (
        "a description of 4,000 bytes",
        swap("Ten minutes", "é" * 2000),
        "descriptions_are_shorter_than_4000_bytes",
    ),
    (
        "a description is cut in a tag",
        swap(r"</strong></p>.*?\]\]>", "</stro]]>"),
        "descriptions_are_simple_whole_html",
    ),
    (
        "a script in a description",
        swap("<strong>Who", "<script>Who"),
        "descriptions_are_simple_whole_html",
    ),
    ("no CDATA", swap(r"<!\[CDATA\[.*?\]\]>", "Words"), "descriptions_stand_in_cdata"),
    ("no enclosure", swap("<enclosure [^>]*>", ""), "every_item_has_one_enclosure"),
    (
        "a length of nothing",
        swap('length="[0-9]+" type="audio/mpeg"/>\\s*<pub', 'length="0" type="audio/mpeg"/><pub'),
        "every_item_has_one_enclosure",
    ),
    (
        "a film is sound",
        swap('type="video/mp4"/>\\s*<pub', 'type="audio/mpeg"/><pub'),
        "enclosures_are_of_the_type_of_their_name",
    ),
    (
        "two items, one file",
        swap(
            'enclosure url="[^"]*walk[^"]*"',
            'enclosure url="https://fenwick.example/podcasts/town-talk/flu.mp3"',
        ),
        "enclosures_are_unique",
    ),
    (
        "two items, one guid",
        swap("0002</guid>", "0001</guid>"),
        "guids_are_unique_and_no_addresses",
    ),
    (
        "a guid that is an address",
        swap('isPermaLink="false"', 'isPermaLink="true"'),
        "guids_are_unique_and_no_addresses",
    ),
    (
        "a date of another form",
        swap("Tue, 06 Oct 2026 00:00:00", "2026-10-06 00:00:00"),
        "dates_are_of_e_mail_and_newest_first",
    ),
    (
        "a wrong day of the week",
        swap("Tue, 06 Oct", "Mon, 06 Oct"),
        "dates_are_of_e_mail_and_newest_first",
    ),
    (
        "the oldest first",
        swap("Tue, 06 Oct 2026", "Thu, 06 Oct 2016"),
        "dates_are_of_e_mail_and_newest_first",
    ),
    (
        "the clock's date",
        swap("<lastBuildDate>[^<]*", "<lastBuildDate>Sat, 21 Nov 2026 09:00:00 +0000"),
        "the_build_date_is_the_newest_items",
    ),
    (
        "a duration with a point",
        swap("duration>6<", "duration>6.2<"),
        "durations_are_whole_seconds",
    ),
    (
        "no duration",
        swap("<itunes:duration>.*?</itunes:duration>", ""),
        "durations_are_whole_seconds",
    ),
    (
        "no GUID of the show",
        swap("<podcast:guid>.*?</podcast:guid>", ""),
        "the_show_has_a_guid_for_life",
    ),
    (
        "no transcript",
        swap("<podcast:transcript [^>]*>", ""),
        "every_item_has_captions_first",
    ),
    (
        "captions that are not said to be",
        swap(' rel="captions"', ""),
        "every_item_has_captions_first",
    ),
    (
        "chapters out of order",
        swap("00:00:03.000", "00:00:00.000"),
        "chapters_are_in_order",
    ),
    (
        "a soundbite of five minutes",
        swap('duration="15"', 'duration="300"'),
        "soundbites_are_15_to_120_seconds",
    ),
    ("a misspelt tag", swap("podcast:locked", "podcast:lock", 0), "podcast_tags_are_known"),
    ("a misspelt attribute", swap("feedGuid=", "feedguid="), "podcast_tags_are_known"),
    (
        "two defaults",
        swap('title="Signed in BSL"', 'title="Signed in BSL" default="true"'),
        "one_alternate_is_the_enclosure_itself",
    ),
    (
        "locked without an owner",
        swap('press@fenwick.example">yes', '">yes'),
        "locked_names_an_owner",
    ),
    (
        "a page's own address",
        swap('href="https://fenwick.example/about/"', 'href="/about/"'),
        "every_address_is_whole",
    ),
    ("artwork with a query", swap(r"\.png\"/>", '.png?v=2"/>'), "artwork_is_jpeg_or_png"),
    (
        "a title with its number",
        swap("<title>A walk", "<title>Episode 1: A walk"),
        "titles_are_without_show_and_number",
    ),
    (
        "a title with the show's name",
        swap("<title>A walk", "<title>Town Talk: A walk"),
        "titles_are_without_show_and_number",
    ),
    (
        "a rule that is none",
        swap("FREQ=WEEKLY", "FREQ=OFTEN"),
        "rules_of_frequency_can_be_reckoned",
    ),
    ("an episode of no type", swap("Type>full", "Type>normal"), "episode_types_are_apples"),
    ("an integrity of MD5", swap("sha384-", "md5-"), "integrity_is_of_w3c_form"),
    ("feedgen's name", swap("Public Voice", "python-feedgen"), "feedgens_own_traces_are_gone"),
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_whole_feed_passes(full_feeds: dict[str, bytes], check: Check) -> None:
    for feed in full_feeds.values():
        check(feed)


@pytest.mark.parametrize(("fault", "damage", "check"), MUTANTS, ids=[one[0] for one in MUTANTS])
def test_a_broken_feed_is_caught(full_feed: bytes, fault: str, damage: Break, check: str) -> None:
    del fault  # Its name in the report.
    with pytest.raises((AssertionError, ValueError, SyntaxError)):
        getattr(feed_checks, check)(damage(full_feed))
