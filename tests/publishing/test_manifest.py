"""A manifest is the same for the same files, and damage in one is never taken for truth."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from plugins.publishing.carry import cleaned, parts_of_pages
from plugins.publishing.fault import PublishFault
from plugins.publishing.manifest import (
    Difference,
    Entry,
    Manifest,
    Story,
    difference,
    from_json,
    manifest_of,
    to_json,
)
from plugins.publishing.media_types import media_type
from plugins.publishing.release import next_number, number, to_go_back_to, to_prune

BUILT_FROM = {"content": "c", "program": "p", "as_of": "2026-11-21", "site_url": "https://x.org"}


def entry(path: str, words: str = "words", *, carried: bool = False) -> Entry:
    digest = words.encode().hex().ljust(64, "0")[:64]
    return Entry(path, digest, len(words), media_type(path), carried)


def manifest(*entries: Entry, release: str = "000001", **more: object) -> Manifest:
    return Manifest(release, BUILT_FROM, entries, **more)  # type: ignore[arg-type]


def paths(found: Manifest) -> list[str]:
    return [one.path for one in found.entries]


def test_the_same_files_give_the_same_bytes_wherever_they_are(tmp_path: Path) -> None:
    texts = []
    for name in ("here", "elsewhere"):
        site = tmp_path / name
        (site / "news").mkdir(parents=True)
        (site / "news/index.html").write_text("Flu clinics open on Monday")
        (site / "feed.xml").write_text("<feed/>")
        made = manifest_of(site, release="000042", built_from=BUILT_FROM, media_type=media_type)
        texts.append(to_json(made))
    assert texts[0] == texts[1]
    assert str(tmp_path) not in texts[0]
    listing = json.loads(texts[0])
    assert [row["path"] for row in listing["files"]] == ["feed.xml", "news/index.html"]
    assert listing["files"][1] == {
        "path": "news/index.html",
        "sha256": hashlib.sha256(b"Flu clinics open on Monday").hexdigest(),
        "size": 26,
        "type": "text/html; charset=utf-8",
    }


def test_a_manifest_is_read_as_it_was_written() -> None:
    story = Story(("website",), ("stories/margaret/index.html",))
    made = manifest(
        entry("index.html"),
        entry("assets/a.0123abcd.css", carried=True),
        tombstones=("stories/john/",),
        stories={"stories/margaret/": story},
    )
    assert from_json(to_json(made)) == made


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"index.html"', '"../index.html"'),
        ('"index.html"', '"/etc/passwd"'),
        ('"index.html"', '"a//b"'),
        ('"index.html"', '"a\\\\b"'),
        ('"index.html"', '""'),
        ('"form": 1', '"form": 2'),
        ('"000001"', '"../1"'),
        ('"size": 5', '"size": -5'),
        ('"size": 5', '"size": "5"'),
        ("776f", "XXXX"),
        ("}", ""),
    ],
)
def test_a_damaged_manifest_is_refused_in_plain_words(before: str, after: str) -> None:
    text = to_json(manifest(entry("index.html")))
    assert before in text
    with pytest.raises(PublishFault, match="damaged") as caught:
        from_json(text.replace(before, after), place="releases/000001/manifest.json")
    assert "releases/000001/manifest.json" in str(caught.value)


def test_one_path_cannot_be_listed_twice() -> None:
    text = to_json(manifest(entry("a.html"), entry("b.html")))
    with pytest.raises(PublishFault):
        from_json(text.replace("b.html", "a.html"))


def test_the_difference_of_two_releases_is_by_bytes_not_by_names() -> None:
    old = manifest(entry("same.html"), entry("changed.html", "old"), entry("gone.html"))
    new = manifest(entry("same.html"), entry("changed.html", "newer"), entry("new.html", "four"))
    assert difference(old, new) == Difference(("new.html",), ("changed.html",), ("gone.html",), 9)
    assert difference(None, new).added == ("changed.html", "new.html", "same.html")


def test_hashed_parts_of_the_theme_stay_for_one_more_release_and_no_longer() -> None:
    first = manifest(entry("assets/css/site.0123abcd.css"), entry("assets/a.0123abcd.js.br"))
    second = parts_of_pages(first, manifest(entry("assets/css/site.99999999.css")))
    assert paths(second) == [
        "assets/a.0123abcd.js.br",
        "assets/css/site.0123abcd.css",
        "assets/css/site.99999999.css",
    ]
    assert [one.carried for one in second.entries] == [True, True, False]
    third = parts_of_pages(second, manifest(entry("index.html")))
    assert paths(third) == ["assets/css/site.99999999.css", "index.html"]


def test_nothing_of_a_story_is_carried_over() -> None:
    live = manifest(
        entry("pictures/0123456789abcdef-400.jpg"),
        entry("cards/0123456789abcdef.png"),
        entry("pagefind/fragment/en_0123abcd.pf_fragment"),
        entry("pagefind/pagefind.0123abcd.pf_meta"),
        entry("stories/margaret/margaret.0123abcd.mp3"),
        entry("assets/site.webmanifest"),
    )
    assert parts_of_pages(live, manifest(entry("index.html"))) == manifest(entry("index.html"))


def test_what_is_purged_leaves_an_old_release_that_can_be_gone_back_to() -> None:
    old = manifest(
        entry("index.html", "with Margaret"),
        entry("index.html.br", "with Margaret, pressed"),
        entry("news/index.html"),
        entry("stories/margaret/index.html", "words"),
        entry("pagefind/index/old.pf_index", "words of all"),
        entry("pagefind/pagefind.js"),
        stories={"stories/margaret/": Story(("website",), ())},
    )
    keep = manifest(
        entry("index.html", "without"),
        entry("news/index.html", "newer"),
        entry("stories/margaret/index.html", "no longer available"),
        entry("stories/.margaret.gone", ""),
        entry("assets/site.0123abcd.css"),
        entry("pictures/new.jpg"),
        entry("pagefind/index/new.pf_index", "words of most"),
        entry("pagefind/pagefind.js"),
        release="000002",
        tombstones=("stories/margaret/",),
    )
    asked = ["index.html", "stories/margaret/index.html", "pagefind/index/old.pf_index"]
    done = cleaned(old, [*asked, "stories/margaret/"], keep)
    assert done.removed == (
        "index.html",
        "index.html.br",
        "pagefind/index/old.pf_index",
        "stories/margaret/index.html",
    )
    now = {one.path: one for one in done.manifest.entries}
    assert now["index.html"] == keep.by_path["index.html"]
    assert now["news/index.html"] == old.by_path["news/index.html"]
    assert set(done.taken) == {
        "assets/site.0123abcd.css",
        "index.html",
        "pagefind/index/new.pf_index",
        "pictures/new.jpg",
        "stories/.margaret.gone",
        "stories/margaret/index.html",
    }
    assert set(now) == {"news/index.html", "pagefind/pagefind.js", *done.taken}
    assert done.manifest.tombstones == ("stories/margaret/",)
    assert done.manifest.stories == {}
    assert done.manifest.release == "000001"


def test_what_the_newest_release_has_too_is_not_purged() -> None:
    old = manifest(entry("pictures/shared.jpg"), entry("stories/margaret/index.html"))
    keep = manifest(entry("pictures/shared.jpg"), release="000002")
    done = cleaned(old, ["pictures/shared.jpg"], keep)
    assert done.removed == done.taken == ()
    assert done.manifest.entries == old.entries


def test_releases_are_numbered_on_after_the_highest() -> None:
    assert next_number([]) == "000001"
    assert next_number([manifest(release="000007"), manifest(release="000003")]) == "000008"
    assert next_number([manifest(release="999999")]) == "1000000"


@pytest.mark.parametrize("text", ["", "x", "-1", "1.5", "٣", "../1"])
def test_only_a_number_names_a_release(text: str) -> None:
    with pytest.raises(PublishFault, match="not the number of a release"):
        number(text)


def test_without_a_number_the_release_before_the_live_one_is_meant() -> None:
    one, two, three = (manifest(release=f"00000{n}") for n in (1, 2, 3))
    assert to_go_back_to([one, two, three], three, None) is two
    assert to_go_back_to([one, two, three], two, None) is one
    assert to_go_back_to([one, two, three], two, "3") is three
    for live, wished, said in (
        (one, None, "no release before"),
        (two, "2", "live already"),
        (two, "9", "no release 9"),
        (None, None, "No release is live"),
    ):
        with pytest.raises(PublishFault, match=said):
            to_go_back_to([one, two, three], live, wished)


def test_nobody_goes_back_to_a_story_whose_consent_has_ended() -> None:
    story = entry("stories/margaret/index.html")
    old = manifest(story, release="000001")
    new = manifest(story, release="000002", tombstones=("stories/margaret/",))
    with pytest.raises(PublishFault, match="stories/margaret/"):
        to_go_back_to([old, new], new, "1")
    clean = manifest(story, release="000001", tombstones=("stories/margaret/",))
    assert to_go_back_to([clean, new], new, "1") is clean


def test_nobody_goes_back_to_more_uses_than_the_newest_release_has() -> None:
    def with_uses(release: str, *uses: str) -> Manifest:
        return manifest(release=release, stories={"stories/margaret/": Story(uses, ())})

    old, new = with_uses("000001", "website", "audio"), with_uses("000002", "website")
    with pytest.raises(PublishFault, match="stories/margaret/"):
        to_go_back_to([old, new], new, None)
    fewer = with_uses("000001", "website")
    assert to_go_back_to([fewer, with_uses("000002", "website", "print")], new, None) is fewer
    with pytest.raises(PublishFault, match="stories/margaret/"):
        to_go_back_to([fewer, manifest(release="000002")], new, None)


def test_the_live_release_is_never_pruned_nor_the_last_few() -> None:
    releases = [manifest(release=f"00000{number}") for number in range(1, 7)]
    assert to_prune(releases, releases[5], 3) == ["000001", "000002", "000003"]
    assert to_prune(releases, releases[0], 3) == ["000002", "000003"]
    unknown = Manifest("000007", {}, ())
    assert to_prune([*releases[3:], unknown], releases[5], 5) == ["000007"]
    assert to_prune([*releases[4:], unknown], unknown, 5) == []
