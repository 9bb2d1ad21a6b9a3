"""Pagefind, the program that makes the search index. The room starts no other."""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from tempfile import TemporaryFile
from threading import Thread, Timer
from typing import IO, Any, cast

from pagefind_bin import get_executable  # type: ignore[import-untyped]

from plugins.discovery.searched import SearchedPage

PATIENCE = 600  # seconds; ten thousand pages take some ten
END = b","  # of each message, and of each answer
PIECE = 20_000  # A piece of the index ends with the term that brings it to this size.


class SearchError(Exception):
    """The search index cannot be made; not the content's fault. Pelican exits with `exitcode`."""

    exitcode = 2


def search_index(pages: Iterable[SearchedPage], language: str) -> dict[str, bytes]:
    """Return the files of the index of pages, by path in the index's folder.

    All pages go into one index, in the site's language: Pagefind would search only those in the
    language of the search page, and a reader would not find the translations.
    """
    # Given a folder of pages, Pagefind would take them in the order in which the disk lists them;
    # told to write the files, it would say that it has while some are not yet written.
    answer: dict[str, Any] = {}
    with TemporaryFile() as complaints:
        for answer in _answers(_wishes(pages, language), complaints):
            if answer["type"] == "Error":
                raise _failed(answer["message"])
        if answer.get("type") != "GetFiles":
            complaints.seek(0)
            raise _failed(complaints.read().decode("utf-8", "replace").strip())
    return {file["path"]: base64.b64decode(file["content"]) for file in answer["files"]}


def _wishes(pages: Iterable[SearchedPage], language: str) -> Iterator[dict[str, Any]]:
    yield {"type": "NewIndex", "config": {"force_language": language.lower()}}
    for page in pages:
        told = {"file_path": page.path, "file_contents": page.html}
        yield {"type": "AddFile", "index_id": 0, **told}
    yield {"type": "GetFiles", "index_id": 0}


def _answers(wishes: Iterator[dict[str, Any]], complaints: IO[bytes]) -> Iterator[dict[str, Any]]:
    """Give the answer to each wish, in order; less where the program ends before its time."""
    with subprocess.Popen(  # noqa: S603 - the command is the wheel's own, its values ours
        [_program(), "--service"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        env={**_environment(), "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(PIECE)},
    ) as program:
        into, out = cast("IO[bytes]", program.stdin), cast("IO[bytes]", program.stdout)
        late: list[str] = []

        def stop() -> None:
            late.append(f"It did not end in {PATIENCE // 60} minutes, and was stopped.")
            program.kill()

        timer = Timer(PATIENCE, stop)
        timer.start()
        # It answers while it is still told: both at once, or each would wait for the other.
        teller = Thread(target=_tell, args=(wishes, into), daemon=True)
        teller.start()
        try:
            for answer in _read(out):
                yield answer
                if answer["type"] == "GetFiles":
                    break
        finally:
            timer.cancel()
            program.kill()  # It has answered all, or nobody wants to know any more.
            teller.join()
            with suppress(BrokenPipeError):
                into.close()
        if late:
            yield {"type": "Error", "message": late[0]}


def _environment() -> dict[str, str]:
    """Return what is set in our surroundings, without what others want of their indexes."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}


def _tell(wishes: Iterable[dict[str, Any]], into: IO[bytes]) -> None:
    # Where it has ended: what it answered, or did not, tells why.
    with suppress(BrokenPipeError):
        for number, wish in enumerate(wishes):
            message = json.dumps({"message_id": number, "payload": wish}).encode()
            into.write(base64.b64encode(message) + END)
            into.flush()


def _read(answers: IO[bytes]) -> Iterator[dict[str, Any]]:
    pieces: list[bytes] = []  # of an answer that is not whole yet; the last one is of megabytes
    while data := answers.read1(1 << 16):  # type: ignore[attr-defined]
        *ends, rest = data.split(END)
        for end in ends:
            yield json.loads(base64.b64decode(b"".join((*pieces, end))))["payload"]
            pieces.clear()
        pieces.append(rest)


def _failed(said: str) -> SearchError:
    words = said or "nothing, and ended before its time."
    return SearchError(f"Pagefind could not make the search index. It said: {words}")


def _program() -> str:
    try:
        return str(get_executable())
    except FileNotFoundError as error:
        message = 'Pagefind is not installed. Install it: pip install "pagefind[bin]"'
        raise SearchError(message) from error
