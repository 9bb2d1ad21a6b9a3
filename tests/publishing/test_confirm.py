"""What is live is what was released, or it is said plainly what is not."""

from __future__ import annotations

import json
import socket
import time
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.publishing.confirm import Patience, confirm, confirm_files, questions
from plugins.publishing.confirm_asking import Question
from plugins.publishing.manifest import Entry, Manifest, manifest_of
from plugins.publishing.media_types import media_type
from plugins.publishing.verify_finding import Finding
from tests.publishing.live_host import Host, live

QUICK = Patience(seconds=8, rounds=2, pause=0.05, answer=3)
PAGE = "news/roads/index.html"
GONE = "stories/margaret/index.html"
# Written without its last slash, which the page that stands there has.
OLD = {"redirects": [{"from": "/old", "to": "/news/roads/", "status": 301}]}
FILES = {
    "index.html": "<h1>Fenwick</h1>\n<p>Welcome.</p>\n",
    "404.html": "<h1>Not found</h1>",
    PAGE: "<h1>Roads</h1>\n<p>All are open.</p>\n",
    GONE: "<p>No longer available.</p>",
    "old/index.html": '<meta http-equiv="refresh" content="0; url=/news/roads/">',
    "feed.xml": "<feed/>",
    "redirects.json": json.dumps(OLD),
    "news/a name.txt": "Words.",
    ".old.moved": "/news/roads/",
    "index.html.br": "packed",
    "podcasts/talk.mp3": "sound" * 1000,
    "pictures/a.webp": "picture",
}


def released(folder: Path) -> Manifest:
    """Return the manifest of a folder."""
    return manifest_of(
        folder,
        release="000002",
        built_from={"as_of": "2026-11-21"},
        media_type=media_type,
        tombstones=["stories/margaret/"],
    )


@pytest.fixture
def host(tmp_path: Path) -> Host:
    """Give a host that serves a small release."""
    for path, words in FILES.items():
        file = tmp_path / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words)
    return Host(tmp_path / "site")


def told(findings: tuple[Finding, ...], url: str) -> list[str]:
    """Return the faults with their addresses from the host's root."""
    return [f"{one.path.removeprefix(url)}: {one.fault}" for one in sorted(findings)]


def asked(host: Host, manifest: Manifest | None = None, **more: Manifest | Path) -> list[str]:
    """Return what is wrong with a host."""
    manifest = manifest or released(host.folder)
    with live(host) as url:
        return told(confirm(url, manifest, patience=QUICK, **more), url)  # type: ignore[arg-type]


@pytest.mark.parametrize("pack", [None, "gzip", "br"])
@pytest.mark.parametrize("head", [True, False])
def test_a_good_host_has_no_fault_however_it_packs(host: Host, pack: str, head: bool) -> None:  # noqa: FBT001
    host.pack, host.head = pack, head
    assert asked(host) == []
    assert host.caching == {"no-cache"}
    paths = {path for command, path in host.asked if command == "GET"}
    assert {"", "news/roads/", "feed.xml", "news/a name.txt", "redirects.json"} <= paths
    # What a host reads itself is not asked for.
    assert not {"404.html", ".old.moved", "index.html.br"} & paths
    assert ("HEAD", "podcasts/talk.mp3") in host.asked or not head


def test_another_file_is_found_with_the_first_line_that_differs(host: Host, tmp_path: Path) -> None:
    manifest = released(host.folder)
    own = tmp_path / "own" / PAGE
    own.parent.mkdir(parents=True)
    own.write_text(FILES[PAGE])
    (host.folder / PAGE).write_text(FILES[PAGE].replace("open", "closed"))
    differs = 'line 2 is "<p>All are closed.</p>", and should be "<p>All are open.</p>".'
    assert asked(host, manifest, site=tmp_path / "own") == [
        f"/news/roads/: it is not the file of this release: {differs}"
    ]
    assert asked(host, manifest) == ["/news/roads/: it is not the file of this release."]


def test_a_missing_page_and_a_forbidden_one_are_found(host: Host) -> None:
    manifest = released(host.folder)
    (host.folder / PAGE).unlink()
    host.status["feed.xml"] = 403
    assert asked(host, manifest) == [
        "/feed.xml: the host answers 403, not the file.",
        "/news/roads/: the host answers 404, not the file.",
    ]


def test_a_recording_is_compared_by_its_size(host: Host) -> None:
    manifest = released(host.folder)
    (host.folder / "podcasts/talk.mp3").write_text("cut")
    assert asked(host, manifest) == ["/podcasts/talk.mp3: it has 3 bytes, and should have 5,000."]


def test_a_cache_gets_time_to_look_again(host: Host) -> None:
    manifest = released(host.folder)
    host.stale[PAGE] = (1, b"old")
    assert asked(host, manifest) == []
    assert host.asked.count(("GET", "news/roads/")) == 2
    assert host.asked.count(("GET", "feed.xml")) == 1  # What was right is not asked again.


def test_a_cache_that_keeps_the_release_before_is_named(host: Host) -> None:
    page = host.folder / PAGE
    new = page.read_text()
    page.write_text("old")
    before = released(host.folder)
    page.write_text(new)
    host.stale[PAGE] = (99, b"old")
    manifest = released(host.folder)
    with live(host) as url:
        (finding,) = confirm(url, manifest, before=before, patience=QUICK)
    assert finding.fault == "the host still gives the file of the release before."
    assert finding.remedy.startswith("Let the CDN forget its copies: purge in publish.yaml.")


def test_what_was_taken_away_must_be_gone(host: Host) -> None:
    before = released(host.folder)
    manifest = replace(before, entries=tuple(one for one in before.entries if one.path != PAGE))
    assert asked(host, manifest, before=before) == [
        "/news/roads/: it was taken away, and the host answers 200."
    ]
    (host.folder / PAGE).unlink()
    assert asked(host, manifest, before=before) == []


def test_the_last_page_of_a_list_may_lead_to_the_list(host: Host) -> None:
    page = host.folder / "news/page/2/index.html"
    page.parent.mkdir(parents=True)
    page.write_text("The second")
    before = released(host.folder)
    page.unlink()
    manifest = released(host.folder)
    host.moved["/news/page/2/"] = "/news/"
    assert asked(host, manifest, before=before) == []
    host.moved["/news/page/2/"] = "/login"
    assert asked(host, manifest, before=before) == [
        "/news/page/2/: it was taken away, and the host answers 301."
    ]


@pytest.mark.parametrize("status", [200, 410])
def test_a_story_that_is_gone_answers_410_or_with_its_page(host: Host, status: int) -> None:
    manifest = released(host.folder)
    if status != 200:
        host.status[GONE] = status
    assert asked(host, manifest) == []
    (host.folder / GONE).write_text("<h1>Margaret</h1>")
    host.status[GONE] = 404 if status != 200 else 200
    assert len(asked(host, manifest)) == 1


def test_410_is_right_for_no_other_page(host: Host) -> None:
    host.status[PAGE] = 410
    assert asked(host) == ["/news/roads/: the host answers 410, not the file."]


def test_the_host_may_send_readers_on_from_an_old_address(host: Host) -> None:
    host.moved["/old/"] = "/news/roads/"
    assert asked(host) == []
    host.moved["/old/"] = "/elsewhere/"
    assert asked(host) == ["/old/: the host answers 301, and leads to /elsewhere/, not the file."]


def test_a_host_that_sends_readers_of_a_page_elsewhere_is_found(host: Host) -> None:
    host.moved["/news/roads/"] = "/login"
    assert asked(host) == ["/news/roads/: the host answers 301, and leads to /login, not the file."]


def test_a_host_that_answers_everything_is_found(host: Host) -> None:
    host.everything = True
    assert asked(host) == [
        "/an-address-that-never-was/: the host answers 200 for an address that never was."
    ]


def test_many_faults_are_told_in_part(host: Host) -> None:
    for number in range(30):
        (host.folder / f"{number:02}.txt").write_text("Words.")
    manifest = released(host.folder)
    for number in range(30):
        (host.folder / f"{number:02}.txt").unlink()
    found = asked(host, manifest)
    assert len(found) == 21
    assert ": 10 more addresses are not as they should be." in found


def test_a_host_that_is_down_is_told_once() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        manifest = Manifest("000001", {}, ())
        many = replace(manifest, entries=tuple(_entries()))
        (finding,) = confirm(url, many, patience=QUICK)
    assert finding.path == url
    assert finding.fault.startswith("nobody answers there (")


def _entries() -> list[Entry]:
    made = manifest_of(
        Path(__file__).parent, release="000001", built_from={}, media_type=media_type
    )
    return [entry for entry in made.entries if entry.path.endswith(".py")]


def test_a_slow_host_does_not_hold_a_publish_for_ever(host: Host) -> None:
    host.slow = 30
    manifest = released(host.folder)
    patience = Patience(seconds=1, rounds=4, pause=0.1, answer=20)
    began = time.monotonic()
    with live(host) as url:
        (finding,) = confirm(url, manifest, patience=patience)
    assert time.monotonic() - began < 3
    assert str(finding).startswith(f"{url}: it did not answer in time.\n    Look whether the host")


def test_one_slow_answer_is_asked_again(host: Host) -> None:
    host.slow = 0.3
    patience = Patience(seconds=5, rounds=2, pause=0.05, answer=0.1)
    with live(host) as url:
        assert "it did not answer in time." in {
            one.fault for one in confirm(url, released(host.folder), patience=patience)
        }


def test_a_host_of_a_folder_is_asked_there(host: Host, tmp_path: Path) -> None:
    manifest = released(host.folder)
    (tmp_path / "town").mkdir()
    host.folder.rename(tmp_path / "town/site")
    with live(Host(tmp_path)) as url:
        assert confirm(f"{url}/town/site", manifest, patience=QUICK) == ()


def test_the_same_release_is_asked_the_same_questions(host: Host) -> None:
    manifest = released(host.folder)
    found = questions(manifest)
    assert found == questions(manifest)
    assert found[0].path in {"index.html", "feed.xml", "redirects.json"}
    assert Question("podcasts/talk.mp3", only_size=True) in found


def test_files_that_a_target_reads_back_are_told_a_few_of_many() -> None:
    assert confirm_files(()) == ()
    told = confirm_files([f"{number:02}.txt" for number in range(30)])
    assert told[0].fault == "this is not the file of the release, or it is not there."
    assert (len(told), told[-1].fault) == (21, "10 more files are not as they should be.")
