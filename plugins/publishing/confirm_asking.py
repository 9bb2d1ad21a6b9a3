"""Addresses asked of a live site, several at once, past caches and within a bounded time."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import quote

import aiohttp

# A CDN that keeps old copies is asked to look again at its source.
FRESH = {"Cache-Control": "no-cache", "Pragma": "no-cache"}
WHOLE = {"Accept-Encoding": "gzip, br"}
BARE = {"Accept-Encoding": "identity"}
LARGEST_SHOWN = 2_000_000  # bytes of an answer that are kept to say what is different
BLOCK = 65_536
HTTP_OK = 200
NO_HEAD = frozenset({403, 405, 501})  # Some hosts do not know the question.


@dataclass(frozen=True)
class Patience:
    """How long and how often a live site is asked."""

    seconds: float = 120  # in all
    answer: float = 20  # for one answer
    rounds: int = 4  # in which what was wrong is asked again
    pause: float = 1  # before the second round; twice as long before each later one
    together: int = 8


@dataclass(frozen=True)
class Question:
    """One address to ask, and of what file."""

    path: str  # from the site's root: "news/index.html"
    only_size: bool = False


@dataclass(frozen=True)
class Answer:
    """What came back. With status 0 nothing did, and `why` says why not."""

    status: int = 0
    why: str = ""
    sha256: str = ""
    size: int | None = None
    leads_to: str = ""
    data: bytes = b""


def address_of(url: str, path: str) -> str:
    """Return the address by which readers ask for a file."""
    return f"{url}/{quote(path.removesuffix('index.html'))}"


def answers(
    url: str, questions: Sequence[Question], patience: Patience, seconds: float
) -> Mapping[Question, Answer]:
    """Ask each question once; return the answers, within so many seconds."""
    # In a thread of its own: whoever calls may have an event loop, and there can be only one.
    with ThreadPoolExecutor(1) as thread:
        asked = thread.submit(asyncio.run, _asked(url, questions, patience, seconds))
        return asked.result()


async def _asked(
    url: str, questions: Sequence[Question], patience: Patience, seconds: float
) -> Mapping[Question, Answer]:
    found = dict.fromkeys(questions, Answer(why="it did not answer in time"))
    timeout = aiohttp.ClientTimeout(total=patience.answer)
    waiting = iter(questions)
    async with aiohttp.ClientSession(timeout=timeout, headers=FRESH) as session:

        async def asker() -> None:
            for question in waiting:
                found[question] = await _answer(session, url, question)

        askers = [asyncio.create_task(asker()) for _ in range(patience.together)]
        _, late = await asyncio.wait(askers, timeout=max(seconds, 0))
        for task in late:
            task.cancel()
        await asyncio.gather(*askers, return_exceptions=True)
    return found


async def _answer(session: aiohttp.ClientSession, url: str, question: Question) -> Answer:
    address = address_of(url, question.path)
    try:
        if question.only_size:
            answer = await _head(session, address)
            if answer is not None:
                return answer
        return await _get(session, address)
    except aiohttp.ClientConnectorCertificateError:
        return Answer(why="its certificate is not valid")
    except aiohttp.ClientConnectorError as error:
        return Answer(why=f"nobody answers there ({error.os_error.strerror or 'no connection'})")
    except TimeoutError:
        return Answer(why="it did not answer in time")
    except (aiohttp.ClientError, ValueError, OSError) as error:
        return Answer(why=f"the answer cannot be read ({type(error).__name__})")


async def _head(session: aiohttp.ClientSession, address: str) -> Answer | None:
    """Return how large a file is; None where the host says so only with the file itself."""
    async with session.head(address, headers=BARE, allow_redirects=False) as response:
        size = response.headers.get("Content-Length", "")
        packed = response.headers.get("Content-Encoding", "identity") != "identity"
        if response.status == HTTP_OK and (packed or not size.isdigit()):
            return None
        if response.status in NO_HEAD:
            return None
        return Answer(response.status, size=int(size or 0), leads_to=_location(response))


async def _get(session: aiohttp.ClientSession, address: str) -> Answer:
    async with session.get(address, headers=WHOLE, allow_redirects=False) as response:
        total, size, kept = hashlib.sha256(), 0, bytearray()
        async for block in response.content.iter_chunked(BLOCK):
            total.update(block)
            size += len(block)
            if size <= LARGEST_SHOWN:
                kept += block
        leads_to = _location(response)
        return Answer(response.status, "", total.hexdigest(), size, leads_to, bytes(kept))


def _location(response: aiohttp.ClientResponse) -> str:
    return response.headers.get("Location", "")
