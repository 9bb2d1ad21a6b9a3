"""A publish to a bucket that is killed at any moment: no page is without its parts, ever."""

from __future__ import annotations

import itertools
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.publishing.conftest import Said
from tests.publishing.s3_server import (
    BUCKET,
    ENVIRONMENT,
    LOST,
    Asked,
    S3Server,
    edition,
    publish,
    release,
    running,
    target_of,
)
from tests.small_site import PROJECT

PARTS = re.compile(r'(?:href|src)="/([^"]+)"')
LONG = bool(os.environ.get("LONG_TESTS"))


@pytest.fixture(scope="module")
def server() -> Iterator[S3Server]:
    """Run a server."""
    with running() as server:
        yield server


Moment = Callable[[Asked], bool]


def killed(
    server: S3Server, folder: Path, number: int, when: Moment, *, carried_out: bool = True
) -> bool:
    """Publish a release in a process that is killed at a write; tell whether it was.

    The write it is killed at is carried out, or it never arrives; others may be on their way.
    """
    environment = os.environ | ENVIRONMENT | {
        "S3_SERVER": server.address,
        "S3_FOLDER": str(folder),
        "S3_RELEASE": f"{number:06}",
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.publishing.s3_server"]
    one_at_a_time = threading.Lock()
    process: subprocess.Popen[bytes] | None = None

    def kill(asked: Asked) -> str | None:
        with one_at_a_time:
            if process is None or not asked.writes or asked.name.endswith("lock.json"):
                return None
            if process.poll() is not None or not when(asked):
                return None
            process.send_signal(signal.SIGKILL)
            while process.poll() is None:
                time.sleep(0.005)
            return None if carried_out else LOST

    server.before = kill
    process = subprocess.Popen(command, cwd=PROJECT, env=environment, stderr=subprocess.PIPE)
    _, said = process.communicate(timeout=120)
    server.before = lambda _: None
    assert process.returncode in {0, -signal.SIGKILL}, said.decode()
    return process.returncode != 0


def nth(number: int, *, name: str = "") -> Moment:
    """Return the moment of the nth write to names that begin so."""
    count = itertools.count(1)
    return lambda asked: asked.name.startswith(name) and next(count) == number


def faults(server: S3Server) -> list[str]:
    """Return every page that names a part which is not there, or a part of another edition."""
    site = server.site()
    found = []
    for path, data in site.items():
        if not path.endswith(".html"):
            continue
        words = data.decode()
        found += [f"{path}: {part}" for part in PARTS.findall(words) if part not in site]
        edition_said = re.search(r"Edition (\d+)\.", words)
        assert edition_said
        whole = edition(int(edition_said[1]))
        found += [f"{path}: {part}" for part in PARTS.findall(words)
                  if part in site and site[part].decode() != whole[part]]  # fmt: skip
    return found


# Of about 48 writes: blobs, the list, the marks, parts, pages, feeds, deletions, live.json.
MOMENTS = range(1, 50) if LONG else (4, 19, 28, 37, 45)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_publish_leaves_whole_pages_and_the_next_one_mends(
    moment: int, server: S3Server, tmp_path: Path
) -> None:
    server.empty()
    target = target_of(server, tmp_path)
    publish(target, tmp_path, release(tmp_path, 1, edition(1)))
    release(tmp_path, 2, edition(2, pages=5))
    assert killed(server, tmp_path, 2, nth(moment), carried_out=moment % 2 == 0) or moment > 40
    assert not faults(server)
    with target.lock():  # The lock of a dead process is no hindrance.
        target.mend()
    assert not faults(server)
    live = target.live()
    assert live
    pages = edition(1) if live.release == "000001" else edition(2, pages=5)
    site = server.site()
    assert {path: site[path].decode() for path in pages} == pages
    publish(target, tmp_path, release(tmp_path, 3, edition(3)))
    site = server.site()
    assert {path: site[path].decode() for path in edition(3)} == edition(3)
    left = set(site) - set(edition(3)) - {"redirects.json"}
    assert left == {f"assets/css/site.{int(live.release):08x}.css"}
    assert ".releases/turning.json" not in server.objects(".releases/")


def test_a_first_publish_that_is_killed_is_ended_by_the_next(
    server: S3Server, tmp_path: Path
) -> None:
    server.empty()
    release(tmp_path, 1, edition(1))
    assert killed(server, tmp_path, 1, nth(5, name="news/"))
    target = target_of(server, tmp_path)
    assert target.live() is None
    with target.lock():
        assert target.mend() == [
            "Release 000001 was only half live: release 000001 is now, wholly."
        ]
    assert server.read("index.html").decode() == edition(1)["index.html"]


def test_what_was_only_sent_is_removed(server: S3Server, tmp_path: Path) -> None:
    server.empty()
    target = target_of(server, tmp_path)
    publish(target, tmp_path, release(tmp_path, 1, edition(1)))
    second = release(tmp_path, 2, edition(2))
    with target.lock():
        target.send(tmp_path / "000002", second, Said())
        assert target.mend() == ["Release 000002 was sent and never made live: it is removed."]
    assert [one.release for one in target.releases()] == ["000001"]
    assert server.read("index.html").decode() == edition(1)["index.html"]


def test_what_is_on_its_way_out_does_not_come_back_by_mending(
    server: S3Server, tmp_path: Path
) -> None:
    server.empty()
    target = target_of(server, tmp_path)
    publish(target, tmp_path, release(tmp_path, 1, edition(1)))
    release(tmp_path, 2, edition(2, pages=5))
    assert killed(server, tmp_path, 2, nth(3, name="news/"))
    turning = json.loads(server.read(".releases/turning.json"))
    assert turning["release"] == "000002"
    server.requests.clear()
    with target.lock():
        target.mend()
    live = target.live()
    assert live
    assert live.release == "000002"
    assert "news/item-5/index.html" not in server.site()


def test_a_half_live_release_whose_list_is_lost_gives_way_to_the_one_before(
    server: S3Server, tmp_path: Path
) -> None:
    server.empty()
    target = target_of(server, tmp_path)
    publish(target, tmp_path, release(tmp_path, 1, edition(1)))
    release(tmp_path, 2, edition(2))
    assert killed(server, tmp_path, 2, nth(3, name="news/"))
    server.owner.delete_object(Bucket=BUCKET, Key=".releases/000002/manifest.json")
    with target.lock():
        mended = target.mend()
    assert "release 000001 is now, wholly" in mended[0]
    site = server.site()
    assert {path: data.decode() for path, data in site.items() if path != "redirects.json"} == (
        edition(1)
    )


def test_visitors_never_meet_a_page_without_its_parts_while_it_is_published(
    server: S3Server, tmp_path: Path
) -> None:
    server.empty()
    target = target_of(server, tmp_path)
    publish(target, tmp_path, release(tmp_path, 1, edition(1)))
    seen: list[str] = []
    one_at_a_time = threading.Lock()

    def look(asked: Asked) -> None:
        if (
            asked.writes
            and ".releases/" not in asked.name
            and one_at_a_time.acquire(blocking=False)
        ):
            seen.extend([f"before {asked.method} {asked.name}: {one}" for one in faults(server)])
            one_at_a_time.release()

    second = release(tmp_path, 2, edition(2, pages=5))
    server.before = look
    publish(target, tmp_path, second)
    server.before = lambda _: None
    assert not seen
    assert not faults(server)


def test_headers_that_a_killed_publish_has_changed_are_put_back(
    server: S3Server, tmp_path: Path
) -> None:
    server.empty()
    target = target_of(server, tmp_path)
    publish(target, tmp_path, release(tmp_path, 1, edition(1)))
    pages = [f"news/item-{one}/" for one in range(6)]
    release(tmp_path, 2, edition(1), moved={f"/{page}": "/news/" for page in pages})
    assert killed(server, tmp_path, 2, nth(6, name="news/"))
    assert [page for page in pages if _leads_on(server, page)]
    server.owner.delete_object(Bucket=BUCKET, Key=".releases/000002/manifest.json")
    with target.lock():
        target.mend()
    assert not [page for page in pages if _leads_on(server, page)]


def _leads_on(server: S3Server, page: str) -> bool:
    return "WebsiteRedirectLocation" in server.head(f"{page}index.html")
