"""A folder of releases: whole ones only, live by one rename, each file kept once."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plugins.catalogue.publication import Publication
from plugins.publishing.confirm import confirm_files
from plugins.publishing.fault import PublishFault
from plugins.publishing.lock import held
from plugins.publishing.steps_commands import publish_to
from plugins.publishing.target_folder import FolderTarget
from tests.publishing.conftest import Publishing
from tests.publishing.pages_site import PAGES, SAYS, PagesSite
from tests.small_site import PROJECT


def folders(publishing: Publishing) -> list[str]:
    return sorted(path.name for path in (publishing.public / "releases").iterdir())


def damage(publishing: Publishing) -> list[str]:
    target = publishing.folder
    live = target.live()
    assert live is not None
    return [str(finding) for finding in confirm_files(target.unlike(live))]


def edition(publishing: Publishing) -> int:
    found = SAYS.search(publishing.page())
    assert found
    return int(found[1])


def test_nothing_is_made_before_something_is_sent(publishing: Publishing) -> None:
    target = publishing.folder
    assert target.releases() == ()
    assert target.live() is None
    assert not publishing.public.exists()


def test_a_release_is_served_through_a_relative_link(publishing: Publishing) -> None:
    publishing.publish(1)
    assert (publishing.public / "current").readlink() == Path("releases/000001")
    moved = publishing.root / "elsewhere"
    publishing.public.rename(moved)
    assert "edition 1." in (moved / "current/site/index.html").read_text()


def test_what_has_not_changed_is_kept_once_on_the_disk(publishing: Publishing) -> None:
    publishing.publish(1)
    publishing.publish(2)
    first, second = (publishing.folder.site(number) for number in ("000001", "000002"))
    assert (first / "recording.mp3").samefile(second / "recording.mp3")
    assert not (first / "index.html").samefile(second / "index.html")
    assert edition(publishing) == 2


def test_a_release_shares_no_file_with_what_was_built(publishing: Publishing) -> None:
    publishing.publish(1)
    built = publishing.root / ".cache/publishing/demo/site/recording.mp3"
    assert not built.samefile(publishing.public / "current/site/recording.mp3")
    built.write_bytes(b"an editor changes a recording in its place")
    assert damage(publishing) == []


def test_everybody_can_read_a_release_whatever_the_umask(publishing: Publishing) -> None:
    before = os.umask(0o077)
    try:
        publishing.publish(1)
    finally:
        os.umask(before)
    for folder, _, files in os.walk(publishing.public / "current/site"):
        assert os.stat(folder).st_mode & 0o777 == 0o755, folder  # noqa: PTH116
        assert {(Path(folder) / f).stat().st_mode & 0o777 for f in files} <= {0o644}, folder
    assert publishing.public.stat().st_mode & 0o777 == 0o755


def test_a_damaged_file_is_never_linked_into_the_next_release(publishing: Publishing) -> None:
    publishing.publish(1)
    recording = publishing.public / "current/site/recording.mp3"
    words = recording.read_bytes()
    recording.write_bytes(b"x" * len(words))
    publishing.publish(2)
    assert (publishing.public / "current/site/recording.mp3").read_bytes() == words
    assert damage(publishing) == []


def test_a_page_opened_before_the_switch_finds_its_parts_for_one_more_release(
    publishing: Publishing,
) -> None:
    publishing.publish(1)
    parts = list((publishing.public / "current/site/assets").rglob("*.css"))
    names = [part.relative_to(publishing.public / "current") for part in parts]
    assert names
    publishing.publish(2)
    assert all((publishing.public / "current" / name).exists() for name in names)
    publishing.publish(3)
    assert not any((publishing.public / "current" / name).exists() for name in names)
    assert damage(publishing) == []


def test_a_page_opened_before_going_back_finds_its_parts_too(publishing: Publishing) -> None:
    publishing.publish(1)
    publishing.publish(2)
    parts = list((publishing.public / "current/site/assets").rglob("*.css"))
    names = [part.relative_to(publishing.public / "current") for part in parts]
    publishing.folder.activate("000001")
    assert edition(publishing) == 1
    assert all((publishing.public / "current" / name).exists() for name in names)
    assert damage(publishing) == []
    live = publishing.folder.live()
    assert live is not None
    assert any(entry.carried for entry in live.entries)


def test_a_release_that_is_not_there_cannot_be_made_live(publishing: Publishing) -> None:
    publishing.publish(1)
    with pytest.raises(PublishFault, match="no release 000009"):
        publishing.folder.activate("000009")
    assert edition(publishing) == 1


def test_a_folder_in_the_links_place_is_not_touched(publishing: Publishing) -> None:
    (publishing.public / "current").mkdir(parents=True)
    (publishing.public / "current/index.html").write_text("somebody's")
    with pytest.raises(PublishFault, match="no link of ours"):
        publishing.publish(1)
    assert (publishing.public / "current/index.html").read_text() == "somebody's"


def test_the_last_few_releases_stay(publishing: Publishing) -> None:
    for number in range(1, 6):
        publishing.publish(number)
    assert folders(publishing) == ["000003", "000004", "000005"]


def test_half_a_release_is_removed_and_never_listed(publishing: Publishing) -> None:
    publishing.publish(1)
    (publishing.public / "releases/.new-000002/site").mkdir(parents=True)
    (publishing.public / "releases/.old-000000/site").mkdir(parents=True)
    (publishing.public / ".current.new").symlink_to("releases/000002")
    assert [one.release for one in publishing.folder.releases()] == ["000001"]
    said = publishing.folder.mend()
    assert said == [
        "Release 000002 was only half sent: the rest is removed.",
        "Release 000000 was only half deleted: the rest is removed.",
    ]
    assert folders(publishing) == ["000001"]
    assert not (publishing.public / ".current.new").is_symlink()
    assert publishing.folder.mend() == []


def test_a_release_that_was_sent_and_never_live_is_removed(publishing: Publishing) -> None:
    publishing.publish(1)
    shutil.copytree(publishing.folder.site("000001").parent, publishing.public / "releases/000002")
    manifest = publishing.public / "releases/000002/manifest.json"
    manifest.write_text(manifest.read_text().replace('"000001"', '"000002"'))
    (manifest.parent / ".seen").unlink()
    assert publishing.folder.mend() == [
        "Release 000002 was sent and never made live: it is removed."
    ]
    assert folders(publishing) == ["000001"]


def test_what_no_list_names_is_removed_from_a_release(publishing: Publishing) -> None:
    publishing.publish(1)
    site = publishing.folder.site("000001")
    stray = site / "stories/margaret/margaret.mp3"
    stray.parent.mkdir(parents=True)
    stray.write_text("left by a purge that was killed")
    assert publishing.folder.mend() == [
        "Release 000001 had 1 file that its list does not name: removed."
    ]
    assert not (site / "stories").exists()
    assert damage(publishing) == []


def test_a_damaged_list_of_an_old_release_is_no_reason_to_stop(publishing: Publishing) -> None:
    publishing.publish(1)
    publishing.publish(2)
    (publishing.public / "releases/000001/manifest.json").write_text("{}")
    publishing.publish(3)
    assert folders(publishing) == ["000002", "000003"]
    assert "was damaged: it is removed" in publishing.said.all


def test_the_live_releases_list_is_made_again_and_the_site_stays(publishing: Publishing) -> None:
    publishing.publish(1)
    (publishing.public / "current/manifest.json").unlink()
    with pytest.raises(PublishFault, match=r"\./run publish"):
        publishing.folder.live()
    assert publishing.folder.mend() == ["The list of release 000001 was damaged: it is made again."]
    assert damage(publishing) == []
    assert edition(publishing) == 1
    # Nobody knows which stories it holds: it goes as soon as another is live.
    publishing.publish(2)
    assert folders(publishing) == ["000002"]


def test_what_is_purged_is_in_no_release_and_no_other_file_holds_it(
    publishing: Publishing,
) -> None:
    for number in (1, 2):
        publishing.publish(number)
    target = publishing.folder
    keep = target.live()
    assert keep is not None
    removed = target.purge([PAGES[0], "recording.mp3"], keep)
    assert removed == (f"000001/{PAGES[0]}",)
    first = target.site("000001")
    assert "edition 2." in (first / PAGES[0]).read_text()
    assert "edition 1." in (first / PAGES[1]).read_text()
    assert (first / PAGES[0]).samefile(target.site("000002") / PAGES[0])
    target.activate("000001")
    assert damage(publishing) == []


def test_folders_that_a_purge_empties_go_with_their_names(publishing: Publishing) -> None:
    first = PagesSite(publishing.content.root, 1)
    story = {"stories/margaret/margaret.txt": "words"}

    class Telling(PagesSite):
        def files(self, publication: Publication) -> dict[str, str]:
            return {**first.files(publication), **story}

    publish_to(publishing.chosen(), lambda _: Telling(publishing.content.root, 1))
    folder = publishing.folder.site("000001") / "stories"
    assert folder.is_dir()
    publishing.publish(2)
    target = publishing.folder
    _, keep = target.releases()
    assert target.purge(list(story), keep) == ("000001/stories/margaret/margaret.txt",)
    assert not folder.exists()


def test_a_purge_that_was_killed_is_ended_by_the_next_publish(publishing: Publishing) -> None:
    for number in (1, 2):
        publishing.publish(number)
    folder = publishing.folder.site("000001").parent
    (folder / ".purging").write_text(f'["{PAGES[0]}", "{PAGES[1]}"]')
    (folder / "site" / PAGES[0]).unlink()  # Here it was killed.
    (folder / "site/recording.mp3").unlink()
    publishing.publish(3)
    assert "Mended: Release 000001 was half purged: that is done." in publishing.said.lines
    assert not (folder / ".purging").exists()
    publishing.folder.activate("000001")
    assert damage(publishing) == []
    assert "edition 2." in publishing.page(PAGES[0])
    assert "edition 2." in publishing.page(PAGES[1])
    assert "edition 1." in publishing.page(PAGES[2])
    assert (publishing.public / "current/site/recording.mp3").exists()


def test_a_release_says_what_is_asked_while_it_is_purged(
    publishing: Publishing, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2):
        publishing.publish(number)
    target = publishing.folder
    keep = target.live()
    assert keep is not None

    def struck(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("plugins.publishing.target_folder_purge.linked", struck)
    with pytest.raises(KeyboardInterrupt):
        target.purge([PAGES[0]], keep)
    monkeypatch.undo()
    assert not (target.site("000001") / PAGES[0]).exists()
    assert target.mend() == ["Release 000001 was half purged: that is done."]
    assert "edition 2." in (target.site("000001") / PAGES[0]).read_text()


def test_a_full_disk_leaves_the_old_release_and_no_rest(
    publishing: Publishing, monkeypatch: pytest.MonkeyPatch
) -> None:
    publishing.publish(1)

    def full(_: Path, place: Path) -> None:
        raise OSError(28, "No space left on device", str(place))

    monkeypatch.setattr("plugins.publishing.target_folder.placed", full)
    with pytest.raises(PublishFault, match="No space left") as caught:
        publishing.publish(2)
    assert "disk's space" in caught.value.remedy
    assert folders(publishing) == ["000001"]
    assert edition(publishing) == 1
    monkeypatch.undo()
    publishing.publish(2)
    assert edition(publishing) == 2


@pytest.mark.parametrize("where", ["public", "public/releases"])
def test_a_file_where_a_folder_should_be_is_named(publishing: Publishing, where: str) -> None:
    place = publishing.root / where
    place.parent.mkdir(exist_ok=True)
    place.write_text("somebody's")
    with pytest.raises(PublishFault, match="could not be written"):
        publishing.publish(1)
    assert place.read_text() == "somebody's"


def hold(place: str, taken: str) -> None:
    with held(Path(place), patience=0, waiting=lambda _: None):
        Path(taken).write_text("taken")
        time.sleep(60)


def test_a_second_publish_says_who_holds_the_target(publishing: Publishing) -> None:
    publishing.publish(1)
    holder = multiprocessing.get_context("spawn").Process(
        target=hold, args=(str(publishing.public / ".lock"), str(publishing.root / "taken"))
    )
    holder.start()
    while not (publishing.root / "taken").exists():
        time.sleep(0.02)
    with pytest.raises(PublishFault, match=rf"process {holder.pid}\.") as caught:
        publishing.publish(2)
    assert "Nothing was published" in caught.value.remedy
    assert edition(publishing) == 1
    holder.kill()
    holder.join()
    # Its lock has died with it.
    publishing.publish(2)
    assert edition(publishing) == 2


def test_a_second_publish_waits_and_says_so(publishing: Publishing) -> None:
    publishing.publish(1)
    (publishing.root / "publish.yaml").write_text(
        "targets: {demo: {kind: folder, path: ./public, wait: 60}}\n"
    )
    code = (
        "import sys, time; from pathlib import Path; from plugins.publishing.lock import held\n"
        "with held(Path(sys.argv[1]), patience=0, waiting=print):\n"
        "    print('held', flush=True); time.sleep(1)\n"
    )
    command = [sys.executable, "-c", code, str(publishing.public / ".lock")]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        publishing.publish(2)
    assert f"process {holder.pid}. Waiting" in publishing.said.all
    assert edition(publishing) == 2


def test_a_program_that_a_publish_started_does_not_go_on_holding_its_lock(tmp_path: Path) -> None:
    with held(tmp_path / "lock", patience=0, waiting=lambda _: None):
        child = subprocess.Popen(["sleep", "60"], close_fds=False)
    try:
        with held(tmp_path / "lock", patience=0, waiting=lambda _: None):
            pass
    finally:
        child.kill()
        child.wait()


def test_the_kinds_name_gives_the_target(publishing: Publishing) -> None:
    assert isinstance(publishing.chosen("demo").target, FolderTarget)
    assert publishing.folder.name == "demo"
    assert publishing.folder.url is None
