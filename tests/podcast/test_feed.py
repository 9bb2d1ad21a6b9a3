"""One channel and its episodes, as RSS."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from plugins.podcast.channel import Channel
from plugins.podcast.feed import feeds
from plugins.podcast.published import Enclosure, PublishedEpisode
from tests.podcast.feed_samples import (
    CONSENT,
    FEED,
    FEED_GUID,
    GUID,
    VTT,
    attributes,
    channels_of,
    feeds_of,
    item,
    texts,
    tree,
    write_story,
)
from tests.podcast.sound_samples import mp3
from tests.small_site import TODAY, SmallSite

FOLDER = "podcasts/town-talk"


def edit(site: SmallSite, path: str, old: str, new: str) -> None:
    """Change a line of an item."""
    file = site.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def the_channel(site: SmallSite, as_of: date = TODAY) -> Channel:
    """Return the site's one show."""
    (channel,) = channels_of(site.publication(as_of))
    return channel


def test_the_same_content_gives_the_same_bytes(full_site: SmallSite) -> None:
    assert feeds_of(full_site) == feeds_of(full_site)


def test_a_later_day_without_a_new_episode_changes_nothing(full_site: SmallSite) -> None:
    later = dict(feeds(the_channel(full_site, date(2027, 3, 1))))
    assert later == feeds_of(full_site)


def test_a_news_item_or_a_new_page_changes_nothing(show_site: SmallSite) -> None:
    before = feeds_of(show_site)
    show_site.item("news/roads.md")
    assert feeds_of(show_site) == before


def test_guid_is_the_editors_not_the_page_address(show_site: SmallSite) -> None:
    edit(show_site, f"{FOLDER}/flu.md", "season: 1", "season: 1\nslug: flu-vaccine")
    flu = item(tree(feeds_of(show_site)[FEED]), "Flu clinics open on Monday")
    assert flu.findtext("link") == "https://fenwick.example/podcasts/town-talk/flu-vaccine/"
    assert flu.findtext("guid") == GUID


def test_the_shows_guid_stays_when_the_site_moves(show_site: SmallSite) -> None:
    edit(show_site, "site.yaml", "https://fenwick.example", "https://moved.example")
    assert texts(tree(feeds_of(show_site)[FEED]), "podcast:guid") == [FEED_GUID]


def test_new_artwork_has_a_new_address(show_site: SmallSite) -> None:
    before = attributes(tree(feeds_of(show_site)[FEED]), "itunes:image")
    (show_site.root / FOLDER / "artwork.png").write_bytes(
        (show_site.root / FOLDER / "flu.png").read_bytes()
    )
    assert attributes(tree(feeds_of(show_site)[FEED]), "itunes:image") != before


def test_an_episode_without_a_time_came_out_at_the_days_first_minute(full_feed: bytes) -> None:
    walk = item(tree(full_feed), "A walk in the park")
    assert walk.findtext("pubDate") == "Tue, 06 Oct 2026 00:00:00 +0100"


def test_an_episodes_people_replace_the_shows(full_feed: bytes) -> None:
    channel = tree(full_feed)
    assert texts(channel, "podcast:person") == ["Asha Example", "Ben Sound"]
    assert texts(item(channel, "Flu clinics open on Monday"), "podcast:person") == [
        "Asha Example",
        "Margaret",
    ]
    assert texts(item(channel, "A walk in the park"), "podcast:person") == []


def test_a_person_links_to_their_page_and_has_their_group(full_feed: bytes) -> None:
    asha, ben = attributes(tree(full_feed), "podcast:person")
    assert asha["href"] == "https://fenwick.example/people/asha/"
    assert ben == {
        "role": "sound designer",
        "group": "audio post-production",
        "href": "https://ben.example/",
    }


def test_a_trailer_is_offered_by_the_show_too(full_feed: bytes) -> None:
    (trailer,) = attributes(tree(full_feed), "podcast:trailer")
    assert trailer["url"].endswith("/trailer.mp3")
    assert trailer["pubdate"] == "Mon, 05 Jan 2026 00:00:00 +0000"


def test_an_episode_says_itself_whether_it_is_explicit(full_feed: bytes) -> None:
    channel = tree(full_feed)
    assert texts(channel, "itunes:explicit") == ["false"]
    assert texts(item(channel, "Flu clinics open on Monday"), "itunes:explicit") == ["true"]
    assert texts(item(channel, "A walk in the park"), "itunes:explicit") == ["false"]


def test_a_show_with_sound_and_film_has_a_feed_for_each(full_feeds: dict[str, bytes]) -> None:
    assert sorted(full_feeds) == [f"{FOLDER}/{name}.xml" for name in ("audio", "feed", "video")]
    titles = {place: texts(tree(data), "item/title") for place, data in full_feeds.items()}
    assert len(titles[f"{FOLDER}/audio.xml"]) == len(titles[FEED]) == 3
    assert titles[f"{FOLDER}/video.xml"] == ["Flu clinics open on Monday", "A walk in the park"]


def test_each_feed_has_one_medium(full_feeds: dict[str, bytes]) -> None:
    for medium in ("audio", "video"):
        channel = tree(full_feeds[f"{FOLDER}/{medium}.xml"])
        types = {one["type"].partition("/")[0] for one in attributes(channel, "item/enclosure")}
        assert types == {medium}


def test_each_feed_has_a_name_a_guid_and_an_address_of_its_own(
    full_feeds: dict[str, bytes],
) -> None:
    channels = [tree(data) for data in full_feeds.values()]
    assert len({channel.findtext("title") for channel in channels}) == 3
    assert len({texts(channel, "podcast:guid")[0] for channel in channels}) == 3
    assert len({attributes(channel, "atom:link")[0]["href"] for channel in channels}) == 3


def test_only_the_main_feed_moves(full_feeds: dict[str, bytes]) -> None:
    assert texts(tree(full_feeds[FEED]), "itunes:new-feed-url")
    assert not texts(tree(full_feeds[f"{FOLDER}/audio.xml"]), "itunes:new-feed-url")


def test_a_show_of_sound_alone_has_one_feed(show_site: SmallSite) -> None:
    (show_site.root / FOLDER / "walk.md").unlink()
    edit(show_site, f"{FOLDER}/flu.md", "renditions:", "related: []\n#")
    text = (show_site.root / FOLDER / "flu.md").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if "flu-signed" not in line and line != "#"]
    show_site.write(f"{FOLDER}/flu.md", "\n".join(kept) + "\n")
    assert list(feeds_of(show_site)) == [FEED]


def test_in_the_main_feed_a_film_with_a_sound_version_is_sound(full_site: SmallSite) -> None:
    channel = the_channel(full_site)
    sound = Enclosure(url="https://fenwick.example/walk.m4a", bytes=9, media_type="audio/x-m4a")
    items = tuple(
        replace(one, published=replace(one.published, alternates=(sound,)))
        if one.published.item.title == "A walk in the park"
        else one
        for one in channel.items
    )
    documents = dict(feeds(replace(channel, items=items)))
    walk = item(tree(documents[FEED]), "A walk in the park")
    assert attributes(walk, "enclosure")[0]["type"] == "audio/x-m4a"
    alternates = attributes(walk, "podcast:alternateEnclosure")
    assert [one["type"] for one in alternates] == ["audio/x-m4a", "video/mp4"]
    film = item(tree(documents[f"{FOLDER}/video.xml"]), "A walk in the park")
    assert attributes(film, "enclosure")[0]["type"] == "video/mp4"


def test_a_dubbed_version_is_not_taken_for_the_episode(full_site: SmallSite) -> None:
    episode = the_channel(full_site).items[0].published
    main = Enclosure(url="https://a.example/en.mp3", bytes=1, media_type="audio/mpeg")
    polish = Enclosure(
        url="https://a.example/pl.mp3", bytes=1, media_type="audio/mpeg", language="pl"
    )
    film = Enclosure(url="https://a.example/film.mp4", bytes=1, media_type="video/mp4")
    chosen = PublishedEpisode(
        item=episode.item, enclosure=film, alternates=(polish, main)
    ).in_medium("audio")
    assert chosen is not None
    assert chosen.enclosure is main
    assert chosen.alternates == (film, polish)


def test_long_words_are_cut_in_the_description_and_whole_beside_it(show_site: SmallSite) -> None:
    words = " ".join(f"word{number}" for number in range(900))
    edit(show_site, f"{FOLDER}/walk.md", "Words.\n", f"{words}\n")
    walk = item(tree(feeds_of(show_site)[FEED]), "A walk in the park")
    description = walk.findtext("description") or ""
    assert 3500 < len(description.encode()) < 4000
    assert description.endswith("…</p>")
    assert words in texts(walk, "content:encoded")[0]


def test_short_words_are_not_said_twice(full_feed: bytes) -> None:
    assert texts(tree(full_feed), "item/content:encoded") == []


def test_a_site_that_search_engines_leave_alone_is_in_no_directory(show_site: SmallSite) -> None:
    assert texts(tree(feeds_of(show_site)[FEED]), "itunes:block") == []
    edit(show_site, "site.yaml", "short_name: FTC", "short_name: FTC\nindex: false")
    channel = tree(feeds_of(show_site)[FEED])
    assert texts(channel, "itunes:block") == ["yes"]
    assert texts(channel, "podcast:block") == ["yes"]


def test_a_complete_show_says_so(show_site: SmallSite) -> None:
    edit(show_site, f"{FOLDER}/show.md", "locked: true", "locked: false\ncomplete: true")
    channel = tree(feeds_of(show_site)[FEED])
    assert texts(channel, "itunes:complete") == ["yes"]
    assert attributes(channel, "podcast:updateFrequency")[0]["complete"] == "true"
    assert texts(channel, "podcast:locked") == ["no"]


def test_without_an_owner_directories_ask_the_author(show_site: SmallSite) -> None:
    edit(
        show_site,
        f"{FOLDER}/show.md",
        "owner: {name: The press office, email: press@fenwick.example}\n",
        "",
    )
    channel = tree(feeds_of(show_site)[FEED])
    assert texts(channel, "itunes:owner/itunes:email") == ["talk@fenwick.example"]
    assert attributes(channel, "podcast:locked") == [{"owner": "talk@fenwick.example"}]


def test_drafts_and_episodes_of_later_days_are_in_no_feed(show_site: SmallSite) -> None:
    edit(show_site, f"{FOLDER}/walk.md", "season: 1", "season: 1\nstatus: draft")
    edit(show_site, f"{FOLDER}/flu.md", "date: 2026-11-03", "date: 2026-12-03")
    (channel,) = channels_of(show_site.publication(drafts=True))
    assert [one.published.item.title for one in channel.items] == ["What is Town Talk?"]


def test_a_translation_is_not_an_episode_of_its_own(show_site: SmallSite) -> None:
    show_site.write(
        f"{FOLDER}/walk.pl.md",
        "---\ntitle: Spacer\nsummary: Spacer.\nlang: pl\ntranslation_of: walk.md\n"
        "translator: {name: Ola, translated: 2026-10-10}\n---\nSłowa.\n",
    )
    assert len(the_channel(show_site).items) == 3


def test_a_show_without_episodes_still_has_a_feed(show_site: SmallSite) -> None:
    for name in ("flu", "walk", "trailer"):
        (show_site.root / FOLDER / f"{name}.md").unlink()
    channel = tree(feeds_of(show_site)[FEED])
    assert channel.findtext("lastBuildDate") == "Mon, 05 Jan 2026 00:00:00 +0000"


def test_several_shows_have_feeds_of_their_own(show_site: SmallSite) -> None:
    text = (show_site.root / FOLDER / "show.md").read_text(encoding="utf-8")
    text = text.replace("title: Town Talk", "title: Youth Talk").replace(
        "{file: ", "{file: ../town-talk/"
    )
    show_site.write("podcasts/youth/show.md", text.replace(FEED_GUID, FEED_GUID[:-1] + "2"))
    show_site.write("podcasts/youth/first.vtt", VTT)
    mp3(show_site.root / "podcasts/youth/first.mp3", 3)
    show_site.write(
        "podcasts/youth/first.md",
        "---\ntitle: First\nsummary: First.\nguid: g-1\ndate: 2026-11-01\n"
        "recording: {file: first.mp3, transcript: first.vtt}\n---\nWords.\n",
    )
    documents = feeds_of(show_site)
    assert texts(tree(documents["podcasts/youth/feed.xml"]), "item/title") == ["First"]
    assert len(texts(tree(documents[FEED]), "item/title")) == 3


# Stories.


def test_a_story_is_an_episode_with_its_own_page(show_site: SmallSite) -> None:
    write_story(show_site)
    story = item(tree(feeds_of(show_site)[FEED]), "I can walk to the shop again")
    assert story.findtext("link") == "https://fenwick.example/stories/margaret/"
    assert texts(story, "itunes:episodeType") == ["bonus"]
    assert attributes(story, "enclosure")[0]["type"] == "audio/mpeg"


@pytest.mark.parametrize(
    "consent",
    [
        CONSENT.replace(", podcast", ""),
        CONSENT.replace(", audio", ""),
        CONSENT.replace("website, ", ""),
        CONSENT.replace("}", ", withdrawn: 2026-11-20}"),
        CONSENT.replace("}", ", until: 2026-11-20}"),
        CONSENT.replace("2026-01-05", "2026-11-22"),
    ],
    ids=["no podcast", "no audio", "no website", "withdrawn", "ended", "not yet given"],
)
def test_a_storys_item_is_there_only_while_consent_holds(
    show_site: SmallSite, consent: str
) -> None:
    before = feeds_of(show_site)
    write_story(show_site, consent)
    assert feeds_of(show_site) == before


def test_a_withdrawn_story_leaves_no_word_behind(show_site: SmallSite) -> None:
    write_story(show_site, CONSENT.replace("}", ", withdrawn: 2026-11-21}"))
    for data in feeds_of(show_site).values():
        assert b"I can walk" not in data
        assert b"margaret.mp3" not in data
