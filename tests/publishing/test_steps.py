"""Publishing step by step: what stops it leaves what was live; what went wrong is undone."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from plugins.catalogue.problem import ContentError
from plugins.catalogue.publication import Publication
from plugins.publishing.fault import PublishFault
from plugins.publishing.manifest import Manifest, Story
from plugins.publishing.steps import changed
from plugins.publishing.steps_commands import list_releases, publish_to, roll_back_on
from tests.publishing.conftest import Publishing
from tests.publishing.pages_site import PAGES, STORY, WORDS, PagesSite
from tests.small_site import PROJECT, TODAY, SmallSite

SECRET = "hunter2-geheim"  # noqa: S105 - a made-up one to look for


def live(publishing: Publishing) -> str | None:
    found = publishing.folder.live()
    return found.release if found else None


def story(publishing: Publishing, *, withdrawn: str | None = None) -> None:
    uses = "[website]" if withdrawn is None else f"[website], withdrawn: {withdrawn}"
    publishing.content.item(
        "stories/margaret.md", consent=f"{{reference: PS-1, given: 2026-01-05, uses: {uses}}}"
    )


def held_anywhere(publishing: Publishing, words: str) -> list[Path]:
    return [
        path
        for path in publishing.public.rglob("*")
        if path.is_file() and words.encode() in path.read_bytes()
    ]


def test_each_step_is_told_and_how_many_there_are(publishing: Publishing) -> None:
    publishing.publish(1)
    stages = [line for line in publishing.said.lines if " of 6: " in line]
    assert [stage[:7] for stage in stages] == [f"{step} of 6:" for step in range(1, 7)]
    assert publishing.said.lines[-1] == "Release 1 is live on demo."


def test_a_second_publish_sends_only_what_changed(publishing: Publishing) -> None:
    publishing.publish(1)
    before = {path.stat().st_ino for path in publishing.folder.site("000001").rglob("*.mp3")}
    publishing.publish(2)
    assert f"2 files added, {len(PAGES) + 1} changed, 0 removed" in publishing.said.all
    after = {path.stat().st_ino for path in publishing.folder.site("000002").rglob("*.mp3")}
    assert before == after


def test_nothing_new_makes_no_new_release(publishing: Publishing) -> None:
    publishing.publish(1)
    publishing.publish(1)
    assert live(publishing) == "000001"
    assert publishing.said.lines[-1] == "Nothing has changed since release 1: it stays live."


@pytest.mark.parametrize("words", ["corrected", None])
def test_a_page_that_only_changes_or_goes_makes_a_new_release(
    publishing: Publishing, words: str | None
) -> None:
    class Corrected(PagesSite):
        def files(self, publication: Publication) -> dict[str, str]:
            others = {**super().files(publication)}
            del others[PAGES[0]]
            return others if words is None else {**others, PAGES[0]: words}

    publishing.publish(1)
    publish_to(publishing.chosen(), lambda _: Corrected(publishing.content.root, 1))
    assert live(publishing) == "000002"
    assert (publishing.public / "current/site" / PAGES[0]).exists() == (words is not None)


def test_a_live_site_that_is_damaged_is_sent_again_though_nothing_is_new(
    publishing: Publishing,
) -> None:
    publishing.publish(1)
    (publishing.public / "current/site" / PAGES[3]).unlink()
    publishing.publish(1)
    assert live(publishing) == "000002"
    assert "edition 1." in publishing.page(PAGES[3])


def test_a_dry_run_says_what_would_change_and_touches_nothing(publishing: Publishing) -> None:
    publishing.publish(1, dry_run=True)
    assert not publishing.public.exists()
    assert "Added: 19 files" in publishing.said.all
    publishing.publish(1)
    before = {path: path.lstat().st_mtime_ns for path in publishing.public.rglob("*")}
    publishing.said.lines.clear()
    publishing.publish(2, dry_run=True)
    assert {path: path.lstat().st_mtime_ns for path in publishing.public.rglob("*")} == before
    lines = publishing.said.lines
    assert "Changed: 13 files" in lines
    assert f"    {PAGES[0]}" in lines
    assert "Removed" not in publishing.said.all
    assert lines[-1].startswith("At most ")
    assert "This was a dry run." in lines[-1]
    assert [line for line in lines if " of 3: " in line]


def test_a_dry_run_names_twenty_files_and_counts_the_others(publishing: Publishing) -> None:
    class Large(PagesSite):
        def files(self, publication: Publication) -> dict[str, str]:
            more = {f"more/{number}.html": "more" for number in range(1234)}
            return {**super().files(publication), **more}

    publish_to(publishing.chosen(), lambda _: Large(publishing.content.root, 1), dry_run=True)
    assert "Added: 1,253 files" in publishing.said.lines
    assert "    and 1,233 more" in publishing.said.lines


def test_content_that_is_wrong_stops_it_before_anything_is_built(publishing: Publishing) -> None:
    publishing.publish(1)
    publishing.content.write("news/roads.md", "---\ntitle: No end")
    with pytest.raises(ContentError, match="front matter has no end"):
        publishing.publish(2)
    assert live(publishing) == "000001"
    assert "2 of 6" not in publishing.said.lines[-1]


def test_what_is_found_wrong_in_the_built_site_stops_it(publishing: Publishing) -> None:
    publishing.publish(1)
    chosen = publishing.chosen()
    found = [f"news/item-{number}/index.html: a link leads nowhere." for number in range(30)]
    judges = replace(chosen.judges, verify=lambda *_: found)
    site = PagesSite(publishing.content.root, 2)
    with pytest.raises(PublishFault) as caught:
        publish_to(replace(chosen, judges=judges), lambda _: site)
    assert caught.value.exitcode == 1
    said = str(caught.value)
    assert "item-0/" in said
    assert "item-19/" in said
    assert "item-20/" not in said
    assert "and 10 more" in said
    assert "30 problems" in said
    assert "Nothing was published" in said
    assert live(publishing) == "000001"


def test_a_release_that_is_not_as_it_should_be_is_taken_back(publishing: Publishing) -> None:
    publishing.publish(1)

    def confirm(release: Manifest) -> Sequence[object]:
        assert live(publishing) == release.release
        return ["/ is not what was sent."] if release.release == "000002" else []

    with pytest.raises(PublishFault) as caught:
        publishing.publish_confirmed_by(confirm, 2)
    assert live(publishing) == "000001"
    assert "/ is not what was sent." in caught.value.fault
    assert "Release 1 is live again." in caught.value.remedy
    publishing.publish(3)
    assert live(publishing) == "000003"


def test_a_host_that_cannot_be_asked_is_reason_enough_to_go_back(publishing: Publishing) -> None:
    publishing.publish(1)

    def confirm(release: Manifest) -> Sequence[object]:
        raise PublishFault(f"{release.release} does not answer.", "Look to the server.")

    with pytest.raises(PublishFault, match="does not answer"):
        publishing.publish_confirmed_by(confirm, 2)
    assert live(publishing) == "000001"


def test_the_first_release_has_none_to_go_back_to(publishing: Publishing) -> None:
    with pytest.raises(PublishFault) as caught:
        publishing.publish_confirmed_by(lambda _: ["wrong"], 1)
    assert live(publishing) == "000001"
    assert "It stays live: there is no release before it." in caught.value.remedy


def test_no_fault_of_the_host_brings_a_withdrawn_story_back(publishing: Publishing) -> None:
    story(publishing)
    publishing.publish(1)
    assert held_anywhere(publishing, WORDS)
    story(publishing, withdrawn="2026-11-20")
    with pytest.raises(PublishFault, match="wrong"):
        publishing.publish_confirmed_by(lambda _: ["wrong"], 2)
    assert held_anywhere(publishing, WORDS) == []
    assert "no longer available" in publishing.page(STORY)
    # The release before is live again, without the story.
    assert live(publishing) == "000001"
    assert "edition 1." in publishing.page(PAGES[0])


def test_a_story_whose_consent_ends_leaves_every_release(publishing: Publishing) -> None:
    story(publishing)
    publishing.publish(1)
    publishing.publish(2)
    story(publishing, withdrawn="2026-11-20")
    publishing.publish(3)
    assert held_anywhere(publishing, WORDS) == []
    assert [one.release for one in publishing.folder.releases()] == ["000001", "000002", "000003"]
    roll_back_on(publishing.chosen(), "1")
    assert "no longer available" in publishing.page(STORY)
    assert "edition 1." in publishing.page(PAGES[0])


def test_the_command_of_publish_yaml_runs_when_another_release_is_live(
    publishing: Publishing,
) -> None:
    log = publishing.root / "log"
    command = '[sh, -c, "readlink public/current >> log"]'
    publishing.file.write_text(
        f"targets: {{demo: {{kind: folder, path: ./public, after: {command}}}}}\n"
    )
    publishing.publish(1)
    publishing.publish(2)
    roll_back_on(publishing.chosen(), None)
    assert log.read_text().split() == [f"releases/00000{n}" for n in (1, 2, 1)]


def test_a_command_that_fails_takes_the_release_back_and_shows_no_secret(
    publishing: Publishing, monkeypatch: pytest.MonkeyPatch
) -> None:
    publishing.publish(1)
    monkeypatch.setenv("PUBLISH_KEY", SECRET)
    publishing.file.write_text(
        "targets: {demo: {kind: folder, path: ./public, after: [sh, -c,"
        ' "echo the key is $PUBLISH_KEY; test $(readlink public/current) = releases/000001"]}}\n'
    )
    with pytest.raises(PublishFault) as caught:
        publishing.publish(2)
    assert "the key is [PUBLISH_KEY]" in str(caught.value)
    assert SECRET not in str(caught.value) + publishing.said.all
    assert "The command under after failed: sh (it ended with 1)." in str(caught.value)
    assert live(publishing) == "000001"


def test_a_command_that_is_not_there_is_named(publishing: Publishing) -> None:
    publishing.publish(1)
    publishing.file.write_text(
        "targets: {demo: {kind: folder, path: ./public, after: [no-such-program]}}\n"
    )
    with pytest.raises(PublishFault, match="there is no such program"):
        publishing.publish(2)
    assert live(publishing) == "000001"


def test_going_back_takes_less_than_a_second(publishing: Publishing) -> None:
    publishing.publish(1)
    publishing.publish(2)
    began = time.monotonic()
    roll_back_on(publishing.chosen(), None)
    assert time.monotonic() - began < 1
    assert live(publishing) == "000001"
    assert "edition 1." in publishing.page()
    assert publishing.said.lines[-1] == "Release 1 is live, in place of 2."
    roll_back_on(publishing.chosen(), "2")
    assert "edition 2." in publishing.page()


def test_after_going_back_the_next_release_has_a_number_of_its_own(publishing: Publishing) -> None:
    publishing.publish(1)
    publishing.publish(2)
    roll_back_on(publishing.chosen(), None)
    publishing.publish(3)
    assert live(publishing) == "000003"
    roll_back_on(publishing.chosen(), None)
    assert live(publishing) == "000002"


def test_a_release_that_is_damaged_is_told_when_it_is_gone_back_to(publishing: Publishing) -> None:
    publishing.publish(1)
    publishing.publish(2)
    (publishing.folder.site("000001") / PAGES[0]).unlink()
    with pytest.raises(PublishFault, match="not as it was") as caught:
        roll_back_on(publishing.chosen(), None)
    assert PAGES[0] in str(caught.value)


def test_a_second_publish_of_this_machine_does_not_even_begin(publishing: Publishing) -> None:
    with publishing.chosen().alone(), pytest.raises(PublishFault, match="process"):
        publishing.publish(1)
    assert not [line for line in publishing.said.lines if " of 6: " in line]
    assert not publishing.public.exists()


def test_releases_are_listed_the_newest_first(publishing: Publishing) -> None:
    list_releases(publishing.chosen())
    assert publishing.said.lines.pop() == "Nothing has been published to demo yet."
    publishing.publish(1)
    publishing.publish(2)
    roll_back_on(publishing.chosen(), None)
    publishing.said.lines.clear()
    list_releases(publishing.chosen())
    second, first = publishing.said.lines
    assert second.split()[:5] == ["2", "as", "of", "2026-11-21", "13"]
    assert not second.endswith("live")
    assert first.split()[0] == "1"
    assert first.endswith("live")


def test_the_manifest_says_what_the_release_was_made_of(publishing: Publishing) -> None:
    made = publishing.publish(1)
    listing = json.loads((publishing.public / "current/manifest.json").read_text())
    assert listing["release"] == made.release == "000001"
    assert listing["built_from"]["as_of"] == TODAY.isoformat()
    assert (publishing.public / "current/redirects.json").exists()
    parts = json.loads((publishing.public / "current/sbom.json").read_text())
    assert parts["bomFormat"] == "CycloneDX"
    assert json.loads((publishing.public / "current/gone.json").read_text()) == {"gone": []}


def run(*words: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), **variables}
    command = [sys.executable, str(PROJECT / "tasks.py"), *words]
    command += ["--publish-file", str(folder / "publish.yaml")]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env=environment
    )


def test_a_real_site_is_published_and_gone_back_from_by_the_commands(
    tmp_path: Path, small_site: SmallSite
) -> None:
    (tmp_path / "publish.yaml").write_text("targets: {demo: {kind: folder, path: ./public}}\n")
    words = ["--content", str(small_site.root), "--as-of", TODAY.isoformat()]
    small_site.item("news/roads.md")
    done = run("publish", *words, folder=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Release 1 is live on demo." in done.stdout
    small_site.item("news/flu-clinics.md", title="Flu clinics open on Monday")
    page = tmp_path / "public/current/site/news/flu-clinics/index.html"
    done = run("publish", "--dry-run", *words, folder=tmp_path)
    assert "    news/flu-clinics/index.html" in done.stdout
    assert not page.exists()
    done = run("publish", *words, folder=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Flu clinics open on Monday" in page.read_text()
    built_from = json.loads((tmp_path / "public/current/manifest.json").read_text())["built_from"]
    assert built_from["site_url"] == "https://fenwick.example"
    assert built_from["as_of"] == "2026-11-21"
    done = run("rollback", folder=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not page.exists()
    done = run("releases", folder=tmp_path)
    assert done.stdout.splitlines()[1].endswith("live")
    assert run("rollback", "77", folder=tmp_path).returncode == 2


def test_faults_come_in_plain_words_with_their_own_exit_code(
    tmp_path: Path, small_site: SmallSite
) -> None:
    words = ["--content", str(small_site.root)]
    done = run("publish", *words, folder=tmp_path)
    assert (done.returncode, "There is no publish.yaml." in done.stderr) == (2, True)
    (tmp_path / "publish.yaml").write_text("targets: {demo: {kind: folder, path: ./public}}\n")
    small_site.item("news/roads.md", title="")
    done = run("publish", *words, folder=tmp_path)
    assert done.returncode == 1
    assert "content/news/roads.md:" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "public").exists()


def test_no_secret_reaches_what_is_said_or_written(tmp_path: Path, small_site: SmallSite) -> None:
    (tmp_path / "publish.yaml").write_text(
        "targets:\n"
        "  demo: {kind: folder, path: ./public, after: [sh, -c, 'echo $PUBLISH_KEY; exit 1']}\n"
        "  live: {kind: ssh, host: 127.0.0.1, port: 9, user: anna, path: /srv, key: PUBLISH_KEY,"
        " wait: 0}\n"
    )
    secrets = {"PUBLISH_KEY": SECRET}
    words = ["--content", str(small_site.root), "--as-of", TODAY.isoformat()]
    for name in ("demo", "live"):
        done = run("publish", "--to", name, *words, folder=tmp_path, **secrets)
        assert done.returncode == 2, done.stdout + done.stderr
        assert SECRET not in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert written
    assert not [path for path in written if SECRET.encode() in path.read_bytes()]


def test_what_the_day_alone_changes_is_said(publishing: Publishing) -> None:
    publishing.publish(1)
    publishing.content.item("news/flu-clinics.md", date="2026-11-22")
    site = PagesSite(publishing.content.root, 2, as_of=TODAY + timedelta(days=1))
    publish_to(publishing.chosen(), lambda _: site)
    assert "    appears: news/flu-clinics/" in publishing.said.lines


def test_a_story_that_loses_a_use_is_a_change_though_no_file_is_another() -> None:
    def with_story(*uses: str, tombstones: tuple[str, ...] = ()) -> Manifest:
        stories = {"stories/margaret/": Story(uses, ())}
        return Manifest("000001", {}, (), tombstones, stories)

    live_one = with_story("website", "audio")
    assert not changed(live_one, with_story("audio", "website"))
    assert changed(live_one, with_story("website"))
    assert changed(live_one, with_story("website", "audio", tombstones=("stories/john/",)))
