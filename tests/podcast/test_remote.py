"""Recordings on other hosts are measured once, over the network, and built without it."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from plugins.catalogue.media import UnfitRecordingError
from plugins.catalogue.problem import ContentError
from plugins.podcast import remote
from plugins.podcast.remote import measured, refresh, remote_recordings
from plugins.podcast.sound import measure_sound
from tests.podcast.sound_samples import mp3, mp4
from tests.small_site import SmallSite


class Host(SimpleHTTPRequestHandler):
    """Serves a folder, and fails where it is asked to."""

    def do_GET(self) -> None:
        """Answer."""
        if self.path.startswith("/broken"):
            self.send_error(500)
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def host(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "host"
    folder.mkdir()
    handler = partial(Host, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("name", ["talk.mp3", "film.mp4"])
def test_a_recording_elsewhere_is_measured_as_if_it_were_here(
    name: str, host: str, tmp_path: Path
) -> None:
    file = tmp_path / "host" / name
    (mp3 if name == "talk.mp3" else mp4)(file)
    found = measured(f"{host}/{name}?from=feed")
    digest = hashlib.sha384(file.read_bytes()).digest()
    assert found.sound == measure_sound(file)
    assert found.integrity == f"sha384-{base64.b64encode(digest).decode()}"


@pytest.mark.parametrize(
    ("place", "fault"),
    [
        ("absent.mp3", "cannot be fetched."),
        ("broken.mp3", "cannot be fetched."),
        ("page.mp3", "is not sound or video"),
        ("cut.mp3", "is cut short"),
    ],
)
def test_what_cannot_be_had_or_played_is_named(
    place: str, fault: str, host: str, tmp_path: Path
) -> None:
    folder = tmp_path / "host"
    (folder / "page.mp3").write_text("<html>Please log in.</html>")
    whole = mp3(folder / "cut.mp3").read_bytes()
    (folder / "cut.mp3").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnfitRecordingError) as caught:
        measured(f"{host}/{place}")
    assert fault in caught.value.fault


def test_a_host_that_does_not_answer_is_named() -> None:
    with pytest.raises(UnfitRecordingError, match="cannot be fetched"):
        measured("http://127.0.0.1:9/talk.mp3")


def test_refresh_measures_all_and_keeps_it_with_the_content(
    small_site: SmallSite, host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mp3(tmp_path / "host/a.mp3")
    mp3(tmp_path / "host/b.mp3", 3)
    addresses = [f"{host}/b.mp3", f"{host}/a.mp3"]
    monkeypatch.setattr(remote, "remote_addresses", lambda _: addresses)
    publication = small_site.publication()
    assert [line.partition(": ")[2] for line in refresh(publication)] == [
        "measured for the first time.",
        "measured for the first time.",
    ]
    kept = small_site.root / "podcasts/media.json"
    before = kept.read_bytes()
    assert list(json.loads(before)) == sorted(addresses)
    assert [round(one.sound.seconds) for one in remote_recordings(small_site.root).values()] == [
        6,
        3,
    ]
    assert [line.partition(": ")[2] for line in refresh(publication)] == ["as it was."] * 2
    assert kept.read_bytes() == before
    mp3(tmp_path / "host/b.mp3", 4)
    assert [line.partition(": ")[2] for line in refresh(publication)] == [
        "it has changed.",
        "as it was.",
    ]


def test_a_host_that_is_down_today_costs_nothing_that_was_measured(
    small_site: SmallSite, host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = mp3(tmp_path / "host/a.mp3")
    mp3(tmp_path / "host/b.mp3")
    addresses = [f"{host}/a.mp3", f"{host}/b.mp3"]
    monkeypatch.setattr(remote, "remote_addresses", lambda _: addresses)
    publication = small_site.publication()
    list(refresh(publication))
    before = remote_recordings(small_site.root)
    file.unlink()
    with pytest.raises(ContentError, match=r"a\.mp3 cannot be fetched"):
        list(refresh(publication))
    assert remote_recordings(small_site.root) == before


def test_what_no_episode_names_any_more_is_forgotten(
    small_site: SmallSite, host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mp3(tmp_path / "host/a.mp3")
    monkeypatch.setattr(remote, "remote_addresses", lambda _: [f"{host}/a.mp3"])
    list(refresh(small_site.publication()))
    monkeypatch.setattr(remote, "remote_addresses", lambda _: [])
    list(refresh(small_site.publication()))
    assert not (small_site.root / "podcasts/media.json").exists()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"https://a.example/a.mp3": {"sound": 1}}'])
def test_a_spoilt_file_of_facts_is_named(text: str, small_site: SmallSite) -> None:
    small_site.write("podcasts/media.json", text)
    with pytest.raises(ContentError, match=r"podcasts/media\.json:1: this file cannot be read"):
        remote_recordings(small_site.root)
