"""publish.yaml: where the site can be published. Secrets stand in the environment, never here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, TypeAlias, TypeVar

from pydantic import Field, StringConstraints, ValidationError

from plugins.catalogue.faults import empty_fields, faults_of
from plugins.catalogue.fields import Model, Text, WebAddress, either
from plugins.catalogue.front_matter import Place, Value, read_yaml
from plugins.catalogue.near_words import meant_by
from plugins.catalogue.problem import ContentError, Problem
from plugins.publishing.fault import PublishFault

NAME = "publish.yaml"
TARGET_NAME = r"[a-z0-9]+(-[a-z0-9]+)*"
ENVIRONMENT_NAME = r"[A-Z][A-Z0-9_]*"
WORDS = "Write its words as a list"
AnyModel = TypeVar("AnyModel", bound=Model)
Variable = Annotated[str, StringConstraints(pattern=f"^{ENVIRONMENT_NAME}$")]


class Verifying(Model):
    """How strictly what was built is looked at."""

    html: Literal["required", "if-there"] = Field(
        default="if-there",
        description=(
            "Whether nothing is published where the W3C's checker of HTML, which needs Java, cannot"
            " look at it. Write required or if-there."
        ),
    )


class TargetSettings(Model):
    """What is true of every kind of target."""

    url: WebAddress | None = Field(
        default=None,
        description=(
            "The site's address there, by which it is looked at once it is live."
            " Write it with https:// and no last slash, or leave it out."
        ),
    )
    keep: int = Field(
        default=5, ge=2, le=100, description="How many releases stay. Write a whole number."
    )
    wait: int = Field(
        default=300,
        ge=0,
        le=3600,
        description=(
            "How many seconds to wait for another publish before giving up. Write a whole number."
        ),
    )
    after: tuple[Text, ...] = Field(
        default=(),
        description=(
            "A command for when a release is live. "
            f"{WORDS}, like [systemctl, reload, nginx], or leave it out."
        ),
    )
    purge: tuple[Text, ...] = Field(
        default=(),
        description=(
            "A command that takes addresses out of a CDN: it is given them on its standard input,"
            f" one a line. {WORDS}, like [./purge.sh], or leave it out."
        ),
    )
    verify: Verifying = Field(
        default=Verifying(), description="How strictly what was built is looked at. Give html."
    )


class FolderSettings(TargetSettings):
    """A folder of this machine, which a web server serves."""

    kind: Literal["folder"] = Field(description="The kind. Write folder.")
    path: Text = Field(description="The folder. Write its path, like ./public.")


class SshSettings(TargetSettings):
    """A folder of another machine, reached over SSH."""

    kind: Literal["ssh"] = Field(description="The kind. Write ssh.")
    host: Text = Field(description="The machine. Write its name, like www.example.org.")
    user: Text = Field(description="Whom to log in as. Write the name.")
    path: Text = Field(description="The folder there. Write its whole path, like /srv/site.")
    port: int = Field(
        default=22, ge=1, le=65535, description="The port of SSH. Write a whole number."
    )
    key: Variable | None = Field(
        default=None,
        description=(
            "The environment variable that holds the private key, where ssh does not find one"
            " by itself. Write the variable's name, like PUBLISH_KEY."
        ),
    )
    known_hosts: Text | None = Field(
        default=None,
        description=(
            "The machine's own key, where it is not in your known_hosts. Write the path of a file"
            " that holds it, the key itself as ssh-keyscan shows it, or the name of an environment"
            " variable."
        ),
    )


class S3Settings(TargetSettings):
    """A bucket of S3, or of a host that speaks as S3 does."""

    kind: Literal["s3"] = Field(description="The kind. Write s3.")
    bucket: Text = Field(description="The bucket. Write its name.")
    endpoint: WebAddress | None = Field(
        default=None,
        description="The host's address, where it is not Amazon. Write it with https://.",
    )
    region: Text | None = Field(default=None, description="The region. Write it, like eu-west-2.")
    prefix: str = Field(
        default="", description="A folder in the bucket. Write its path, or leave it out."
    )
    key: Variable | None = Field(
        default=None,
        description=(
            "The environment variable that holds the access key's name."
            " Write the variable's name, like AWS_ACCESS_KEY_ID."
        ),
    )
    secret: Variable | None = Field(
        default=None,
        description=(
            "The environment variable that holds the access key's secret."
            " Write the variable's name, like AWS_SECRET_ACCESS_KEY."
        ),
    )


class GitSettings(TargetSettings):
    """A branch of a git repository, for hosts that serve one."""

    kind: Literal["git"] = Field(description="The kind. Write git.")
    remote: Text = Field(description="The repository. Write its address, without a password.")
    branch: Text = Field(default="gh-pages", description="The branch. Write its name.")
    author: Text | None = Field(
        default=None,
        description=(
            "Who the branch's commits are by. Write a name and an e-mail address, like"
            " Web team <web@example.org>, or leave it out."
        ),
    )
    token: Variable | None = Field(
        default=None,
        description=(
            "The environment variable that holds an access token, where git does not find one"
            " by itself. Write the variable's name, like PAGES_TOKEN."
        ),
    )


AnySettings: TypeAlias = FolderSettings | SshSettings | S3Settings | GitSettings
KINDS: Mapping[str, type[AnySettings]] = MappingProxyType(
    {"folder": FolderSettings, "ssh": SshSettings, "s3": S3Settings, "git": GitSettings}
)
SECRETS = ("key", "secret", "token")
SECRETS_NAMES = re.compile("KEY|SECRET|TOKEN|PASSWORD|PASSPHRASE|CREDENTIAL", re.IGNORECASE)
SHORTEST_SECRET = 6  # characters: what is shorter would black out words that mean nothing
ADDRESSES = ("url", "endpoint", "remote")


class Limits(Model):
    """What a site may not be larger than."""

    file_megabytes: int = Field(
        default=100,
        ge=1,
        description="The largest file that the host takes. Write it in megabytes, like 100.",
    )
    page_kilobytes: int = Field(
        default=100,
        ge=1,
        description=(
            "The most that a page without recordings may weigh, with its styles and scripts."
            " Write it in kilobytes, like 100."
        ),
    )


class _Outline(Model):
    """The file but for its targets."""

    targets: dict[str, object] = Field(
        description="Where to publish. Write a line for each with its name, and its fields below."
    )
    limits: Limits = Field(default=Limits(), description="The largest sizes. Give file_megabytes.")


@dataclass(frozen=True)
class PublishFile:
    """What publish.yaml says."""

    root: Path  # the folder that it is in
    targets: Mapping[str, AnySettings]
    limits: Limits

    @property
    def variables(self) -> frozenset[str]:
        """The environment variables that hold the secrets of all targets."""
        found = (getattr(one, name, None) for one in self.targets.values() for name in SECRETS)
        return frozenset(filter(None, found))

    def target(self, name: str | None) -> tuple[str, AnySettings]:
        """Return a target and its name: with no name the only one, or the one called demo."""
        if name is None:
            name = next(iter(self.targets)) if len(self.targets) == 1 else "demo"
            if name not in self.targets:
                fault = f"{NAME} has {len(self.targets)} targets."
                raise PublishFault(fault, f"Say which: --to {' or --to '.join(self.targets)}")
        if name not in self.targets:
            known = either(self.targets) if len(self.targets) > 1 else next(iter(self.targets))
            fault = f'{NAME} has no target "{name}".'
            raise PublishFault(fault, f"Write --to {known}, or add it to {NAME}.")
        return name, self.targets[name]


class UnfitPublishFile(PublishFault):
    """publish.yaml says what cannot be; every problem at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems."""
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self.problems[0].fault, self.problems[0].remedy)

    def __str__(self) -> str:
        """List them as the content's."""
        return "\n".join(str(problem) for problem in self.problems)


def read_publish_file(file: Path) -> PublishFile:
    """Return what a publish.yaml says; UnfitPublishFile lists whatever is wrong in it."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        fault = f"There is no {file.name}."
        remedy = "Write it: docs/hosting/README.md shows how. Or name another: --publish-file FILE"
        raise PublishFault(fault, remedy) from error
    except (OSError, UnicodeDecodeError) as error:
        fault = f"{file.name} cannot be read."
        raise PublishFault(fault, "It must be a text file in UTF-8 that you may read.") from error
    try:
        values, lines = read_yaml(text, file.name)
    except ContentError as error:
        raise UnfitPublishFile(error.problems) from error
    return _Reading(file, values, lines).result()


class _Reading:
    """One reading, which goes on past each problem."""

    def __init__(self, file: Path, values: dict[str, Value], lines: Mapping[Place, int]) -> None:
        self.file = file
        self.values = values
        self.lines = lines
        self.problems: list[Problem] = []

    def result(self) -> PublishFile:
        outline = self._model(self.values, _Outline, (), "publish.yaml")
        targets = self.values.get("targets")
        found: dict[str, AnySettings] = {}
        for name, value in targets.items() if isinstance(targets, dict) else ():
            settings = self._target(name, value)
            if settings is not None:
                found[name] = settings
        if not found and not self.problems:
            self._problem(("targets",), "there is no target.", "Write one under targets.")
        if self.problems or outline is None:
            raise UnfitPublishFile(tuple(self.problems))
        return PublishFile(self.file.parent.resolve(), MappingProxyType(found), outline.limits)

    def _target(self, name: str, value: Value) -> AnySettings | None:
        place: Place = ("targets", name)
        if not re.fullmatch(TARGET_NAME, name):
            remedy = "Write small letters, digits and hyphens, like live or demo-2."
            self._problem(place, "a target cannot have this name.", remedy)
            return None
        if not isinstance(value, dict):
            remedy = "Write each field on a line of its own below it: kind first."
            self._problem(place, f"{name} has no fields.", remedy)
            return None
        model = self._kind(place, value)
        if model is None:
            return None
        before = len(self.problems)
        safe = self._without_secrets(place, value, model)
        settings = self._model(safe, model, place, f"a target of kind {value['kind']}")
        return settings if len(self.problems) == before else None

    def _kind(self, place: Place, value: dict[str, Value]) -> type[AnySettings] | None:
        kind = value.get("kind")
        if isinstance(kind, str) and kind in KINDS:
            return KINDS[kind]
        how = f"Write {either(KINDS)}."
        if kind is None:
            self._problem(place, f"{place[-1]} has no kind.", f"Add kind: to it. {how}")
            return None
        meant = meant_by(str(kind), " ".join(f"'{known}'" for known in KINDS))
        wish = f'Did you mean "{meant}"? ' if meant else ""
        self._problem((*place, "kind"), "kind cannot be this.", f"{wish}{how}")
        return None

    def _without_secrets(
        self, place: Place, value: dict[str, Value], model: type[AnySettings]
    ) -> dict[str, Value]:
        """Leave out what may be a secret itself: no message may show it."""
        shown = dict(value)
        for name in SECRETS:
            if name in shown and name in model.model_fields and not _is_variable(shown[name]):
                remedy = (
                    "Write only the variable's name, like PUBLISH_KEY. If you wrote the secret"
                    " itself, take it out of this file and make a new one."
                )
                fault = f"{name} is not the name of an environment variable."
                self._problem((*place, name), fault, remedy)
                del shown[name]
        for name in ADDRESSES:
            if name in shown and _holds_password(shown[name]):
                remedy = "Delete what stands before the @, and keep it in the environment."
                self._problem((*place, name), f"{name} has a password in it.", remedy)
                shown[name] = "https://example.org"
        return shown

    def _model(
        self, values: dict[str, Value], model: type[AnyModel], place: Place, noun: str
    ) -> AnyModel | None:
        lines = {here[len(place) :]: line for here, line in self._below(place)}
        empty = [one for _, one in empty_fields(values, model, self.file.name, lines)]
        self.problems.extend(empty)
        try:
            return model.model_validate(values)
        except ValidationError as error:
            faults = faults_of(error, model, noun, self.file.name, lines)
            self.problems.extend(problem for _, problem in faults)
        return None

    def _below(self, place: Place) -> Iterator[tuple[Place, int]]:
        for here, line in self.lines.items():
            if here[: len(place)] == place:
                yield here, line

    def _problem(self, place: Place, fault: str, remedy: str) -> None:
        while place and place not in self.lines:
            place = place[:-1]
        self.problems.append(Problem(self.file.name, self.lines.get(place, 1), fault, remedy))


def _is_variable(value: Value) -> bool:
    return isinstance(value, str) and re.fullmatch(ENVIRONMENT_NAME, value) is not None


def _holds_password(value: Value) -> bool:
    """Tell whether a secret stands in an address; before that of a website, a name alone is one."""
    forms = r"https?://[^/@]*@|[a-z0-9+]+://[^/@]*:[^/@]*@"
    return isinstance(value, str) and re.match(forms, value) is not None


def without_secrets(words: str, environment: Mapping[str, str], variables: Iterable[str]) -> str:
    """Return what a program said, with no secret in it that it may have been given.

    A secret is what one of these variables holds, and any whose name says that it is one; of
    several lines, like a private key, each line is.
    """
    named = {name for name in environment if SECRETS_NAMES.search(name)}
    found = {
        line: name
        for name in sorted({*variables, *named})
        for line in environment.get(name, "").splitlines()
        if len(line) >= SHORTEST_SECRET
    }
    # The longest first: one may begin with another.
    for secret in sorted(found, key=len, reverse=True):
        words = words.replace(secret, f"[{found[secret]}]")
    return words


def secret_of(variable: str, environment: Mapping[str, str]) -> str:
    """Return what an environment variable holds. No message, log or file may hold it."""
    value = environment.get(variable, "")
    if not value:
        fault = f"The environment variable {variable} is not set, and {NAME} asks for it."
        raise PublishFault(fault, "Set it, in CI as a secret of the project, and publish again.")
    return value
