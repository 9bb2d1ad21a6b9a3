"""What ssh, rsync and the machine at the other end say when they fail, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.publishing.fault import PublishFault
from plugins.publishing.target_ssh_scripts import (
    CUT_SHORT,
    INCOMPLETE,
    LOCK_LOST,
    NO_LINK_OF_OURS,
    NO_RENAME,
    NO_RSYNC,
)
from plugins.publishing.tool import MISSING, TOO_LONG, Ran
from plugins.publishing.tool_words import Words, first

STAYS = "What was live is live. Publish again: it goes on from there."
NOT_CONNECTED = 255  # ssh's own code for whatever is no answer of the other machine
CUT = "connection unexpectedly closed"
LAST_WORDS = 300  # characters of what a program said


CONNECTING = (
    Words(
        r"REMOTE HOST IDENTIFICATION HAS CHANGED",
        "{host} shows another key than the one that is known of it.",
        "It may have been set up anew, or somebody stands between. Ask whoever runs it for its key"
        " and write that into the known_hosts file in place of the old one.",
    ),
    Words(
        r"Host key verification failed|No .* host key is known",
        "{host} is not known: its key is not in the known_hosts file.",
        "Ask whoever runs it for its key, or compare what this shows: ssh-keyscan -p {port} {host}"
        "\n    Then add that line to ~/.ssh/known_hosts, or to the file that known_hosts names.",
    ),
    Words(
        r"UNPROTECTED PRIVATE KEY FILE",
        "ssh does not use the key, since others may read its file.",
        "Make it yours alone: chmod 600 FILE",
    ),
    Words(
        r'Load key ".*": (?!incorrect passphrase)',
        "The private key for {host} cannot be read.",
        "Look that all of it is there, from its first line to its last, as in its file.",
    ),
    Words(
        r"Permission denied \(",
        "{host} refuses the key of {user}.",
        "Add the public key to ~{user}/.ssh/authorized_keys there. The private key must have no"
        " passphrase, unless an agent holds it.",
    ),
    Words(
        r"Could not resolve hostname",
        "There is no machine called {host}.",
        "Look to host in publish.yaml, and whether this machine reaches the network.",
    ),
    Words(
        r"Connection refused",
        "{host} takes no SSH connections on port {port}.",
        "Look to host and port in publish.yaml, and whether sshd runs there.",
    ),
    Words(
        r"[Cc]onnect(ion)? .*(timed out|No route|unreachable)|banner exchange",
        "{host} does not answer on port {port}.",
        "Look to host and port in publish.yaml, to the network, and to firewalls.",
    ),
)
FULL = Words(
    r"No space left on device|Disk quota exceeded",
    "The disk of {host} is full.",
    "Make room there, or set keep to fewer releases. What was live is live.",
)
RSYNC = Words(
    r"rsync: (command )?not found|rsync: No such file",
    "{host} has no rsync.",
    "Install it there. On Debian, as root: apt install rsync",
)
WORKING = (
    Words(
        r"Read-only file system",
        "The disk of {host} can only be read.",
        "Have it mounted for writing again. What was live is live.",
    ),
    FULL,
    Words(
        r"Permission denied|Operation not permitted",
        "{user} may not write in {path} on {host}.",
        "Make the folder there and give it to {user}. What was live is live.",
    ),
    RSYNC,
)
CODES = {
    NO_RSYNC: RSYNC,
    NO_RENAME: Words(
        "",
        "{host} lacks mv -T or sha256sum, by which a release goes live whole and at once.",
        "Install GNU coreutils there, first on the PATH of {user}. Linux has them.",
    ),
    NO_LINK_OF_OURS: Words(
        "",
        "{path}/current on {host} is no link of ours.",
        "Move it away there, and publish again.",
    ),
    LOCK_LOST: Words(
        "",
        "Another publish to {host} has gone on in our place: nothing was heard of us for a while.",
        "Nothing of ours was made live. Publish again.",
    ),
    CUT_SHORT: Words("", "The connection to {host} was lost in the middle.", STAYS),
    INCOMPLETE: Words("", "What came to {host} is not what was sent.", STAYS),
}


class FullDisk(PublishFault):
    """There is no room at the other end."""


@dataclass(frozen=True)
class Machine:
    """The machine at the other end, as messages name it."""

    host: str
    user: str
    port: int
    path: str

    def fault(self, ran: Ran, doing: str) -> PublishFault:
        """Return what is wrong, where a program did not end well."""
        words = self._words(ran)
        if words is None:
            last = f"{ran.said.decode('utf-8', 'replace')}\n{ran.errors}".strip()[-LAST_WORDS:]
            said = f" It says: {last}" if last else ""
            return PublishFault(
                f"{self.host} failed at {doing}, with code {ran.code}.{said}", STAYS
            )
        names = {"host": self.host, "user": self.user, "port": self.port, "path": self.path}
        kind = FullDisk if words is FULL else PublishFault
        return kind(words.fault.format(**names), words.remedy.format(**names))

    def _words(self, ran: Ran) -> Words | None:
        if ran.code == MISSING and not ran.errors:
            return Words(
                "",
                "This machine lacks ssh or rsync, by which the site is sent.",
                "Install them. On Debian, as root: apt install openssh-client rsync",
            )
        if ran.code == TOO_LONG:
            return Words("", "{host} did not answer in time.", STAYS)
        if ran.code in CODES:
            return CODES[ran.code]
        lost = ran.code == NOT_CONNECTED or CUT in ran.errors
        found = first(WORKING, ran.errors) if not lost else first(CONNECTING, ran.errors)
        if lost and found is None:
            # The other end may have said why it ended, like a full disk.
            found = first(WORKING, ran.errors) or CODES[CUT_SHORT]
        return found
