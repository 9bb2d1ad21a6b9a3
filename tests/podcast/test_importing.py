"""An existing podcast into the content, and out again as it was."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.catalogue.kinds import Episode
from plugins.catalogue.load import load
from plugins.catalogue.problem import ContentError
from plugins.catalogue.publication import Publication
from plugins.podcast.faults import faults
from plugins.podcast.feed import feeds
from plugins.podcast.fetching import CannotFetchError, Fetch, fetch, fetch_from
from plugins.podcast.import_reading import read_feed
from plugins.podcast.import_xml import UnreadableFeedError
from plugins.podcast.importing import ImportReport, import_feed, moving_house
from tests.demo import served
from tests.podcast.feed_samples import (
    ADDRESS,
    FEED,
    GUID,
    VTT,
    attributes,
    channels_of,
    feeds_of,
    publish,
    texts,
    tree,
    write_story,
)
from tests.podcast.sound_samples import mp3
from tests.podcast.test_feed import FOLDER, edit
from tests.podcast.test_feed_pages import documents
from tests.small_site import SITE, TODAY, SmallSite

# A feed as another host writes it: HTML, odd types, an old namespace, no captions.
FOREIGN = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:podcast="https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md">
<channel>
  <title>Breathe Easy</title><link>https://host.example/shows/42</link>
  <description><![CDATA[A show for people with COPD. <a href="https://charity.example">Us</a>]]></description>
  <itunes:author>The charity</itunes:author>
  <itunes:owner><itunes:name>Ada</itunes:name><itunes:email>ada@charity.example</itunes:email></itunes:owner>
  <itunes:category text="Health &amp; Fitness"><itunes:category text="Medicine"/></itunes:category>
  <itunes:category text="Podcasting"/>
  <itunes:explicit>clean</itunes:explicit>
  <itunes:image href="https://host.example/art.png"/>
  <item>
    <title>Episode 1: A &lt;b&gt;bold&lt;/b&gt; step &amp; more</title>
    <link>https://host.example/shows/42/1</link>
    <guid isPermaLink="true">https://host.example/?p=1</guid>
    <pubDate>Mon, 02 Mar 2020 07:30:15 -0500</pubDate>
    <enclosure url="https://host.example/file?id=1" length="1" type="audio/mpeg"/>
    <itunes:explicit>yes</itunes:explicit><itunes:season>1</itunes:season>
    <content:encoded><![CDATA[<div><p>Ada walks.</p><h1>Why</h1>
      <p>1. Not a list * and _not_ &lt;b&gt;bold&lt;/b&gt; [x](y)</p>
      <ul><li>One</li><li>Two <a href="https://charity.example/two">links</a></li></ul>
      <img src="https://tracker.example/x.gif"><script>bad()</script>
      <p><a href="javascript:bad()">No link</a></p></div>]]></content:encoded>
    <podcast:transcript url="https://host.example/1.srt" type="application/srt"/>
    <podcast:chapters url="https://host.example/1.json" type="application/json+chapters"/>
    <podcast:person role="Guest Host">Ben</podcast:person>
    <podcast:person role="patient">Margaret</podcast:person>
  </item>
  <item><title>News</title><guid>n</guid><pubDate>Mon, 02 Mar 2020 07:30:15 -0500</pubDate></item>
  <item>
    <title>Gone</title><guid>g</guid><pubDate>Mon, 09 Mar 2020 07:30:15 GMT</pubDate>
    <enclosure url="https://host.example/gone.mp3" length="1" type="audio/mpeg"/>
  </item>
</channel></rss>
"""
SRT = "1\n00:00:00,000 --> 00:00:02,000\nAda: Good morning.\n"
CHAPTERS = {
    "version": "1.2.0",
    "chapters": [
        {"startTime": 0, "title": "Start"},
        {"startTime": 1.4, "title": "Hidden", "toc": False},
        {"startTime": 2.6, "title": "Walk", "url": "https://charity.example/walk"},
    ],
}


@pytest.fixture
def foreign(full_site: SmallSite, tmp_path: Path) -> Fetch:
    """Give a way to fetch what the other host has."""
    host = tmp_path / "host"
    host.mkdir()
    mp3(host / "file", 3)
    (host / "1.srt").write_text(SRT)
    (host / "1.json").write_text(json.dumps(CHAPTERS))
    shutil.copy(full_site.root / FOLDER / "artwork.png", host / "art.png")
    return fetch_from(host, "https://host.example/")


def empty_site(folder: Path) -> Path:
    """Write a content folder that holds site.yaml alone."""
    folder.mkdir(parents=True)
    (folder / "site.yaml").write_text(SITE, encoding="utf-8")
    return folder


def published(site: SmallSite, output: Path) -> Fetch:
    """Publish a site; return a way to fetch what it has."""
    publish(site.publication(), output)
    return fetch_from(output, f"{ADDRESS}/")


def built(content: Path) -> dict[str, bytes]:
    """Return the feeds of a content folder."""
    (channel,) = channels_of(Publication(load(content), TODAY))
    return dict(feeds(channel))


def listed(feed: bytes) -> list[dict[str, object]]:
    """Return of each item what subscribers would notice, had it changed."""
    names = ("title", "guid", "pubDate", "link", "description")
    return [
        {name: item.findtext(name) for name in names}
        | {"enclosure": attributes(item, "enclosure"), "tags": {
            tag: (texts(item, tag), attributes(item, tag))
            for tag in (
                "itunes:episodeType", "itunes:season", "itunes:episode", "itunes:explicit",
                "itunes:duration", "itunes:author", "podcast:soundbite", "podcast:license",
                "podcast:location", "podcast:contentLink", "podcast:socialInteract",
                "podcast:transcript", "psc:chapters/psc:chapter",
            )
        }, "people": texts(item, "podcast:person")}
        for item in tree(feed).iter("item")
    ]  # fmt: skip


def test_our_own_feed_comes_back_as_it_was(show_site: SmallSite, tmp_path: Path) -> None:
    before = feeds_of(show_site)[FEED]
    get = published(show_site, tmp_path / "published")
    content = empty_site(tmp_path / "imported")
    report = import_feed(before, content, get)
    assert report.to_do == []
    assert len(report.written) == 4
    after = built(content)[FEED]
    assert listed(after) == listed(before)
    for name in ("podcast:guid", "itunes:owner/itunes:email", "podcast:funding", "itunes:type"):
        assert texts(tree(after), name) == texts(tree(before), name), name
    for name in ("itunes:category", "podcast:updateFrequency", "podcast:location"):
        kept = attributes(tree(after), name)
        assert [{k: v for k, v in one.items() if k != "dtstart"} for one in kept] == [
            {k: v for k, v in one.items() if k != "dtstart"}
            for one in attributes(tree(before), name)
        ]


def test_every_recording_comes_byte_for_byte(show_site: SmallSite, tmp_path: Path) -> None:
    output = tmp_path / "published"
    get = published(show_site, output)
    content = empty_site(tmp_path / "imported")
    import_feed((output / FEED).read_bytes(), content, get)
    for name in ("flu.mp3", "walk.mp4", "trailer.mp3", "flu.vtt"):
        imported = (content / FOLDER / name).read_bytes()
        assert imported == (output / FOLDER / name).read_bytes(), name
    signed = (content / FOLDER / "flu.2.mp4").read_bytes()
    assert signed == (output / FOLDER / "flu-signed.mp4").read_bytes()


def test_a_story_comes_back_as_an_episode(show_site: SmallSite, tmp_path: Path) -> None:
    write_story(show_site)
    get = published(show_site, tmp_path / "published")
    content = empty_site(tmp_path / "imported")
    import_feed(feeds_of(show_site)[FEED], content, get)
    guids = texts(tree(feeds_of(show_site)[FEED]), "item/guid")
    assert texts(tree(built(content)[FEED]), "item/guid") == guids


def test_older_pages_are_read_too(full_site: SmallSite, tmp_path: Path) -> None:
    found = documents(full_site, 12, size=4)
    for place, data in found.items():
        (tmp_path / "host" / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "host" / place).write_bytes(data)
    from_host = fetch_from(tmp_path / "host", f"{ADDRESS}/")

    def get(url: str, target: Path) -> None:
        if url.endswith(".xml"):
            from_host(url, target)
        else:
            target.write_bytes(VTT.encode() if url.endswith(".vtt") else b"sound")

    report = import_feed(found[FEED], empty_site(tmp_path / "content"), get)
    assert len(report.written) == 13


def test_what_is_there_is_never_touched(show_site: SmallSite, tmp_path: Path) -> None:
    feed = feeds_of(show_site)[FEED]
    get = published(show_site, tmp_path / "published")
    edit(show_site, f"{FOLDER}/flu.md", "title: Flu clinics", "title: Our own words on flu clinics")
    (show_site.root / FOLDER / "walk.md").unlink()
    before = {file: file.read_bytes() for file in show_site.root.rglob("*") if file.is_file()}
    report = import_feed(feed, show_site.root, get)
    assert report.written == [f"{FOLDER}/walk.md"]
    assert sorted(report.kept) == [f"{FOLDER}/{name}.md" for name in ("flu", "show", "trailer")]
    assert all(file.read_bytes() == data for file, data in before.items())


def test_two_episodes_of_one_title_have_two_files(show_site: SmallSite, tmp_path: Path) -> None:
    feed = feeds_of(show_site)[FEED]
    get = published(show_site, tmp_path / "published")
    same = feed.replace(
        b"<link>https://fenwick.example/podcasts/town-talk/walk/", b"<link>https://x.example/flu/"
    )
    report = import_feed(same, empty_site(tmp_path / "imported"), get)
    assert f"{FOLDER}/flu.md" in report.written
    assert f"{FOLDER}/flu-2.md" in report.written


@pytest.fixture
def imported(foreign: Fetch, tmp_path: Path) -> tuple[Path, ImportReport]:
    """Give the other host's podcast, imported."""
    content = empty_site(tmp_path / "content")
    return content, import_feed(FOREIGN.encode(), content, foreign)


def test_another_hosts_podcast_passes_check(imported: tuple[Path, ImportReport]) -> None:
    content, report = imported
    catalogue = load(content)
    assert list(faults(catalogue)) == []
    assert report.folder == "podcasts/breathe-easy"
    assert (
        report.written
        == [
            "podcasts/breathe-easy/show.md",
            "podcasts/breathe-easy/episode-1-a-bbboldb-step-more.md",
        ]
        or len(report.written) == 2
    )


def test_what_could_not_be_taken_over_is_said(imported: tuple[Path, ImportReport]) -> None:
    _, report = imported
    assert report.to_do == [
        "Apple has not, or not more than three of: Podcasting.",
        "“News” has nothing to hear or no date.",
        "“Gone” was left out: https://host.example/gone.mp3 is not in host.",
    ]


def test_what_a_show_lacks_is_said(foreign: Fetch, tmp_path: Path) -> None:
    feed = re.sub(r"(?s)  <itunes:owner>.*?<itunes:explicit>clean", "<itunes:explicit>", FOREIGN)
    feed = re.sub(r"<itunes:image [^>]*>", "", feed)
    report = import_feed(feed.encode(), empty_site(tmp_path / "content"), foreign)
    assert report.to_do[:3] == [
        "The show lacks a picture: add image to show.md.",
        "The show lacks a category that Apple knows: add categories to show.md.",
        "The show lacks an e-mail address: write yours in show.md.",
    ]


def test_another_hosts_episode_keeps_its_guid_date_and_words(
    imported: tuple[Path, ImportReport],
) -> None:
    content, _ = imported
    (feed,) = built(content).values()
    (item,) = tree(feed).iter("item")
    assert item.findtext("guid") == "https://host.example/?p=1"
    assert item.findtext("pubDate") == "Mon, 02 Mar 2020 12:30:15 +0000"
    assert item.findtext("title") == "Episode 1: A <b>bold</b> step & more"
    assert texts(item, "itunes:explicit") == ["true"]
    description = item.findtext("description") or ""
    assert "<p>Ada walks.</p>" in description
    assert "1. Not a list * and _not_ &lt;b&gt;bold&lt;/b&gt; [x](y)" in description
    assert '<a href="https://charity.example/two">links</a>' in description
    assert "No link" in description
    assert "tracker" not in description
    assert "bad()" not in description


def test_transcripts_chapters_and_people_come_along(imported: tuple[Path, ImportReport]) -> None:
    content, _ = imported
    (feed,) = built(content).values()
    (item,) = tree(feed).iter("item")
    chapters = attributes(item, "psc:chapters/psc:chapter")
    assert chapters == [
        {"start": "00:00:00.000", "title": "Start"},
        {"start": "00:00:02.600", "title": "Walk", "href": "https://charity.example/walk"},
    ]
    people = attributes(item, "podcast:person")
    assert [one["role"] for one in people] == ["guest host", "guest"]
    (captions,) = content.rglob("*.vtt")
    assert "<v Ada>Good morning." in captions.read_text()


def test_an_episode_without_a_transcript_is_a_draft_and_stops_nothing(
    foreign: Fetch, tmp_path: Path
) -> None:
    feed = FOREIGN.replace("application/srt", "text/html").encode()
    content = empty_site(tmp_path / "content")
    report = import_feed(feed, content, foreign)
    (words,) = content.rglob("*.vtt")
    stem = words.stem
    assert report.to_do[2] == (
        "“Episode 1: A <b>bold</b> step & more” has no transcript, and is a draft until it has one:"
        f" write its words into {stem}.vtt, then delete the line status: draft in {stem}.md."
    )
    public = Publication(load(content), TODAY)
    assert public.of("podcasts") == ()
    assert [item.status for item in Publication(load(content), TODAY, drafts=True).episodes(
        public.shows[0]
    )] == ["draft"]  # fmt: skip
    # Published nevertheless, it stops the build; with its words it no longer does.
    episode = words.with_suffix(".md")
    text = episode.read_text(encoding="utf-8")
    episode.write_text(text.replace("status: draft\n", ""), encoding="utf-8")
    with pytest.raises(ContentError, match="the transcript still has the words with which"):
        load(content)
    words.write_text(VTT, encoding="utf-8")
    assert len(Publication(load(content), TODAY).of("podcasts")) == 1


def test_an_import_again_asks_for_the_words_no_more(foreign: Fetch, tmp_path: Path) -> None:
    feed = FOREIGN.replace("application/srt", "text/html").encode()
    content = empty_site(tmp_path / "content")
    import_feed(feed, content, foreign)
    (words,) = content.rglob("*.vtt")
    before = words.read_text(encoding="utf-8")
    report = import_feed(feed, content, foreign)
    assert report.written == []
    assert words.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("chapters", "kept"),
    [
        ('{"chapters": [{"startTime": 3725.25, "title": "A"}]}', ["1:02:05.25"]),
        ('{"chapters": [{"startTime": 59.9996, "title": "A"}]}', ["1:00"]),
        ('{"chapters": [{"startTime": 1e999, "title": "A"}]}', []),
        ('{"chapters": [{"startTime": NaN, "title": "A"}]}', []),
        ('{"chapters": [{"startTime": -1, "title": "A", "url": 7}]}', []),
        ('{"chapters": [{"startTime": 1, "title": "A", "url": 7}]}', ["0:01"]),
        ('{"chapters": [{"title": "A"}]}', None),
        ('{"chapters": [7]}', None),
        ("[]", None),
        ("<html>", None),
    ],
)
def test_chapters_keep_their_times_or_are_left_out(
    foreign: Fetch, tmp_path: Path, chapters: str, kept: list[str] | None
) -> None:
    (tmp_path / "host" / "1.json").write_text(chapters)
    content = empty_site(tmp_path / "content")
    report = import_feed(FOREIGN.encode(), content, foreign)
    (episode,) = Publication(load(content), TODAY).of("podcasts")
    assert isinstance(episode, Episode)
    assert [one.start for one in episode.chapters] == (kept or [])
    fault = "has no chapters: https://host.example/1.json is not a file of chapters."
    assert any(fault in one for one in report.to_do) == (kept is None)


def test_the_move_is_explained() -> None:
    words = moving_house(read_feed(FOREIGN.encode(), "https://host.example/feed"))
    assert "let https://host.example/feed redirect to the new feed.xml for good (HTTP 301)" in words
    assert "<itunes:new-feed-url>" in words


NAMED = "<rss><channel><title>&b;</title></channel></rss>"
BOMB = f'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]>{NAMED}'
SPY = f'<!DOCTYPE r [<!ENTITY b SYSTEM "file:///etc/passwd">]>{NAMED}'


@pytest.mark.parametrize(
    ("feed", "said"),
    [
        (BOMB, "defines entities of its own"),
        (SPY, "defines entities of its own"),
        ("<html><body>Not found</body></html>", "there is no RSS channel in it"),
        ("<rss><channel>", "not well-formed XML"),
        ("", "not well-formed XML"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'/>", "there is no RSS channel in it"),
        ('<?xml version="1.0" encoding="klingon"?><rss/>', "not well-formed XML"),
        ("<rss>" + " " * 50_000_001 + "</rss>", "larger than 50 MB"),
    ],
    ids=["bomb", "spy", "page", "cut", "empty", "atom", "encoding", "large"],
)
def test_what_is_no_podcast_is_refused(feed: str, said: str) -> None:
    with pytest.raises(UnreadableFeedError, match=said):
        read_feed(feed.encode())


VALUES = sorted({one for pair in re.findall(r'>([^<>]+)<|="([^"]*)"', FOREIGN) for one in pair})
ODD = (
    "",
    "9" * 400,
    "nan",
    "inf",
    "-1",
    "1e400",
    "http://[",
    "javascript:x",
    "../../etc/passwd",
    "a/b\\c",
    "-" * 300,
    "长" * 200,
    "&#13;",
    "Mon, 99 Foo 2020 99:99:99 +9999",
    "Mon, 01 Jan 0001 00:00:00 +0900",
    "Mon, 02 Mar 2020 07:30:15 -99999999999999999999",
    "Mon, 02 Mar 99999999999999999999 07:30:15 GMT",
    '&lt;a b="&gt;',
)
WRONG = st.one_of(
    st.text(st.characters(exclude_characters='<&"', exclude_categories=("Cs", "Cc"))),
    st.sampled_from(ODD),
)


@settings(deadline=None, max_examples=150)
@given(value=st.sampled_from([one for one in VALUES if one.strip()]), wrong=WRONG)
def test_any_wrong_value_is_refused_or_left_out(value: str, wrong: str) -> None:
    def get(_: str, target: Path) -> None:
        target.write_bytes(b"x")

    with tempfile.TemporaryDirectory() as folder:
        content = empty_site(Path(folder, "content"))
        try:
            import_feed(FOREIGN.replace(value, wrong, 1).encode(), content, get)
        except UnreadableFeedError:
            return
        assert {path.name for path in Path(folder).iterdir()} == {"content"}
        # Whatever came, its front matter can be read; pictures and words may still need a hand.
        try:
            load(content)
        except ContentError as error:
            assert not [one for one in error.problems if "cannot be" in one.fault], error  # noqa: PT017


def test_files_come_from_the_web_whole_or_not_at_all(tmp_path: Path) -> None:
    host = tmp_path / "host"
    host.mkdir()
    (host / "a.mp3").write_bytes(b"sound" * 1000)
    with served(host) as address:
        fetch(f"{address}/a.mp3", tmp_path / "a.mp3")
        assert (tmp_path / "a.mp3").read_bytes() == b"sound" * 1000
        with pytest.raises(CannotFetchError, match="404"):
            fetch(f"{address}/b.mp3", tmp_path / "b.mp3")
    with pytest.raises(CannotFetchError, match="not a web address"):
        fetch("file:///etc/passwd", tmp_path / "c.mp3")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.mp3", "host"]


def test_our_feed_is_known_again_by_its_guid(show_site: SmallSite) -> None:
    show = read_feed(feeds_of(show_site)[FEED])
    assert GUID in {episode.guid for episode in show.episodes}
