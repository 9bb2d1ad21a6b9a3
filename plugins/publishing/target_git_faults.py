"""What git and a repository's host say when they fail, in plain words."""

from __future__ import annotations

from plugins.publishing.fault import PublishFault
from plugins.publishing.tool import MISSING, TOO_LONG, Ran
from plugins.publishing.tool_words import Words, first

STAYS = "What was live is live. Publish again."
LAST_WORDS = 300  # characters of what git said
KNOWN = (
    Words(
        r"GH001|file size limit|larger than the maximum|exceeds .* limit",
        "The host refuses a file: it is too large.",
        "Most hosts take files of up to 100 MB. Publish recordings elsewhere, or make them smaller."
        " What was live is live.",
    ),
    Words(
        r"GH006|protected branch|hook declined|not allowed to (force )?push",
        "The host does not let the branch be replaced.",
        "Each release replaces the branch whole: allow force pushes to it, or name another in"
        " publish.yaml.",
    ),
    Words(
        r"stale info|reference already exists|"
        r"cannot lock ref .* (is at|expected)",
        "Another publish to this repository has gone on meanwhile.",
        "Nothing of this one was made live. Publish again.",
    ),
    Words(
        r"Unable to create '.*\.lock'",
        "The repository is locked by another git program, or by one that was killed.",
        "Try again in a minute. If it stays, and nothing else runs, delete the file whose name"
        " ends in .lock in the repository.",
    ),
    Words(
        r"No space left on device|Disk quota exceeded|unpacker error|file write error",
        "The disk of the repository is full, or cannot be written.",
        "Make room there. What was live is live.",
    ),
    Words(
        r"Host key verification failed",
        "The repository's host is not known: its key is not in ~/.ssh/known_hosts.",
        "Compare what ssh-keyscan shows with what the host publishes, then add that line.",
    ),
    Words(
        r"Permission denied \(|Authentication failed|could not read (Username|Password)"
        r"|terminal prompts disabled|error: 40[13]|HTTP 40[13]|Write access .* not granted",
        "The repository's host refuses us.",
        "Look that the key or the token (token in publish.yaml names its variable) is valid, and"
        " may write to the repository.",
    ),
    Words(
        r"epository .*(not found|does not exist)|not (appear to be )?a git repository"
        r"|HTTP 404|error: 404",
        "There is no repository at the address.",
        "Look to remote in publish.yaml. On a disk, make one: git init --bare FOLDER",
    ),
    Words(
        r"dubious ownership",
        "The repository belongs to another user, so git does not trust it.",
        "Publish as that user, or have it trusted: git config --global --add safe.directory FOLDER",
    ),
    Words(
        r"insufficient permission|Permission denied|unable to (create|write)|Read-only file system",
        "The repository cannot be written.",
        "Look to its folder's permissions. What was live is live.",
    ),
    Words(
        r"Could not resolve host|Failed to connect|Connection (refused|timed out)|unreachable",
        "The repository's host does not answer.",
        "Look to remote in publish.yaml, and to the network.",
    ),
    Words(
        r"hung up|early EOF|RPC failed|[Cc]onnection|Could not read from remote|unexpected disconn",
        "The connection to the repository was lost in the middle.",
        STAYS,
    ),
)


def fault_of(done: Ran, doing: str, secret: str) -> PublishFault:
    """Return what is wrong where git did not end well. The secret is never in it."""
    if done.code == MISSING and not done.errors:
        fault = "This machine lacks git, by which the site is sent."
        return PublishFault(fault, "Install it. On Debian, as root: apt install git")
    if done.code == TOO_LONG:
        return PublishFault("The repository's host did not answer in time.", STAYS)
    said = f"{done.said.decode('utf-8', 'replace')}\n{done.errors}"
    if words := first(KNOWN, said):
        return PublishFault(words.fault, words.remedy)
    last = said.strip().replace(secret, "…") if secret else said.strip()
    return PublishFault(f"git failed at {doing}. It says: {last[-LAST_WORDS:]}", STAYS)
