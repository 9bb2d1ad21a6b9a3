"""A folder of another machine is published to, through a real sshd on loopback."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.publishing import target_ssh_lock
from plugins.publishing.fault import PublishFault
from plugins.publishing.publish_file import SshSettings
from plugins.publishing.steps_commands import roll_back_on
from plugins.publishing.target_ssh import SshTarget
from plugins.publishing.target_ssh_scripts import REWRITE
from tests.publishing.conftest import Publishing
from tests.publishing.killing import killed_after
from tests.publishing.small_release import Release, Told, around, release_at
from tests.publishing.ssh_server import HOST, SshServer, make_key, ssh_server

STYLE = "assets/main.0a1b2c3d.css"
PAGES = {
    "index.html": b"<p>Flu clinics open on Monday",
    "news/index.html": b"<p>News",
    STYLE: b"p { color: black }",
    'caf\N{LATIN SMALL LETTER E WITH ACUTE}/menu "a" $(b).html': b"<p>Menu",
    "talk.mp3": random.Random(1).randbytes(400_000),  # noqa: S311
}
STORY = {"stories/margaret/index.html": b"<p>Margaret tells", "stories/m.jpg": b"Margaret's face"}
MOMENTS = int(os.environ.get("PUBLISH_KILLS", "8"))
TOOLS = (
    *("sh", "bash", "rsync", "mv", "ln", "cp", "rm", "mkdir", "rmdir", "cat", "find", "grep"),
    *("head", "tail", "sort", "ls", "wc", "sha256sum", "readlink", "sleep"),
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    with ssh_server(tmp_path_factory.mktemp("there") / "sshd") as running:
        yield running


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """Give the folder on the other machine, which is not there yet."""
    return tmp_path / "srv/site"


@pytest.fixture
def target(server: SshServer, tmp_path: Path, there: Path) -> Iterator[SshTarget]:
    with contextlib.closing(target_of(server, tmp_path / "here", there)) as opened:
        yield opened


def target_of(
    server: SshServer, here: Path, folder: Path, told: Told | None = None, **more: object
) -> SshTarget:
    """Return a target; a field that is None is left out."""
    here.mkdir(exist_ok=True)
    variables = {"KEY": str(server.key), "HOSTS": server.known_hosts.read_text()}
    variables |= {name: str(more.pop(name)) for name in ("KEY", "HOSTS") if name in more}
    fields: dict[str, object] = {
        "kind": "ssh",
        "host": HOST,
        "user": server.user,
        "port": server.port,
        "path": str(folder),
        "key": "KEY",
        "known_hosts": str(server.known_hosts),
        "wait": 0,
        **more,
    }
    settings = SshSettings.model_validate({k: v for k, v in fields.items() if v is not None})
    return SshTarget("live", settings, around(here, told, **variables))


def published(target: SshTarget, release: Release) -> Release:
    with target.lock():
        target.mend()
        target.send(release.folder, release.manifest, Told())
        target.activate(release.manifest.release)
    return release


def shown(there: Path) -> dict[str, bytes]:
    """Return what a web server would serve."""
    site = (there / "current/site").resolve()
    files = (file for file in site.rglob("*") if file.is_file())
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in files}


def holding(folder: Path, words: bytes) -> list[Path]:
    """Return each path at which these words are, or that has them in its name."""
    return [
        path
        for path in folder.rglob("*")
        if words.lower() in path.name.lower().encode()
        or (path.is_file() and words.lower() in path.read_bytes().lower())
    ]


def test_a_site_comes_over_byte_for_byte_and_everybody_may_read_it(
    target: SshTarget, tmp_path: Path, there: Path
) -> None:
    release = release_at(tmp_path / "1", 1, PAGES)
    for path in (release.folder / "site").rglob("*"):
        path.chmod(0o700)
    published(target, release)
    assert shown(there) == PAGES
    assert target.live() == release.manifest
    assert target.releases() == (release.manifest,)
    assert (there / "current").readlink() == Path("releases/000001")
    served = [there / "releases", *(there / "releases/000001").rglob("*")]
    assert {path.stat().st_mode & 0o777 for path in served if path.is_file()} == {0o644}
    assert {path.stat().st_mode & 0o777 for path in served if path.is_dir()} == {0o755}


def test_what_is_live_is_read_back_from_the_machine(
    target: SshTarget, tmp_path: Path, there: Path
) -> None:
    live = published(target, release_at(tmp_path / "1", 1, PAGES)).manifest
    assert target.unlike(live) == ()
    first, second = sorted(live.by_path)[:2]
    site = there / "releases/000001/site"
    (site / first).write_bytes(b"Buy now")
    (site / second).unlink()
    assert sorted(target.unlike(live)) == [first, second]
    (there / "current").unlink()
    with pytest.raises(PublishFault):
        target.unlike(live)


def test_nothing_is_live_before_it_is_made_live(
    target: SshTarget, tmp_path: Path, there: Path
) -> None:
    release = release_at(tmp_path / "1", 1, PAGES)
    assert (target.live(), target.releases()) == (None, ())
    with target.lock():
        target.send(release.folder, release.manifest, Told())
    assert target.live() is None
    assert not (there / "current").exists()


def test_a_second_release_sends_only_what_changed(
    target: SshTarget, tmp_path: Path, there: Path
) -> None:
    published(target, release_at(tmp_path / "1", 1, PAGES))
    assert target.sent > 400_000
    changed = {**PAGES, "index.html": b"<p>Flu clinics are over"}
    published(target, release_at(tmp_path / "2", 2, changed))
    assert shown(there) == changed
    assert target.sent < 5_000
    first, second = there / "releases/000001/site", there / "releases/000002/site"
    assert (second / "talk.mp3").samefile(first / "talk.mp3")
    assert (first / "index.html").read_bytes() == PAGES["index.html"]


def test_a_rollback_takes_less_than_a_second(
    target: SshTarget, tmp_path: Path, there: Path
) -> None:
    first = published(target, release_at(tmp_path / "1", 1, PAGES))
    published(target, release_at(tmp_path / "2", 2, {**PAGES, "index.html": b"<p>Wrong"}))
    with target.lock():
        began = time.process_time() + sum(os.times()[2:4])
        target.activate("000001")
        took = time.process_time() + sum(os.times()[2:4]) - began
    assert took < 1  # of the processor's time: other tests may run beside
    assert shown(there) == PAGES
    assert target.live() == first.manifest
    assert [one.release for one in target.releases()] == ["000001", "000002"]


def test_a_visitor_finds_a_whole_site_through_every_switch(
    target: SshTarget, tmp_path: Path, there: Path
) -> None:
    published(target, release_at(tmp_path / "1", 1, {"index.html": b"<p>1"}))
    published(target, release_at(tmp_path / "2", 2, {"index.html": b"<p>2"}))
    seen: set[bytes] = set()
    done = threading.Event()

    def visit() -> None:
        while not done.is_set():
            try:
                seen.add((there / "current/site/index.html").read_bytes())
            except OSError as error:
                seen.add(str(error).encode())

    visitor = threading.Thread(target=visit)
    visitor.start()
    with target.lock():
        for number in (1, 2) * 6:
            target.activate(f"{number:06}")
    done.set()
    visitor.join()
    assert seen == {b"<p>1", b"<p>2"}


def test_parts_of_open_pages_stay_for_one_release(
    target: SshTarget, tmp_path: Path, there: Path
) -> None:
    first = published(target, release_at(tmp_path / "1", 1, PAGES))
    newer = {path: content for path, content in PAGES.items() if path != STYLE}
    newer["assets/main.99999999.css"] = b"p {}"
    carried = replace(first.manifest.by_path[STYLE], carried=True)
    published(target, release_at(tmp_path / "2", 2, newer, carried=(carried,)))
    assert shown(there) == {**newer, STYLE: PAGES[STYLE]}
    with target.lock():
        target.activate("000001")
    assert shown(there) == {**PAGES, "assets/main.99999999.css": b"p {}"}
    live = target.live()
    assert live is not None
    assert live.by_path["assets/main.99999999.css"].carried


def test_purged_bytes_are_nowhere_on_the_other_machine_nor_here(
    target: SshTarget, tmp_path: Path, there: Path
) -> None:
    again = {"old/copy.jpg": STORY["stories/m.jpg"]}
    published(target, release_at(tmp_path / "1", 1, {**PAGES, **STORY, **again}))
    published(target, release_at(tmp_path / "2", 2, {**PAGES, **STORY, "index.html": b"<p>2"}))
    shutil.copytree(there / "releases/000001", there / "releases/.half")
    keep = published(target, release_at(tmp_path / "3", 3, PAGES, gone=("stories/marg/",)))
    shutil.copytree(there / "releases/000001", there / "releases/.old-000000-x")
    assert holding(there, b"Margaret")
    with target.lock():
        removed = target.purge(tuple(STORY), keep.manifest)
    assert removed == (
        "000001/old/copy.jpg",
        *(f"{release}/{path}" for release in ("000001", "000002") for path in sorted(STORY)),
    )
    assert holding(there, b"Margaret") == []
    assert holding(tmp_path / "here", b"Margaret") == []
    assert not (there / "releases/000001/site/stories").exists()
    assert b"marg" in (there / "releases/000001/gone.json").read_bytes()
    assert shown(there) == PAGES
    with target.lock():
        target.activate("000002")
    assert shown(there) == {**PAGES, "index.html": b"<p>2"}
    assert {one.tombstones for one in target.releases()} == {("stories/marg/",)}


def test_bytes_that_stay_elsewhere_are_found_and_named(
    target: SshTarget, tmp_path: Path, there: Path
) -> None:
    published(target, release_at(tmp_path / "1", 1, {**PAGES, **STORY}))
    shutil.copyfile(there / "current/site/stories/m.jpg", there / "kept by hand.jpg")
    keep = published(target, release_at(tmp_path / "2", 2, PAGES))
    with target.lock(), pytest.raises(PublishFault, match=r"still there: \./kept by hand.jpg"):
        target.purge(tuple(STORY), keep.manifest)


def test_only_the_last_releases_stay(target: SshTarget, tmp_path: Path, there: Path) -> None:
    for number in (1, 2, 3, 4):
        published(target, release_at(tmp_path / str(number), number, {"index.html": b"1"}))
    with target.lock():
        target.activate("000001")
        target.prune(2)
    names = sorted(path.name for path in (there / "releases").iterdir())
    assert names == ["000001", "000003", "000004"]


@pytest.mark.parametrize("name", ["a b;touch x", "it's $(touch x) `y`", 'line\nbreak*?["', "-rf ~"])
def test_no_sign_in_a_path_means_anything_to_a_shell(
    server: SshServer, tmp_path: Path, name: str
) -> None:
    there = tmp_path / "srv" / name
    with contextlib.closing(target_of(server, tmp_path / "here", there)) as target:
        published(target, release_at(tmp_path / "1", 1, {**PAGES, **STORY}))
        keep = published(target, release_at(tmp_path / "2", 2, PAGES))
        with target.lock():
            target.purge(tuple(STORY), keep.manifest)
            target.prune(1)
    assert shown(there) == PAGES
    assert [path.name for path in (tmp_path / "srv").iterdir()] == [name]


@pytest.mark.parametrize(
    ("field", "value"),
    [("host", "-oProxyCommand=x"), ("host", "a b"), ("user", "-l"), ("path", "srv/site")],
)
def test_what_ssh_could_misread_is_refused(
    server: SshServer, tmp_path: Path, field: str, value: str
) -> None:
    with pytest.raises(PublishFault, match=r"cannot be this|whole path"):
        target_of(server, tmp_path / "here", tmp_path, None, **{field: value})


def test_a_host_that_is_not_known_is_not_talked_to(server: SshServer, tmp_path: Path) -> None:
    (tmp_path / "none").write_text("")
    with pytest.raises(PublishFault, match="its key is not in the known_hosts file") as fault:
        target_of(server, tmp_path / "here", tmp_path, known_hosts="../none").releases()
    assert f"ssh-keyscan -p {server.port} {HOST}" in str(fault.value)


def test_a_host_with_another_key_is_not_talked_to(server: SshServer, tmp_path: Path) -> None:
    other = make_key(tmp_path / "other").with_suffix(".pub").read_text()
    target = target_of(server, tmp_path / "here", tmp_path, known_hosts=other)
    with pytest.raises(PublishFault, match="shows another key than the one that is known"):
        target.releases()


def test_the_hosts_key_may_be_written_as_it_is(server: SshServer, tmp_path: Path) -> None:
    line = server.known_hosts.read_text()
    for number, written in enumerate((line, line.split(" ", 1)[1], "HOSTS")):
        here = tmp_path / str(number)
        with contextlib.closing(target_of(server, here, tmp_path, known_hosts=written)) as target:
            assert target.releases() == ()


def test_a_key_that_is_refused_is_said_with_the_remedy(server: SshServer, tmp_path: Path) -> None:
    other = make_key(tmp_path / "other")
    with pytest.raises(PublishFault, match="refuses the key") as fault:
        target_of(server, tmp_path / "here", tmp_path, KEY=other).releases()
    assert "authorized_keys" in str(fault.value)


def test_a_key_as_text_is_a_file_only_while_it_connects(
    server: SshServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = Path(tempfile.mkdtemp(dir="/tmp"))  # Short: a socket's name is in it.
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    text = server.key.read_text().replace("\n", "\r\n").rstrip()
    target = target_of(server, tmp_path / "here", tmp_path / "site", KEY=text)
    published(target, release_at(tmp_path / "1", 1, PAGES))
    assert any(temporary.glob("*/c"))
    assert not any(temporary.glob("*/key"))
    assert holding(tmp_path / "here", b"PRIVATE KEY") == []
    target.close()
    assert list(temporary.iterdir()) == []
    temporary.rmdir()


@pytest.mark.parametrize("key", ["hush-hush", "-----BEGIN OPENSSH PRIVATE KEY-----\nhush-hush"])
def test_what_is_no_key_is_never_shown(server: SshServer, tmp_path: Path, key: str) -> None:
    with pytest.raises(PublishFault) as fault:
        target_of(server, tmp_path / "here", tmp_path, KEY=key).releases()
    assert "hush" not in str(fault.value)
    assert "key" in str(fault.value)


def test_a_machine_that_does_not_listen_is_said(server: SshServer, tmp_path: Path) -> None:
    line = server.known_hosts.read_text().split(" ", 1)[1]
    target = target_of(server, tmp_path / "here", tmp_path, port=9, known_hosts=line)
    with pytest.raises(PublishFault, match="takes no SSH connections on port 9"):
        target.live()


def test_a_folder_that_may_not_be_written_is_said(server: SshServer, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    target = target_of(server, tmp_path / "here", Path("/proc/site"))
    with pytest.raises(PublishFault), target.lock():
        pass


def test_a_current_that_is_no_link_is_left_alone(
    target: SshTarget, tmp_path: Path, there: Path
) -> None:
    (there / "current").mkdir(parents=True)
    with pytest.raises(PublishFault, match=r"current on 127\.0\.0\.1 is no link of ours"):
        published(target, release_at(tmp_path / "1", 1, PAGES))
    assert (there / "current").is_dir()


def programs(folder: Path, **own: str) -> Path:
    """Make a folder of programs: those of this machine, some left out or exchanged."""
    folder.mkdir()
    for name in TOOLS:
        if name not in own:
            found = shutil.which(name)
            assert found is not None
            (folder / name).symlink_to(found)
    for name, script in own.items():
        if script:
            (folder / name).write_text(f"#!/bin/sh\n{script}\n")
            (folder / name).chmod(0o755)
    return folder


@pytest.mark.parametrize(
    ("own", "fault"),
    [
        ({"rsync": ""}, "has no rsync"),
        ({"mv": 'case $1 in -T) exit 1;; esac; exec /bin/mv "$@"'}, "lacks mv -T"),
        (
            {"rsync": "echo 'rsync: write failed: No space left on device (28)' >&2; exit 11"},
            "full",
        ),
        ({"sha256sum": "echo 'site/index.html: FAILED'"}, "is not what was sent"),
    ],
)
def test_what_the_other_machine_lacks_is_said(
    tmp_path: Path, there: Path, own: dict[str, str], fault: str
) -> None:
    path = programs(tmp_path / "bin", **own)
    with (
        ssh_server(tmp_path / "sshd", path=str(path)) as server,
        contextlib.closing(target_of(server, tmp_path / "here", there)) as target,
        pytest.raises(PublishFault, match=fault),
    ):
        published(target, release_at(tmp_path / "1", 1, PAGES))
    assert not (there / "current").exists()
    assert fault != "full" or list((there / "releases").iterdir()) == []


def test_a_connection_lost_in_the_middle_is_said_and_the_next_publish_goes_on(
    tmp_path: Path, there: Path
) -> None:
    real = shutil.which("rsync")
    once = f'if [ -e {tmp_path}/cut ]; then rm {tmp_path}/cut; kill -9 $PPID; fi; exec {real} "$@"'
    path = programs(tmp_path / "bin", rsync=once)
    with (
        ssh_server(tmp_path / "sshd", path=str(path)) as server,
        contextlib.closing(target_of(server, tmp_path / "here", there)) as target,
    ):
        published(target, release_at(tmp_path / "1", 1, PAGES))
        (tmp_path / "cut").touch()
        second = release_at(tmp_path / "2", 2, {**PAGES, "index.html": b"<p>2"})
        with pytest.raises(
            PublishFault, match=r"connection to 127\.0\.0\.1 was lost in the middle"
        ):
            published(target, second)
        assert shown(there) == PAGES
        published(target, second)
    assert shown(there)["index.html"] == b"<p>2"


def test_a_second_publish_waits_or_is_refused_with_the_first_ones_name(
    server: SshServer, tmp_path: Path, there: Path
) -> None:
    told = Told()
    anna = target_of(server, tmp_path / "anna", there)
    ben = target_of(server, tmp_path / "ben", there)
    carl = target_of(server, tmp_path / "carl", there, told, wait=60)
    with contextlib.closing(anna), contextlib.closing(ben), contextlib.closing(carl):
        with anna.lock():
            with (
                pytest.raises(PublishFault, match=rf"goes on: .* process {os.getpid()}"),
                ben.lock(),
            ):
                pass
            done = threading.Event()
            waiting = threading.Thread(target=_lock, args=(carl, done))
            waiting.start()
            while not told.lines:
                time.sleep(0.05)
            assert not done.is_set()
        waiting.join(20)
        assert done.is_set()
        assert told.lines[0].startswith("Another publish goes on: ")
        with ben.lock():
            pass


def _lock(target: SshTarget, done: threading.Event) -> None:
    with target.lock():
        done.set()


def _hold(target: SshTarget) -> None:
    with target.lock():
        time.sleep(60)


def test_the_lock_of_a_killed_publish_is_free(
    server: SshServer, tmp_path: Path, there: Path
) -> None:
    anna = target_of(server, tmp_path / "anna", there)
    killed_after(1.5, lambda: _hold(anna), children=False)
    ben = target_of(server, tmp_path / "ben", there, wait=10)
    with contextlib.closing(anna), contextlib.closing(ben), ben.lock():
        pass


def test_the_lock_of_a_machine_that_is_gone_is_taken_and_it_can_change_nothing_more(
    server: SshServer, tmp_path: Path, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(target_ssh_lock, "BEAT", 60.0)  # Nothing is heard of it.
    anna = target_of(server, tmp_path / "anna", there)
    ben = target_of(server, tmp_path / "ben", there, wait=30)
    with contextlib.closing(anna), contextlib.closing(ben):
        published(anna, release_at(tmp_path / "1", 1, PAGES))
        with anna.lock():
            monkeypatch.setattr(target_ssh_lock, "SILENCE", 1.0)
            published(ben, release_at(tmp_path / "2", 2, {**PAGES, "index.html": b"<p>Ben"}))
            with pytest.raises(PublishFault, match="has gone on in our place"):
                anna.activate("000001")
    assert shown(there)["index.html"] == b"<p>Ben"


@pytest.mark.parametrize("children", [True, False])
def test_a_publish_killed_at_any_moment_leaves_the_old_site_whole(
    server: SshServer, tmp_path: Path, there: Path, *, children: bool
) -> None:
    def publish(release: Release) -> None:
        with contextlib.closing(target_of(server, tmp_path / "k", there, wait=20)) as target:
            published(target, release)

    with contextlib.closing(target_of(server, tmp_path / "here", there, wait=20)) as target:
        published(target, release_at(tmp_path / "1", 1, PAGES))
        began = time.monotonic()
        publish(release_at(tmp_path / "timed", 2, PAGES))
        takes = time.monotonic() - began
        whole = [PAGES]
        chance = random.Random(6)  # noqa: S311
        for count in range(MOMENTS // 2):
            number = int(target.releases()[-1].release) + 1
            files = {**PAGES, f"{count}.bin": chance.randbytes(100_000)}
            release = release_at(tmp_path / f"k{count}", number, files)
            whole.append(files)
            moment = chance.uniform(0, takes)
            killed_after(moment, lambda: publish(release), children=children)  # noqa: B023
            assert shown(there) in whole
            live = target.live()
            assert live is not None
            assert set(live.by_path) == set(shown(there))
        number = int(target.releases()[-1].release) + 1
        published(target, release_at(tmp_path / "last", number, {**PAGES, "index.html": b"<p>!"}))
    assert shown(there) == {**PAGES, "index.html": b"<p>!"}
    # An orphan may still write into its own folder, and in no release.
    left = [path.name for path in (there / "releases").iterdir() if path.name.startswith(".new")]
    assert left == []


def test_what_was_half_sent_is_not_sent_again(
    target: SshTarget, tmp_path: Path, there: Path
) -> None:
    published(target, release_at(tmp_path / "1", 1, {"index.html": b"1"}))
    half = there / "releases/.new-000002-dead/site"
    half.mkdir(parents=True)
    (half / "talk.mp3").write_bytes(PAGES["talk.mp3"])
    (there / "releases/.old-000000-dead/site").mkdir(parents=True)
    with target.lock():
        said = target.mend()
    assert said == [
        "Release 000000 was only half deleted: the rest is removed.",
        "Release 000002 was only half sent: what has come is used for the next one.",
    ]
    published(target, release_at(tmp_path / "2", 2, PAGES))
    assert shown(there) == PAGES
    assert target.sent < 5_000
    names = sorted(path.name for path in (there / "releases").iterdir())
    assert names == ["000001", "000002"]


def test_a_release_that_was_never_live_is_no_release(
    target: SshTarget, tmp_path: Path, there: Path
) -> None:
    published(target, release_at(tmp_path / "1", 1, PAGES))
    second = release_at(tmp_path / "2", 2, {**PAGES, "index.html": b"<p>2"})
    with target.lock():
        target.send(second.folder, second.manifest, Told())
    with target.lock():
        assert [line.split(":")[0] for line in target.mend()] == [
            "Release 000002 was sent and never made live"
        ]
    assert [one.release for one in target.releases()] == ["000001"]
    assert shown(there) == PAGES


def test_a_machine_that_was_switched_off_in_the_middle_is_mended(
    target: SshTarget, tmp_path: Path, there: Path
) -> None:
    for number in (1, 2, 3):
        published(target, release_at(tmp_path / str(number), number, PAGES))
    first, second = there / "releases/000001", there / "releases/000002"
    (first / ".purging").touch()
    (second / "site/assets/odd.0a1b2c3d.css").write_text("carried, but in no list")
    (second / ".carrying").write_text(f"assets/odd.0a1b2c3d.css\n{STYLE}\n")
    (there / ".current-dead").symlink_to("releases/000001")
    with target.lock():
        assert target.mend() == [
            "What was withdrawn from release 000001 was only half deleted: the release is removed."
        ]
    assert [one.release for one in target.releases()] == ["000002", "000003"]
    assert [path.name for path in (second / "site/assets").iterdir()] == [Path(STYLE).name]
    assert sorted(path.name for path in second.iterdir() if path.name[0] == ".") == [".seen"]
    assert not (there / ".current-dead").is_symlink()


def test_damaged_lists_are_mended(target: SshTarget, tmp_path: Path, there: Path) -> None:
    published(target, release_at(tmp_path / "1", 1, PAGES))
    second = published(target, release_at(tmp_path / "2", 2, {**PAGES, "index.html": b"<p>2"}))
    (there / "releases/000001/manifest.json").write_text("{")
    (there / "releases/000002/manifest.json").unlink()
    with pytest.raises(PublishFault):
        target.live()
    with target.lock():
        assert target.mend() == [
            "The list of release 000001 was damaged: the release is removed.",
            "The list of release 000002 was damaged: it is made again.",
        ]
    live = target.live()
    assert live is not None
    digests = {entry.path: entry.sha256 for entry in live.entries}
    assert digests == {entry.path: entry.sha256 for entry in second.manifest.entries}
    assert live.built_from == {}


def test_damage_of_an_old_release_is_not_handed_on(
    target: SshTarget, tmp_path: Path, there: Path
) -> None:
    published(target, release_at(tmp_path / "1", 1, PAGES))
    (there / "releases/000001/site/talk.mp3").write_bytes(b"\0" * 400_000)
    published(target, release_at(tmp_path / "2", 2, PAGES))
    assert shown(there) == PAGES


def test_a_list_that_comes_only_in_part_changes_nothing(
    target: SshTarget, tmp_path: Path, there: Path
) -> None:
    published(target, release_at(tmp_path / "1", 1, PAGES))
    before = (there / "releases/000001/manifest.json").read_bytes()
    with pytest.raises(PublishFault, match="was lost in the middle"):
        target._change("mending", REWRITE, "000001", "500", given=b'{"release"')  # noqa: SLF001
    assert (there / "releases/000001/manifest.json").read_bytes() == before


def test_a_publish_and_a_rollback_go_through_every_step(
    server: SshServer, publishing: Publishing, monkeypatch: pytest.MonkeyPatch, there: Path
) -> None:
    monkeypatch.setenv("SSH_KEY", str(server.key))
    publishing.file.write_text(
        "targets:\n"
        f"  demo: {{kind: ssh, host: {HOST}, user: {server.user}, port: {server.port},"
        f" key: SSH_KEY, path: '{there}', known_hosts: '{server.known_hosts}', wait: 0}}\n"
    )
    publishing.publish(1)
    publishing.publish(2)
    assert b"edition 2." in shown(there)["index.html"]
    assert {path.name for path in (there / "releases/000002").iterdir() if path.is_dir()} == {
        "site"
    }
    roll_back_on(publishing.chosen(), None)
    assert b"edition 1." in shown(there)["index.html"]
    publishing.publish(3)
    assert b"edition 3." in shown(there)["index.html"]
    assert [one.release for one in publishing.chosen().target.releases()] == [
        "000001",
        "000002",
        "000003",
    ]
