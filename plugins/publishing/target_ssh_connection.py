"""One SSH connection, shared by every command to a machine. Its key is never guessed or taken."""

from __future__ import annotations

import math
import re
import shlex
import shutil
import tempfile
import time
import weakref
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from plugins.publishing.fault import PublishFault
from plugins.publishing.publish_file import ENVIRONMENT_NAME, SshSettings, secret_of
from plugins.publishing.target import Around
from plugins.publishing.target_ssh_faults import Machine
from plugins.publishing.tool import NO_LIMIT, Session, ran, ran_by_lines

CONFIG, KEY, KNOWN_HOSTS, SOCKET = "config", "key", "known_hosts", "c"
SSH_PORT = 22  # known_hosts does not name it
SURE = 30.0  # seconds: half of what a shared connection lasts when nobody uses it
LONGEST_FOLDER = 60  # characters: a socket's path may have about 100
HOST = r"[A-Za-z0-9_][A-Za-z0-9._:%-]*"
USER = r"[A-Za-z0-9_][A-Za-z0-9._@+-]*"
A_HOSTS_KEY = re.compile(r"(^|\s)(ssh-|ecdsa-|sk-)[a-z0-9@.-]+ [A-Za-z0-9+/]{20,}")
# First what must hold; the user's own settings (a jump host, an agent) come after and cannot
# change it. The shared connection ends by itself a minute after the last command.
OPTIONS = """Host *
  User {user}
  Port {port}
  BatchMode yes
  StrictHostKeyChecking yes
  UpdateHostKeys no
  ConnectTimeout 20
  ServerAliveInterval 15
  ServerAliveCountMax 4
  ForwardAgent no
  ForwardX11 no
  ClearAllForwardings yes
  PermitLocalCommand no
  RequestTTY no
  LogLevel ERROR
  ControlMaster auto
  ControlPersist 60
  ControlPath {folder}/c
"""


class Connection:
    """Runs scripts on the other machine, and copies folders to it."""

    def __init__(self, settings: SshSettings, around: Around) -> None:
        """Keep how to connect; the first command does it."""
        if not re.fullmatch(HOST, settings.host) or not re.fullmatch(USER, settings.user):
            fault = "host or user cannot be this in publish.yaml."
            raise PublishFault(fault, "Write a name like www.example.org, and one like deploy.")
        if not settings.path.startswith("/") or "\0" in settings.path:
            fault = "path of an ssh target must be a whole path."
            raise PublishFault(fault, "Write it from its first slash, like /srv/site.")
        path = settings.path.rstrip("/") or "/"
        self.machine = Machine(settings.host, settings.user, settings.port, path)
        self._environment = _plain(around.environment, settings.key)
        self._folder = _private_folder()
        self._ssh = ["ssh", "-F", str(self._folder / CONFIG)]
        self._key = _Key(settings, around, self._folder)
        self._used = -math.inf  # when a command was last begun
        self._write_config(settings, around)
        end = [*self._ssh, "-q", "-O", "exit", settings.host]
        self._closing = weakref.finalize(self, _close, end, self._environment, self._folder)

    def close(self) -> None:
        """End the connection, and remove whatever was written for it."""
        self._closing()

    def run(
        self, doing: str, script: str, *words: str, given: bytes = b"", seconds: float = NO_LIMIT
    ) -> bytes:
        """Run a script there; return what it says, or raise what is wrong."""
        self._ready()
        done = ran(
            self._command(script, words),
            given=given,
            environment=self._environment,
            seconds=seconds,
        )
        if done.code != 0:
            raise self.machine.fault(done, doing)
        return done.said

    def session(self, script: str, *words: str) -> Session:
        """Begin a script that goes on beside us."""
        self._ready()
        return Session(self._command(script, words), environment=self._environment)

    def copy(
        self, folder: Path, place: str, like: Sequence[str], line: Callable[[str], None]
    ) -> None:
        """Copy a release's folder into one there; what is in `like` already is linked, not sent.

        Files are compared by their digests: each build writes all of them, at another time.
        """
        self._ready()
        host = f"[{self.machine.host}]" if ":" in self.machine.host else self.machine.host
        command = [
            *("rsync", "--secluded-args", "--recursive", "--perms", "--chmod=D755,F644"),
            *("--checksum", "--stats", "--no-human-readable", "--out-format=file %n"),
            # Beside the site lie lists, and folders that are no part of the release.
            *("--include=/site/", "--exclude=/*/"),
            *(f"--link-dest={one}" for one in like),
            *("-e", shlex.join(self._ssh)),
            *("--", f"{folder}/", f"{host}:{place}/"),
        ]
        done = ran_by_lines(command, line, environment=self._environment)
        if done.code != 0:
            raise self.machine.fault(done, "the sending of the files")

    def _command(self, script: str, words: Sequence[str]) -> list[str]:
        there = shlex.join(["sh", "-c", script, "sh", *words])
        return [*self._ssh, self.machine.host, there]

    def _ready(self) -> None:
        """Connect where we are not; a key that came as text is a file for this moment only."""
        if not self._key.is_text:
            return
        if self._is_open():
            return
        with self._key:
            done = ran([*self._ssh, self.machine.host, ":"], environment=self._environment)
        if done.code != 0:
            raise self.machine.fault(done, "connecting")
        self._used = time.monotonic()

    def _is_open(self) -> bool:
        """Tell whether the shared connection stands, without asking where it surely does."""
        if time.monotonic() - self._used > SURE:
            check = [*self._ssh, "-O", "check", self.machine.host]
            if ran(check, environment=self._environment, seconds=30).code != 0:
                return False
        self._used = time.monotonic()
        return True

    def _write_config(self, settings: SshSettings, around: Around) -> None:
        text = OPTIONS.format(user=settings.user, port=settings.port, folder=self._folder)
        if self._key.is_there:
            text += f"  IdentitiesOnly yes\n  IdentityFile {self._folder / KEY}\n"
        if settings.known_hosts is not None:
            hosts = self._folder / KNOWN_HOSTS
            hosts.write_bytes(_known_hosts(settings, settings.known_hosts, around))
            text += f"  UserKnownHostsFile {hosts}\n  GlobalKnownHostsFile none\n"
        text += "Include ~/.ssh/config\n"
        (self._folder / CONFIG).write_text(text, encoding="utf-8")


class _Key:
    """The private key: a file of the user's, or a text that is a file for a moment."""

    def __init__(self, settings: SshSettings, around: Around, folder: Path) -> None:
        self._place = folder / KEY
        self.is_there = settings.key is not None
        self._text = secret_of(settings.key, around.environment) if settings.key else ""
        self.is_text = "-----BEGIN" in self._text
        if self.is_there and not self.is_text:
            self._link(around.root / Path(self._text).expanduser(), settings.key or "")

    def __enter__(self) -> None:
        """Write it, for ourselves alone; ssh reads no line that ends as on Windows."""
        lines = self._text.replace("\r\n", "\n").strip() + "\n"
        self._place.touch(mode=0o600)
        self._place.write_text(lines, encoding="utf-8")

    def __exit__(self, *_: object) -> None:
        """Remove it."""
        self._place.unlink(missing_ok=True)

    def _link(self, file: Path, variable: str) -> None:
        """Let the file be found by a name that needs no quoting, with what belongs to it."""
        if not _is_file(file):
            # What the variable holds may be a secret, in a form that we do not know.
            fault = f"The environment variable {variable} holds neither a private key nor a path."
            raise PublishFault(fault, "Give it the path of the key's file, or the file's text.")
        for ending in ("", ".pub", "-cert.pub"):
            beside = file.with_name(file.name + ending)
            if beside.is_file():
                self._place.with_name(KEY + ending).symlink_to(beside)


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:  # Too long for a name.
        return False


def _known_hosts(settings: SshSettings, value: str, around: Around) -> bytes:
    """Return the lines that say which key the host has: from a file, a variable, or as written."""
    if re.fullmatch(ENVIRONMENT_NAME, value):
        value = secret_of(value, around.environment)
    if A_HOSTS_KEY.search(value):
        name = settings.host if settings.port == SSH_PORT else f"[{settings.host}]:{settings.port}"
        lines = (line.strip() for line in value.strip().splitlines())
        whole = (f"{name} {one}" if A_HOSTS_KEY.match(one) else one for one in lines)
        return ("\n".join(whole) + "\n").encode()
    try:
        return (around.root / Path(value).expanduser()).read_bytes()
    except OSError as error:
        fault = "The file that known_hosts names in publish.yaml cannot be read."
        raise PublishFault(fault, "Write the path of a file as ~/.ssh/known_hosts is.") from error


def _private_folder() -> Path:
    """Make a folder that nobody else may look into, of a short name."""
    folder = Path(tempfile.mkdtemp(prefix="publish-"))
    if len(str(folder)) <= LONGEST_FOLDER and re.fullmatch(r"[A-Za-z0-9/._-]+", str(folder)):
        return folder
    folder.rmdir()
    return Path(tempfile.mkdtemp(prefix="publish-", dir="/tmp"))


def _plain(environment: Mapping[str, str], secret: str | None) -> dict[str, str]:
    """Return what programs may know: no secret, and messages in English, by which we know them."""
    plain = {name: value for name, value in environment.items() if name != secret}
    return {**plain, "LC_ALL": "C"}


def _close(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
    if (folder / SOCKET).exists():
        ran(command, environment=environment, seconds=10)
    shutil.rmtree(folder, ignore_errors=True)
