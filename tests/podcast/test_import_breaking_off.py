"""An import that breaks off, anywhere, leaves whole files and nothing else."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.catalogue.front_matter import read_front_matter
from plugins.podcast.fetching import CannotFetchError
from plugins.podcast.import_writing import in_the_making
from plugins.podcast.import_xml import UnreadableFeedError
from plugins.podcast.importing import import_feed, import_podcast
from tests.podcast.feed_samples import FEED, VTT, feeds_of
from tests.podcast.test_importing import BOMB, FOREIGN, ODD, SPY, VALUES, empty_site
from tests.small_site import SmallSite

HOST = {
    "/file": b"sound" * 2000,
    "/art.png": b"picture" * 500,
    "/1.srt": b"1\n00:00:00,000 --> 00:00:02,000\nAda: Good morning.\n",
    "/1.json": b'{"chapters": [{"startTime": 0, "title": "Start"}]}',
}
WHOLE = {*HOST.values(), VTT.encode()}
NO_PODCAST = (BOMB, SPY, "", "<html/>", "<rss><channel>", "<rss/>", "\x00", FOREIGN[:1500])


class _Breaking(BaseHTTPRequestHandler):
    """A host that answers each request in the next of the ways that it was given."""

    def __init__(self, ways: Iterator[str], feed: bytes, *given: object) -> None:
        self.ways, self.feed = ways, feed
        super().__init__(*given)  # type: ignore[arg-type]

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer."""
        path = self.path.partition("?")[0]
        data = self.feed if path == "/feed.xml" else HOST.get(path)
        way = next(self.ways, "whole")
        if data is None or way == "missing":
            self.send_error(404)
        elif way == "silent":
            self.close_connection = True
        else:
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data[: len(data) // 2] if way == "half" else data)


@contextmanager
def breaking(ways: Sequence[str], feed: str) -> Iterator[str]:
    """Give the address of a feed at such a host."""
    given = iter(ways)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Breaking, given, b""))
    address = f"http://127.0.0.1:{server.server_address[1]}"
    there = feed.replace("https://host.example", address).encode()
    server.RequestHandlerClass = partial(_Breaking, given, there)
    Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    try:
        yield f"{address}/feed.xml"
    finally:
        server.shutdown()
        server.server_close()


def assert_whole(content: Path) -> None:
    """Assert that each file is one that the host has, or front matter whose files are there."""
    assert {path.name for path in content.iterdir()} <= {"site.yaml", "podcasts"}
    for file in content.glob("podcasts/**/*"):
        if file.is_dir():
            continue
        assert not file.name.startswith("."), file
        if file.suffix == ".md":
            values = read_front_matter(file.read_text(encoding="utf-8"), file.name).values
            recording = values.get("recording")
            named = recording.values() if isinstance(recording, dict) else ()
            assert all((file.parent / str(name)).is_file() for name in named), file
        elif file.suffix == ".vtt":
            assert file.read_text(encoding="utf-8").startswith("WEBVTT\n")
        else:
            assert file.read_bytes() in WHOLE, file


def imported(run: Callable[[Path], object]) -> None:
    """Import into an empty site; whatever came of it, what is there is whole."""
    with tempfile.TemporaryDirectory() as folder:
        content = empty_site(Path(folder, "content"))
        try:
            run(content)
        except (UnreadableFeedError, CannotFetchError):
            assert [path.name for path in content.iterdir()] == ["site.yaml"]
        assert_whole(content)


@settings(deadline=None, max_examples=60)
@given(ways=st.lists(st.sampled_from(["whole", "half", "missing", "silent"]), max_size=8))
def test_a_host_that_breaks_off_leaves_whole_files(ways: list[str]) -> None:
    with breaking(ways, FOREIGN) as feed:
        imported(lambda content: import_podcast(feed, content))


@settings(deadline=None, max_examples=100)
@given(
    feed=st.one_of(
        st.sampled_from(NO_PODCAST),
        st.integers(0, len(FOREIGN)).map(lambda end: FOREIGN[:end]),
        st.builds(
            FOREIGN.replace,
            st.sampled_from([one for one in VALUES if one.strip()]),
            st.sampled_from(ODD),
        ),
    ),
    fails=st.sets(st.integers(0, 5)),
)
def test_a_broken_feed_leaves_whole_files_or_none(feed: str, fails: set[int]) -> None:
    asked = iter(range(1000))

    def get(url: str, target: Path) -> None:
        path = "/" + re.sub(r"^https://host\.example/", "", url).partition("?")[0]
        if next(asked) in fails or path not in HOST:
            raise CannotFetchError(f"{url} is not there.")
        target.write_bytes(HOST[path])

    imported(lambda content: import_feed(feed.encode(), content, get))


@pytest.mark.parametrize("broken", range(1, 10))
def test_an_import_that_is_stopped_leaves_whole_files(
    full_site: SmallSite, tmp_path: Path, broken: int
) -> None:
    """Ctrl-C while a file is being had."""
    content = empty_site(tmp_path / "content")
    asked = iter(range(1, 1000))

    def get(url: str, target: Path) -> None:
        with in_the_making(target) as part:
            part.write_bytes(b"sou")
            if next(asked) == broken:
                raise KeyboardInterrupt
            part.write_bytes(VTT.encode() if url.endswith(".vtt") else HOST["/file"])

    with pytest.raises(KeyboardInterrupt):
        import_feed(feeds_of(full_site)[FEED], content, get)
    assert_whole(content)


def sound(_: str, target: Path) -> None:
    """Give a recording, whatever is asked for."""
    target.write_bytes(HOST["/file"])


def test_a_full_disk_leaves_whole_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = empty_site(tmp_path / "content")

    def write_half(path: Path, text: str, **_: object) -> None:
        path.write_bytes(text.encode()[: len(text) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", write_half)
    with pytest.raises(OSError, match="No space left"):
        import_feed(FOREIGN.encode(), content, sound)
    monkeypatch.undo()
    assert_whole(content)
    assert not list(content.rglob("*.md"))


def test_what_somebody_wrote_meanwhile_stays(tmp_path: Path) -> None:
    content = empty_site(tmp_path / "content")

    def get(url: str, target: Path) -> None:
        sound(url, target)
        (target.parent / "show.md").write_text("An afternoon's work")

    with pytest.raises(FileExistsError):
        import_feed(FOREIGN.encode(), content, get)
    (show,) = content.rglob("*.md")
    assert show.read_text() == "An afternoon's work"
