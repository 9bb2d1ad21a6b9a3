"""A branch of a bare repository on disk is published to, as hosts of Pages have it."""

from __future__ import annotations

import os
import random
import subprocess
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.publishing import target_git_repository
from plugins.publishing.fault import PublishFault
from plugins.publishing.publish_file import GitSettings
from plugins.publishing.steps_commands import roll_back_on
from plugins.publishing.target_git import KEPT_BY_HOST, GitTarget
from plugins.publishing.target_git_faults import fault_of
from plugins.publishing.tool import Ran
from tests.publishing.conftest import Publishing
from tests.publishing.git_server import git_server
from tests.publishing.killing import killed_after
from tests.publishing.small_release import Release, Told, around, release_at

STYLE = "assets/main.0a1b2c3d.css"
PAGES = {
    "index.html": b"<p>Flu clinics open on Monday",
    "news/index.html": b"<p>News",
    STYLE: b"p { color: black }",
    'café/menu "a"\t.html': b"<p>Menu",
    "talk.mp3": random.Random(1).randbytes(400_000),  # noqa: S311
}
STORY = {"stories/margaret/index.html": b"<p>Margaret tells", "stories/m.jpg": b"Margaret's face"}
MOMENTS = int(os.environ.get("PUBLISH_KILLS", "8"))


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)
    return done.stdout.decode()


@pytest.fixture
def host(tmp_path: Path) -> Path:
    """Give an empty bare repository."""
    folder = tmp_path / "host; it's.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(folder)], check=True)
    git(folder, "config", "receive.unpackLimit", "1")  # What comes is kept as it came.
    return folder


@pytest.fixture
def target(tmp_path: Path, host: Path) -> GitTarget:
    return target_of(tmp_path / "here", host)


def target_of(here: Path, remote: Path | str, told: Told | None = None, **more: str) -> GitTarget:
    here.mkdir(exist_ok=True)
    variables = {"TOKEN": more.pop("secret")} if "secret" in more else {}
    words: Mapping[str, object] = {"kind": "git", "remote": str(remote), **more}
    return GitTarget("pages", GitSettings.model_validate(words), around(here, told, **variables))


def published(target: GitTarget, release: Release) -> Release:
    with target.lock():
        target.mend()
        target.send(release.folder, release.manifest, Told())
        target.activate(release.manifest.release)
    return release


def shown(host: Path) -> dict[str, bytes]:
    """Return what a host of Pages shows: the files of the branch."""
    listing = git(host, "ls-tree", "-r", "-z", "gh-pages").split("\0")[:-1]
    rows = [row.split("\t", 1) for row in listing]
    return {
        path: subprocess.run(
            ["git", "-C", str(host), "cat-file", "blob", kind.split()[2]],
            check=True,
            capture_output=True,
        ).stdout
        for kind, path in rows
    }


def size(host: Path) -> int:
    """Return how many bytes all objects of a repository take."""
    return sum(file.stat().st_size for file in (host / "objects").rglob("*") if file.is_file())


def blob_names(host: Path) -> set[str]:
    said = git(host, "cat-file", "--batch-all-objects", "--batch-check")
    return {line.split()[0] for line in said.splitlines() if " blob " in line}


def blob_of(content: bytes) -> str:
    done = subprocess.run(
        ["git", "hash-object", "--stdin"], input=content, check=True, capture_output=True
    )
    return done.stdout.decode().strip()


def test_the_branch_shows_the_site_byte_for_byte(
    target: GitTarget, tmp_path: Path, host: Path
) -> None:
    release = published(target, release_at(tmp_path / "1", 1, PAGES))
    assert shown(host) == {**PAGES, ".nojekyll": b""}
    assert target.live() == release.manifest
    assert target.releases() == (release.manifest,)
    assert git(host, "show", "releases/000001:gone.json") == '{"gone": []}'


def test_what_is_live_is_read_back_from_the_repository(
    target: GitTarget, tmp_path: Path, host: Path
) -> None:
    live = published(target, release_at(tmp_path / "1", 1, PAGES)).manifest
    assert target.unlike(live) == ()
    # Somebody else shows another page under our name.
    blob = blob_of(b"Buy now")
    subprocess.run(
        ["git", "-C", str(host), "hash-object", "-w", "--stdin"], input=b"Buy now", check=True
    )
    other = f"100644 blob {blob}\tindex.html\n"
    tree = subprocess.run(
        ["git", "-C", str(host), "mktree"], input=other.encode(), check=True, capture_output=True
    ).stdout.decode()
    message = ("-m", "Release 000001")
    who = ("-c", "user.name=N", "-c", "user.email=n@example.org")
    commit = git(host, *who, "commit-tree", tree.strip(), *message).strip()
    git(host, "update-ref", "refs/heads/gh-pages", commit)
    assert target.unlike(live) == tuple(live.by_path)
    git(host, "update-ref", "-d", "refs/heads/gh-pages")
    assert target.unlike(live) == tuple(live.by_path)


def test_nothing_is_live_before_it_is_made_live(
    target: GitTarget, tmp_path: Path, host: Path
) -> None:
    release = release_at(tmp_path / "1", 1, PAGES)
    with target.lock():
        target.send(release.folder, release.manifest, Told())
    assert (target.live(), target.releases()) == (None, ())
    assert git(host, "for-each-ref", "refs/heads") == ""


def test_a_host_is_told_of_a_domain_of_the_sites_own(tmp_path: Path, host: Path) -> None:
    target = target_of(tmp_path / "here", host, url="https://www.example.org")
    published(target, release_at(tmp_path / "1", 1, PAGES))
    assert shown(host)["CNAME"] == b"www.example.org\n"


@pytest.mark.parametrize(
    "url", ["https://elr.github.io/site", "http://localhost:8080", "http://127.0.0.1"]
)
def test_a_hosts_own_name_is_no_domain_of_the_sites(tmp_path: Path, host: Path, url: str) -> None:
    target = target_of(tmp_path / "here", host, url=url)
    published(target, release_at(tmp_path / "1", 1, PAGES))
    assert "CNAME" not in shown(host)


def test_the_same_release_is_the_same_commit_by_the_same_author(tmp_path: Path) -> None:
    commits = []
    for name in ("one", "two"):
        host = tmp_path / f"{name}.git"
        subprocess.run(["git", "init", "--quiet", "--bare", str(host)], check=True)
        target = target_of(tmp_path / name, host, author="Web team <web@example.org>")
        published(target, release_at(tmp_path / f"{name}-release", 1, PAGES))
        commits.append(git(host, "rev-parse", "gh-pages", "releases/000001"))
    assert commits[0] == commits[1]
    said = git(host, "log", "--format=%an <%ae> %aI / %cn %cI", "gh-pages")
    assert said == (
        "Web team <web@example.org> 2026-11-21T00:00:00+00:00"
        " / Web team 2026-11-21T00:00:00+00:00\n"
    )


def test_a_second_release_sends_only_what_changed(
    target: GitTarget, tmp_path: Path, host: Path
) -> None:
    published(target, release_at(tmp_path / "1", 1, PAGES))
    before = size(host)
    assert before > 400_000
    changed = {**PAGES, "index.html": b"<p>Flu clinics are over"}
    published(target, release_at(tmp_path / "2", 2, changed))
    assert shown(host) == {**changed, ".nojekyll": b""}
    assert size(host) - before < 10_000


def test_another_machine_fetches_and_sends_only_what_it_needs(tmp_path: Path, host: Path) -> None:
    published(target_of(tmp_path / "here", host), release_at(tmp_path / "1", 1, PAGES))
    git(host, "config", "uploadpack.allowFilter", "true")
    before = size(host)
    there = target_of(tmp_path / "there", f"file://{host}")
    assert [one.release for one in there.releases()] == ["000001"]
    assert size(tmp_path / "there/cache/repository.git") < 50_000
    changed = {path: content for path, content in PAGES.items() if path != STYLE}
    published(there, release_at(tmp_path / "2", 2, changed))
    assert shown(host) == {**PAGES, ".nojekyll": b""}
    assert size(host) - before < 10_000


def test_a_rollback_shows_the_older_site_at_once(
    target: GitTarget, tmp_path: Path, host: Path
) -> None:
    first = published(target, release_at(tmp_path / "1", 1, PAGES))
    commit = git(host, "rev-parse", "gh-pages")
    published(target, release_at(tmp_path / "2", 2, {**PAGES, "index.html": b"<p>Wrong"}))
    before = size(host)
    with target.lock():
        target.activate("000001")
    assert git(host, "rev-parse", "gh-pages") == commit
    assert target.live() == first.manifest
    assert size(host) - before < 3_000  # a commit, and what lists it
    assert [one.release for one in target.releases()] == ["000001", "000002"]


def test_parts_of_open_pages_stay_for_one_release(
    target: GitTarget, tmp_path: Path, host: Path
) -> None:
    first = published(target, release_at(tmp_path / "1", 1, PAGES))
    newer = {path: content for path, content in PAGES.items() if path != STYLE}
    newer["assets/main.99999999.css"] = b"p {}"
    carried = replace(first.manifest.by_path[STYLE], carried=True)
    published(target, release_at(tmp_path / "2", 2, newer, carried=(carried,)))
    assert shown(host)[STYLE] == PAGES[STYLE]
    with target.lock():
        target.activate("000001")
    assert shown(host)["assets/main.99999999.css"] == b"p {}"
    live = target.live()
    assert live is not None
    assert live.by_path["assets/main.99999999.css"].carried


def test_purged_files_are_no_longer_in_the_repository(
    target: GitTarget, tmp_path: Path, host: Path
) -> None:
    again = {"old/copy.jpg": STORY["stories/m.jpg"]}
    published(target, release_at(tmp_path / "1", 1, {**PAGES, **STORY, **again}))
    published(target, release_at(tmp_path / "2", 2, {**PAGES, **STORY, "index.html": b"<p>2"}))
    keep = published(target, release_at(tmp_path / "3", 3, PAGES, gone=("stories/margaret/",)))
    with target.lock():
        removed = target.purge(tuple(STORY), keep.manifest)
    assert removed == (
        "000001/old/copy.jpg",
        *(f"{release}/{path}" for release in ("000001", "000002") for path in sorted(STORY)),
    )
    assert not {blob_of(content) for content in STORY.values()} & blob_names(host)
    assert blob_of(PAGES["index.html"]) in blob_names(host)
    for one in target.releases():
        assert one.tombstones == ("stories/margaret/",)
        assert not [path for path in one.by_path if "stories" in path]
    assert git(host, "show", "releases/000001:gone.json") == '{"gone": ["stories/margaret/"]}'
    # Nor are they on the machine that published.
    own = tmp_path / "here/cache/repository.git"
    assert not {blob_of(content) for content in STORY.values()} & blob_names(own)
    with target.lock():
        target.activate("000002")
    assert shown(host) == {**PAGES, "index.html": b"<p>2", ".nojekyll": b""}


def _bytes(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


def test_a_purge_that_is_killed_before_the_bytes_are_gone_is_ended_by_the_next_publish(
    target: GitTarget, tmp_path: Path, host: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(target, release_at(tmp_path / "1", 1, {**PAGES, **STORY}))
    keep = published(target, release_at(tmp_path / "2", 2, PAGES))
    with monkeypatch.context() as patch, target.lock():
        patch.setattr(GitTarget, "_delete", lambda _: None)
        target.purge(tuple(STORY), keep.manifest)
    gone = {blob_of(content) for content in STORY.values()}
    assert gone < blob_names(host)
    with target.lock():
        assert target.mend() == ["What was withdrawn was only half deleted: the rest is deleted."]
    assert not gone & blob_names(host)
    assert target.mend() == []


def test_what_another_branch_holds_cannot_be_purged_and_is_said(
    target: GitTarget, tmp_path: Path, host: Path
) -> None:
    published(target, release_at(tmp_path / "1", 1, {**PAGES, **STORY}))
    git(host, "branch", "copy", "gh-pages")
    keep = published(target, release_at(tmp_path / "2", 2, PAGES))
    with target.lock(), pytest.raises(PublishFault) as fault:
        target.purge(tuple(STORY), keep.manifest)
    assert "deleted files are still in the repository" in str(fault.value)
    assert "Another branch or tag holds them" in str(fault.value)
    with target.lock():
        assert "Another branch or tag holds them" in target.mend()[0]
    git(host, "branch", "-D", "copy")
    with target.lock():
        assert target.mend() == ["What was withdrawn was only half deleted: the rest is deleted."]
    assert not {blob_of(content) for content in STORY.values()} & blob_names(host)


def test_only_the_last_releases_stay(target: GitTarget, tmp_path: Path) -> None:
    for number in (1, 2, 3, 4):
        files = {**PAGES, "index.html": f"<p>{number}".encode()}
        published(target, release_at(tmp_path / str(number), number, files))
    with target.lock():
        target.activate("000001")
        target.prune(2)
    assert [one.release for one in target.releases()] == ["000001", "000003", "000004"]


def test_a_branch_of_others_making_is_never_replaced(
    target: GitTarget, tmp_path: Path, host: Path
) -> None:
    who = ["-c", "user.name=Anna", "-c", "user.email=anna@example.org"]
    tree = git(host, "mktree").strip()
    commit = git(host, *who, "commit-tree", tree, "-m", "The site's source").strip()
    git(host, "update-ref", "refs/heads/gh-pages", commit)
    release = release_at(tmp_path / "1", 1, PAGES)
    with target.lock():
        with pytest.raises(PublishFault, match="holds something that was not published from here"):
            target.live()
        with pytest.raises(PublishFault, match="Name another branch"):
            target.send(release.folder, release.manifest, Told())
    assert git(host, "rev-parse", "gh-pages").strip() == commit


def test_of_two_publishes_at_once_the_second_is_refused(tmp_path: Path, host: Path) -> None:
    anna, ben = target_of(tmp_path / "anna", host), target_of(tmp_path / "ben", host)
    published(anna, release_at(tmp_path / "1", 1, PAGES))
    annas = release_at(tmp_path / "a", 2, {**PAGES, "index.html": b"<p>Anna"})
    bens_pages = {**PAGES, "index.html": b"<p>Ben"}
    bens = release_at(tmp_path / "b", 2, bens_pages)
    with anna.lock(), ben.lock():
        anna.send(annas.folder, annas.manifest, Told())
        with pytest.raises(PublishFault, match="Another publish to this repository"):
            ben.send(bens.folder, bens.manifest, Told())
        later = release_at(tmp_path / "c", 3, bens_pages)
        ben.send(later.folder, later.manifest, Told())
        anna.activate("000002")
        with pytest.raises(PublishFault, match="Another publish to this repository"):
            ben.activate("000003")
    assert shown(host)["index.html"] == b"<p>Anna"


def test_what_killed_programs_of_git_have_left_is_no_hindrance(
    target: GitTarget, tmp_path: Path, host: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(target_git_repository, "PATIENCE", 0.2)
    published(target, release_at(tmp_path / "1", 1, PAGES))
    for name in ("refs/heads/gh-pages.lock", "refs/tags/releases/000002.lock", "packed-refs.lock"):
        (host / name).touch()
    own = tmp_path / "here/cache/repository.git"
    for name in ("config.lock", "shallow.lock"):
        (own / name).touch()
        os.utime(own / name, (0, 0))
    (own / "objects/pack/tmp_pack_x").touch()
    with target.lock():
        assert len(target.mend()) == 3
    published(target, release_at(tmp_path / "2", 2, {**PAGES, "index.html": b"<p>2"}))
    assert shown(host)["index.html"] == b"<p>2"
    assert not list(own.glob("*.lock"))
    with target.lock():
        target.prune(2)
    assert not own.exists()


def test_what_a_killed_program_had_half_received_is_purged_too(
    target: GitTarget, tmp_path: Path, host: Path
) -> None:
    published(target, release_at(tmp_path / "1", 1, {**PAGES, **STORY}))
    keep = published(target, release_at(tmp_path / "2", 2, PAGES))
    half = host / "objects/tmp_objdir-incoming-x/pack/tmp_pack_y"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"Margaret")
    with target.lock():
        target.purge(tuple(STORY), keep.manifest)
    assert not half.exists()


def test_a_publish_killed_at_any_moment_leaves_the_old_site_whole(
    target: GitTarget, tmp_path: Path, host: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(target_git_repository, "PATIENCE", 0.5)
    published(target, release_at(tmp_path / "1", 1, PAGES))
    whole = [{**PAGES, ".nojekyll": b""}]
    began = time.monotonic()
    published(target, release_at(tmp_path / "timed", 2, {**PAGES, "index.html": b"<p>2"}))
    takes = time.monotonic() - began
    whole.append(shown(host))
    chance = random.Random(6)  # noqa: S311
    for count in range(MOMENTS):
        number = len(target.releases()) + 1
        files = {**PAGES, f"{count}.bin": chance.randbytes(100_000)}
        release = release_at(tmp_path / f"k{count}", number, files)
        whole.append({**files, ".nojekyll": b""})
        killed_after(chance.uniform(0, takes), lambda: published(target, release))  # noqa: B023
        assert shown(host) in whole
        assert target.live() in target.releases()
    number = len(target.releases()) + 1
    last = release_at(tmp_path / "last", number, {**PAGES, "index.html": b"<p>Last"})
    published(target, last)
    assert shown(host)["index.html"] == b"<p>Last"
    assert git(host, "for-each-ref", "refs/tags/unreleased") == ""
    git(host, "fsck", "--strict")


def test_a_host_that_refuses_one_ref_changes_none(
    target: GitTarget, tmp_path: Path, host: Path
) -> None:
    published(target, release_at(tmp_path / "1", 1, PAGES))
    hook = host / "hooks/update"
    hook.write_text("#!/bin/sh\ntest $1 != refs/heads/gh-pages\n")
    hook.chmod(0o755)
    with pytest.raises(PublishFault, match="does not let the branch be replaced"):
        published(target, release_at(tmp_path / "2", 2, {**PAGES, "index.html": b"<p>2"}))
    assert [one.release for one in target.releases()] == ["000001"]
    assert shown(host) == {**PAGES, ".nojekyll": b""}


def test_a_token_opens_the_repository_and_is_never_shown(tmp_path: Path, host: Path) -> None:
    token = "ghp_notToBeShown12345"  # noqa: S105 - of this test alone
    told = Told()
    with git_server(host.parent, token) as address:
        remote = f"{address}/{host.name}".replace(" ", "%20")
        right = target_of(tmp_path / "here", remote, told, token="TOKEN", secret=token)  # noqa: S106
        published(right, release_at(tmp_path / "1", 1, {**PAGES, **STORY}))
        keep = published(right, release_at(tmp_path / "2", 2, PAGES))
        assert shown(host) == {**PAGES, ".nojekyll": b""}
        assert [file for file in tmp_path.rglob("*") if token.encode() in _bytes(file)] == []
        with right.lock():
            right.purge(tuple(STORY), keep.manifest)
        assert told.lines == [KEPT_BY_HOST]
        wrong = target_of(tmp_path / "w", remote, told, token="TOKEN", secret="x-wrong")  # noqa: S106
        with pytest.raises(PublishFault, match="The repository's host refuses us") as fault:
            wrong.releases()
    files = [file for file in tmp_path.rglob("*") if token.encode() in _bytes(file)]
    assert files == []
    assert "x-wrong" not in str(fault.value)


def test_a_repository_that_is_not_there_is_said(tmp_path: Path) -> None:
    target = target_of(tmp_path / "here", "../nowhere.git")
    with pytest.raises(PublishFault, match="no repository at the address") as fault:
        target.releases()
    assert "git init --bare" in str(fault.value)


def test_a_variable_that_is_not_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(PublishFault, match="PAGES_TOKEN is not set"):
        target_of(tmp_path / "here", "https://example.org/x.git", token="PAGES_TOKEN")  # noqa: S106


def test_a_file_that_the_host_would_refuse_stops_before_anything_is_sent(tmp_path: Path) -> None:
    release = release_at(tmp_path / "1", 1, PAGES)
    large = replace(release.manifest.by_path["talk.mp3"], size=105_000_000)
    manifest = replace(release.manifest, entries=(large,))
    target = target_of(tmp_path / "here", "git@github.com:elr/site.git")
    with pytest.raises(PublishFault, match=r"talk.mp3 has 100 MB: github.com takes up to 100"):
        target.send(release.folder, manifest, Told())


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("remote: fatal: write error: No space left on device", "disk of the repository is full"),
        ("remote: error: File x is 120.00 MB; this exceeds GitHub's file size limit", "too large"),
        ("remote: error: GH006: Protected branch update failed", "does not let the branch"),
        ("fatal: the remote end hung up unexpectedly", "lost in the middle"),
        ("fatal: unable to access 'x': Could not resolve host: git.example.org", "does not answer"),
        ("Host key verification failed.\nfatal: Could not read from remote", "is not known"),
    ],
)
def test_what_a_host_says_is_said_in_plain_words(said: str, fault: str) -> None:
    assert fault in fault_of(Ran(128, b"", said), "sending", "").fault


def test_a_secret_that_git_repeats_is_left_out() -> None:
    said = "fatal: odd answer for https://x:hush@example.org"
    assert "hush" not in str(fault_of(Ran(128, b"", said), "sending", "hush"))


def test_a_host_that_refuses_the_branch_is_understood(
    target: GitTarget, tmp_path: Path, host: Path
) -> None:
    hook = host / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(PublishFault, match="does not let the branch be replaced"):
        published(target, release_at(tmp_path / "1", 1, PAGES))


@pytest.mark.parametrize("remote", ["--upload-pack=touch x", "ext::sh -c touch%20x", "-x"])
def test_an_address_cannot_run_a_program(tmp_path: Path, remote: str) -> None:
    with pytest.raises(PublishFault, match="remote of a git target cannot be this"):
        target_of(tmp_path / "here", remote)


@pytest.mark.parametrize("branch", ["-f", "a..b", "a b", "x.", "a:refs/heads/main"])
def test_a_branch_has_a_plain_name(tmp_path: Path, host: Path, branch: str) -> None:
    with pytest.raises(PublishFault, match="branch of a git target cannot be this"):
        target_of(tmp_path / "here", host, branch=branch)


def test_a_publish_and_a_rollback_go_through_every_step(publishing: Publishing, host: Path) -> None:
    publishing.file.write_text(f'targets:\n  demo: {{kind: git, remote: "{host}", wait: 0}}\n')
    publishing.publish(1)
    publishing.publish(2)
    assert b"edition 2." in shown(host)["index.html"]
    roll_back_on(publishing.chosen(), None)
    assert b"edition 1." in shown(host)["index.html"]
    publishing.publish(3)
    assert b"edition 3." in shown(host)["index.html"]
    beside = git(host, "ls-tree", "--name-only", "releases/000003").split()
    assert "site" in beside
    assert "repository.git" not in beside
