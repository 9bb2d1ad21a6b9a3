"""Whole builds: what subscribers get over HTTP, what an import of it gives back, what goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.podcast.importing import import_podcast
from tests.demo import served
from tests.podcast.feed_checks import CHECKS
from tests.podcast.feed_samples import CONSENT, FEED, attributes, item, texts, tree, write_story
from tests.podcast.test_feed import FOLDER, edit
from tests.podcast.test_importing import listed
from tests.small_site import SITE, SmallSite

STORY = "I can walk to the shop again"


def feeds_in(output: Path) -> dict[str, bytes]:
    """Return the show's feeds of a built site."""
    return {file.name: file.read_bytes() for file in sorted((output / FOLDER).glob("*.xml"))}


def test_an_import_over_http_builds_the_same_feeds(show_site: SmallSite, tmp_path: Path) -> None:
    write_story(show_site)
    with served(tmp_path) as host:
        # A site in a folder of its host, as its own feed says.
        address = f"{host}/first"
        before = feeds_in(show_site.build(tmp_path / "first", "--site-url", address))
        other = SmallSite(tmp_path / "other")
        other.write("site.yaml", SITE)
        report = import_podcast(f"{address}/{FEED}", other.root)
    assert report.to_do == []
    again = other.build(tmp_path / "again", "--site-url", address)
    after = feeds_in(again)
    assert after.keys() == before.keys()
    story = {"link", "enclosure", "tags", "description"}  # Its page was the story's.
    for name, feed in before.items():
        for one, same in zip(listed(feed), listed(after[name]), strict=True):
            moved = story if one["title"] == STORY else set()
            assert {k: v for k, v in same.items() if k not in moved} == {
                k: v for k, v in one.items() if k not in moved
            }
        assert texts(tree(after[name]), "podcast:guid") == texts(tree(feed), "podcast:guid")


def test_a_story_goes_from_the_feed_and_the_files_with_its_consent(
    show_site: SmallSite, tmp_path: Path
) -> None:
    write_story(show_site)
    output = show_site.build(tmp_path / "with")
    story = item(tree((output / FEED).read_bytes()), STORY)
    (enclosure,) = attributes(story, "enclosure")
    file = output / enclosure["url"].removeprefix("https://fenwick.example/")
    assert file.stat().st_size == int(enclosure["length"])
    for check in CHECKS:
        check((output / FEED).read_bytes())
    edit(
        show_site, "stories/margaret.md", CONSENT, CONSENT.replace("}", ", withdrawn: 2026-11-20}")
    )
    output = show_site.build(tmp_path / "without")
    assert STORY not in texts(tree((output / FEED).read_bytes()), "item/title")
    assert not list((output / "stories").rglob("*.mp3"))
    assert b"margaret" not in (output / FEED).read_bytes()


@pytest.mark.parametrize(
    ("file", "name", "said"),
    [
        ("flu.md", "guid", "Paste this line below the line title:\n    guid: "),
        ("show.md", "feed_guid", "Paste this line below the title:\n    feed_guid: "),
        ("show.md", "categories", "the show has no categories, and Apple refuses it."),
    ],
)
def test_a_fault_stops_the_build_and_nothing_is_written(
    show_site: SmallSite, tmp_path: Path, file: str, name: str, said: str
) -> None:
    edit(show_site, f"{FOLDER}/{file}", f"\n{name}: ", "\n# ")
    done = show_site.run_build(tmp_path / "output")
    assert done.returncode == 1
    assert said in done.stdout + done.stderr
    assert not (tmp_path / "output").exists()
