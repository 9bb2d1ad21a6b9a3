"""Files of another host: all of one or nothing, and why not in plain words."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import pytest

from plugins.podcast import fetching
from plugins.podcast.fetching import CannotFetchError, fetch
from tests.demo import served

CUT = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + b"sound" * 100
CUT_PIECE = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n400\r\nsound"
NO_HTTP = b"220 mail.example ESMTP\r\n"
NOTHING = b""
SENT_ROUND = b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n"


@contextmanager
def answering(answer: bytes) -> Iterator[str]:
    """Give the address of a host that says the same to everybody, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return  # The test is over.
                with connection:
                    connection.recv(65536)
                    connection.sendall(answer)
                    connection.shutdown(socket.SHUT_WR)

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)


def why_not(url: str, folder: Path) -> str:
    """Return why an address cannot be fetched; nothing may be left of it."""
    with pytest.raises(CannotFetchError) as fault:
        fetch(url, folder / "a.mp3")
    assert list(folder.iterdir()) == []
    return str(fault.value)


def test_a_whole_file_comes_byte_for_byte(tmp_path: Path) -> None:
    host = tmp_path / "host"
    host.mkdir()
    (host / "a talk é.mp3").write_bytes(b"sound" * 1000)
    with served(host) as address:
        for name in ("a talk é.mp3", "a%20talk%20%C3%A9.mp3?x=a b#t=1"):
            fetch(f"{address}/{name}", tmp_path / "a.mp3")
            assert (tmp_path / "a.mp3").read_bytes() == b"sound" * 1000
            (tmp_path / "a.mp3").unlink()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (CUT, "the connection to the host 127.0.0.1 broke off."),
        (CUT_PIECE, "the connection to the host 127.0.0.1 broke off."),
        (NO_HTTP, "the connection to the host 127.0.0.1 broke off."),
        (NOTHING, "the connection to the host 127.0.0.1 broke off."),
        (SENT_ROUND, "the host 127.0.0.1 answered 302."),
    ],
    ids=["cut", "cut piece", "no http", "nothing", "sent to a file"],
)
def test_half_a_file_is_no_file(tmp_path: Path, answer: bytes, said: str) -> None:
    with answering(answer) as address:
        assert why_not(f"{address}/a.mp3", tmp_path) == (
            f"{address}/a.mp3 could not be fetched: {said}"
        )


def test_what_a_host_answers_is_said(tmp_path: Path) -> None:
    host, here = tmp_path / "host", tmp_path / "here"
    host.mkdir()
    here.mkdir()
    with served(host) as address:
        assert why_not(f"{address}/a.mp3", here).endswith("the host 127.0.0.1 answered 404.")
    assert why_not(f"{address}/a.mp3", here).endswith("the host 127.0.0.1 refused the connection.")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://[/a.mp3", "it is not a whole web address."),
        ("https://a.example:port/a.mp3", "it is not a whole web address."),
        ("https://a b.example/a.mp3", "it is not a whole web address."),
        ("https://a..example/a.mp3", "it is not a whole web address."),
        ("https:///a.mp3", "it is not a whole web address."),
        ("file:///etc/passwd", "file:///etc/passwd is not a web address."),
    ],
)
def test_what_is_no_address_is_said(tmp_path: Path, url: str, said: str) -> None:
    assert why_not(url, tmp_path).endswith(said)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            URLError(socket.gaierror(-2, "Name or service not known")),
            "the host talk.example was not found.",
        ),
        (URLError(TimeoutError("timed out")), "the host talk.example took too long to answer."),
        (
            URLError(ssl.SSLCertVerificationError(1, "certificate verify failed")),
            "the host talk.example gave no connection that can be trusted.",
        ),
        (TimeoutError("timed out"), "the host talk.example took too long to answer."),
    ],
)
def test_silence_is_said_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, said: str
) -> None:
    def silent(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(fetching, "urlopen", silent)
    assert why_not("https://talk.example/a.mp3", tmp_path) == (
        f"https://talk.example/a.mp3 could not be fetched: {said}"
    )


def test_a_host_that_says_nothing_is_not_waited_for_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/a.mp3"
        assert why_not(url, tmp_path).endswith("the host 127.0.0.1 took too long to answer.")
