"""A disk that is full or cannot be written stops a publish with plain words; what is live stays."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plugins.publishing.content_kept import keep
from plugins.publishing.fault import PublishFault
from plugins.publishing.steps_commands import roll_back_on
from tests.fuzz.disks import filled, remounted, small_disk
from tests.publishing.conftest import Publishing
from tests.publishing.small_release import release_at
from tests.publishing.ssh_server import SshServer, ssh_server
from tests.publishing.test_target_ssh import PAGES, published, shown, target_of

ROOM = 20_000_000
FULL = ("The disk of 127.0.0.1 is full.", "No space left on device")
CLOSED = ("The disk of 127.0.0.1 can only be read.", "Read-only file system")


def spoil_full(disk: Path) -> Callable[[], None]:
    """Fill the disk; return what frees it."""
    return filled(disk).unlink


def spoil_closed(disk: Path) -> Callable[[], None]:
    """Let nobody write to the disk; return what opens it."""
    remounted(disk, "ro")
    return lambda: remounted(disk, "rw")


SPOILT = pytest.mark.parametrize(
    ("spoil", "says"), [(spoil_full, FULL), (spoil_closed, CLOSED)], ids=["full", "read-only"]
)


@SPOILT
@pytest.mark.parametrize("where", ["public", ".cache", ".cache/publishing/demo"])
def test_a_publish_to_a_folder_stops_plainly_and_goes_on_later(
    publishing: Publishing,
    where: str,
    spoil: Callable[[Path], Callable[[], None]],
    says: tuple[str, str],
) -> None:
    with small_disk(publishing.root / where, ROOM) as disk:
        publishing.publish(1)
        free = spoil(disk)
        with pytest.raises(PublishFault) as caught:
            publishing.publish(2)
        assert says[1] in caught.value.fault
        assert "disk's space" in caught.value.remedy
        assert "edition 1." in publishing.page()
        free()
        publishing.publish(3)
        assert "edition 3." in publishing.page()
        live = publishing.folder.live()
        assert live is not None
        assert publishing.folder.unlike(live) == ()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    """Give a machine to publish to."""
    with ssh_server(tmp_path_factory.mktemp("machine") / "sshd") as running:
        yield running


@SPOILT
def test_the_disk_of_another_machine(
    server: SshServer,
    tmp_path: Path,
    spoil: Callable[[Path], Callable[[], None]],
    says: tuple[str, str],
) -> None:
    large = {**PAGES, "sound.mp3": bytes(range(256)) * 4000}
    with (
        small_disk(tmp_path / "there", ROOM) as disk,
        contextlib.closing(target_of(server, tmp_path / "here", disk)) as target,
    ):
        first = published(target, release_at(tmp_path / "1", 1, PAGES))
        free = spoil(disk)
        with pytest.raises(PublishFault) as caught:
            published(target, release_at(tmp_path / "2", 2, large))
        assert says[0] in str(caught.value)
        assert shown(disk) == PAGES
        assert target.live() == first.manifest
        free()
        published(target, release_at(tmp_path / "3", 3, large))
        assert shown(disk) == large


def test_a_rollback_without_room_leaves_what_is_live(publishing: Publishing) -> None:
    with small_disk(publishing.public, ROOM) as disk:
        publishing.publish(1)
        publishing.publish(2)
        filler = filled(disk)
        with pytest.raises(PublishFault, match="No space left"):
            roll_back_on(publishing.chosen(), None)
        assert "edition 2." in publishing.page()
        filler.unlink()
        roll_back_on(publishing.chosen(), None)
        assert "edition 1." in publishing.page()


def test_a_disk_that_fills_while_files_come(server: SshServer, tmp_path: Path) -> None:
    large = {**PAGES, "sound.mp3": bytes(range(256)) * 4000}
    with (
        small_disk(tmp_path / "there", 500_000) as disk,
        contextlib.closing(target_of(server, tmp_path / "here", disk)) as target,
    ):
        published(target, release_at(tmp_path / "1", 1, PAGES))
        with pytest.raises(PublishFault, match="is full"):
            published(target, release_at(tmp_path / "2", 2, large))
        assert shown(disk) == PAGES
        remounted(disk, "size=64m")
        published(target, release_at(tmp_path / "3", 3, large))
        assert shown(disk) == large


def test_content_that_cannot_be_kept_is_said(publishing: Publishing, tmp_path: Path) -> None:
    with small_disk(tmp_path / "cache", ROOM) as disk:
        keep(publishing.content.root, disk)
        filled(disk)
        (publishing.content.root / "site.yaml").write_text("# another\n" * 5000)
        with pytest.raises(PublishFault, match="cannot be kept: No space left"):
            keep(publishing.content.root, disk)
        assert {path.name for path in disk.iterdir()} == {"content", "filler"}
