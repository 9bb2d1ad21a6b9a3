"""One publish at a time on another machine: a lock that ends with the connection that holds it."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from plugins.publishing.fault import PublishFault
from plugins.publishing.lock import NOBODY, this_process
from plugins.publishing.target_ssh_connection import Connection
from plugins.publishing.target_ssh_scripts import LOCK
from plugins.publishing.tool import Session

PAUSE = 1.0  # seconds between two looks at a lock that another holds
BEAT = 5.0  # seconds between two signs of life
# As long may a holder be silent whose connection seems to stand: its machine is gone.
SILENCE = 60.0
JUST_COME = "-"  # stands for a holder that has only just come


@dataclass(frozen=True)
class Held:
    """Our lock: every script that changes something looks whether it is still ours."""

    number: str = ""
    token: str = ""


@contextmanager
def held(
    connection: Connection, *, patience: float, waiting: Callable[[str], None]
) -> Iterator[Held]:
    """Hold the lock for the block; where another has it, wait so many seconds for it."""
    token = secrets.token_hex(8)
    session, number = _taken(connection, token, patience, waiting)
    done = threading.Event()
    beating = threading.Thread(target=_beat, args=(session, done), daemon=True)
    beating.start()
    try:
        yield Held(number, token)
    finally:
        done.set()
        beating.join()
        session.close()


def _beat(session: Session, done: threading.Event) -> None:
    while not done.wait(BEAT) and session.tell(""):
        pass


def _taken(
    connection: Connection, token: str, patience: float, waiting: Callable[[str], None]
) -> tuple[Session, str]:
    until = time.monotonic() + patience
    watch = _Watch()
    told = False
    while True:
        session = connection.session(
            LOCK, connection.machine.path, token, this_process(), watch.dead
        )
        answer = session.answer()
        if answer.startswith("ours "):
            return session, answer.removeprefix("ours ")
        done = session.close()
        if not answer.startswith("held "):
            raise connection.machine.fault(done, "taking the lock")
        who = watch.see(answer)
        if time.monotonic() >= until:
            fault = f"Another publish to {connection.machine.host} goes on: {who}."
            raise PublishFault(fault, "Nothing was published. Try again when that one is done.")
        if not told:
            waiting(who)
            told = True
        time.sleep(PAUSE)


class _Watch:
    """Sees by a holder's signs of life whether it lives. No clock of the other machine counts."""

    def __init__(self) -> None:
        self.dead = ""  # the holder whose lock may be taken
        self._last = ("", "")
        self._since = time.monotonic()

    def see(self, answer: str) -> str:
        """Note what the lock says, like "held TOKEN BEAT WHO"; return who holds it."""
        token, beat, who = [*answer.split(" ", 3)[1:], "", "", ""][:3]
        if (token, beat) != self._last:
            self._last, self._since = (token, beat), time.monotonic()
        elif time.monotonic() - self._since > SILENCE and token != JUST_COME:
            self.dead = token
        return who or NOBODY
