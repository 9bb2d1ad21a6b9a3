"""Who looks at what was built and at what is live, and which commands run when it has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from plugins.catalogue.publication import Publication
from plugins.publishing.fault import PublishFault
from plugins.publishing.host_files import add_pages_file, add_server_files
from plugins.publishing.manifest import Manifest
from plugins.publishing.precompress import precompress
from plugins.publishing.publish_file import (
    AnySettings,
    FolderSettings,
    GitSettings,
    PublishFile,
    SshSettings,
    without_secrets,
)
from plugins.publishing.purge import purge
from plugins.publishing.release_folder import SBOM, ReleaseFolder
from plugins.publishing.steps import Judges
from plugins.publishing.steps_words import listed
from plugins.publishing.target import Around, Target, Teller
from plugins.publishing.tool import run

PROJECT = Path(__file__).resolve().parents[2]
PATIENCE = 300.0  # seconds that a command of publish.yaml may take
NO_COMMAND = 127


def judges_of(
    target: Target,
    settings: AnySettings,
    file: PublishFile,
    around: Around,
    *,
    at_once: bool = False,
) -> Judges:
    """Return what looks after releases of one target.

    What must be published at once, since a story goes, waits for no program that is not there.
    """
    looks = _Looks(target, settings, file, around, at_once)
    return Judges(
        verify=looks.verify,
        confirm=looks.confirm,
        switched=looks.switched,
        withdraw=looks.withdraw,
        finish=looks.finish,
    )


@dataclass(frozen=True)
class _Looks:
    target: Target
    settings: AnySettings
    file: PublishFile
    around: Around
    at_once: bool

    def verify(
        self, site: Path, publication: Publication, built_from: Mapping[str, str]
    ) -> Sequence[object]:
        from plugins.publishing.verify import Looking, verify  # noqa: PLC0415 - not for rollback

        limits = self.file.limits
        looking = Looking(
            site_url=built_from["site_url"].rstrip("/"),
            teller=_Within(self.around.teller),
            file_megabytes=limits.file_megabytes,
            page_kilobytes=limits.page_kilobytes,
            html="if-there" if self.at_once else self.settings.verify.html,
        )
        return verify(site, publication, looking)

    def confirm(self, release: Manifest, before: Manifest | None) -> Sequence[object]:
        # Loaded when the release is live: going back waits for nothing that it does not need.
        from plugins.publishing.confirm import confirm, confirm_files  # noqa: PLC0415

        if self.target.url is not None:
            return confirm(self.target.url, release, before=before)
        # Nobody serves it as far as we know: its files are looked at where they lie.
        return confirm_files(self.target.unlike(release))

    def switched(self) -> None:
        if self.settings.after:
            code, said = self._run(self.settings.after, "")
            _refuse_failure("after", self.settings.after, code, said)

    def withdraw(self, live: Manifest, teller: Teller) -> None:
        purge(self.target, live, self.settings.purge, self._run, teller)

    def finish(
        self, folder: ReleaseFolder, publication: Publication, built_from: Mapping[str, str]
    ) -> None:
        from plugins.publishing.sbom import sbom  # noqa: PLC0415 - not for rollback

        folder.write(SBOM, sbom(PROJECT))
        root = urlsplit(built_from["site_url"]).path.rstrip("/")
        if isinstance(self.settings, FolderSettings | SshSettings):
            gone = [story.url for story in publication.tombstones]
            add_server_files(folder.site, gone, root)
            precompress(folder.site, self.around.cache / "compressed")
        if isinstance(self.settings, GitSettings):
            add_pages_file(folder.site)

    def _run(self, command: Sequence[str], given: str) -> tuple[int, str]:
        """Run a command of publish.yaml; what it says comes without the target's secrets."""
        code, said = run(command, given=given, folder=self.around.root, seconds=PATIENCE)
        return code, without_secrets(said, self.around.environment, self.file.variables)


def _refuse_failure(field: str, command: Sequence[str], code: int, said: str) -> None:
    if code == 0:
        return
    why = "there is no such program" if code == NO_COMMAND else f"it ended with {code}"
    fault = f"The command under {field} failed: {command[0]} ({why})."
    raise PublishFault(fault, listed(said.strip().splitlines()[-3:]) or "It said nothing.")


class _Within:
    """Hands on what is said within a step; its own stages are part of that step."""

    def __init__(self, teller: Teller) -> None:
        self._teller = teller

    def begin(self, stage: str, total: int | None = None) -> None:
        del stage, total

    def step(self) -> None:
        pass

    def say(self, line: str) -> None:
        self._teller.say(line)
