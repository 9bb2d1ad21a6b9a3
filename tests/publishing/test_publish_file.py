"""publish.yaml says where to publish, its faults in an editor's words, and never a secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.publishing.fault import PublishFault
from plugins.publishing.publish_file import (
    FolderSettings,
    GitSettings,
    PublishFile,
    S3Settings,
    SshSettings,
    UnfitPublishFile,
    read_publish_file,
    secret_of,
    without_secrets,
)
from tests.small_site import PROJECT

SECRET = "hunter2-geheim"  # noqa: S105 - a made-up one to look for
FOUR = """\
targets:
  demo: {kind: folder, path: ./public, keep: 3, after: [systemctl, reload, nginx]}
  live:
    kind: ssh
    host: www.example.org
    user: publisher
    path: /srv/site
    key: PUBLISH_KEY
    url: https://www.example.org
    verify: {html: required}
  bucket: {kind: s3, bucket: b, endpoint: "https://s3.example.org", key: KEY, secret: SECRET}
  pages: {kind: git, remote: "git@example.org:org/site.git", token: TOKEN}
limits: {file_megabytes: 25}
"""


def read(tmp_path: Path, text: str) -> PublishFile:
    file = tmp_path / "publish.yaml"
    file.write_text(text, encoding="utf-8")
    return read_publish_file(file)


def faults(tmp_path: Path, text: str) -> str:
    with pytest.raises(PublishFault) as caught:
        read(tmp_path, text)
    assert caught.value.exitcode == 2
    return str(caught.value)


def target(tmp_path: Path, fields: str) -> str:
    return faults(tmp_path, f"targets:\n  live:\n    {fields}\n")


def test_each_kind_of_target_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, FOUR)
    demo, live, bucket, pages = found.targets.values()
    assert isinstance(demo, FolderSettings)
    assert demo.after == ("systemctl", "reload", "nginx")
    assert isinstance(live, SshSettings)
    assert (live.port, live.keep, live.url) == (22, 5, "https://www.example.org")
    assert (live.verify.html, demo.verify.html) == ("required", "if-there")
    assert isinstance(bucket, S3Settings)
    assert isinstance(pages, GitSettings)
    assert pages.branch == "gh-pages"
    assert (found.limits.file_megabytes, found.limits.page_kilobytes) == (25, 100)
    assert found.root == tmp_path


def test_the_projects_own_file_has_a_demo() -> None:
    name, settings = read_publish_file(PROJECT / "publish.yaml").target(None)
    assert name == "demo"
    assert isinstance(settings, FolderSettings)


def test_with_no_name_the_only_target_is_meant_or_demo(tmp_path: Path) -> None:
    assert read(tmp_path, FOUR).target(None)[0] == "demo"
    one = "targets:\n  elsewhere: {kind: folder, path: x}\n"
    assert read(tmp_path, one).target(None)[0] == "elsewhere"
    two = one + "  other: {kind: folder, path: y}\n"
    with pytest.raises(PublishFault, match="--to elsewhere or --to other"):
        read(tmp_path, two).target(None)
    with pytest.raises(PublishFault, match='no target "nowhere"') as caught:
        read(tmp_path, two).target("nowhere")
    assert "elsewhere or other" in str(caught.value)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("kind: folder", "publish.yaml:2: path is missing."),
        ("kind: sssh", 'publish.yaml:3: kind cannot be this.\n    Did you mean "ssh"?'),
        ("path: x", "live has no kind."),
        ("{kind: folder, path: x, keep: 1}", 'keep cannot be "1": 2 is the least.'),
        ("{kind: folder, path: x, keep: many}", 'keep cannot be "many".'),
        ("{kind: folder, path: x, paht: y}", 'Did you mean "path"?'),
        ("{kind: folder, path: x, url: example.org}", 'url cannot be "example.org".'),
        ("{kind: folder, path: x, after: reload nginx}", "Write it in square brackets"),
        ("{kind: folder, path: }", "path is empty."),
        ("{kind: ssh, host: h, user: u, path: p, port: 99999}", "65535 is the most."),
    ],
)
def test_a_wrong_line_is_named_with_its_remedy(tmp_path: Path, fields: str, said: str) -> None:
    assert said in target(tmp_path, fields)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "targets is missing."),
        ("targets:\n", "targets is empty."),
        ("targets: {}\n", "there is no target."),
        ("targets: x\n", "targets cannot be"),
        ("targets:\n  Live!: {kind: folder, path: x}\n", "cannot have this name"),
        ("targets:\n  live: here\n", "live has no fields."),
        ("targets:\n  ../x: {kind: folder, path: x}\n", "cannot have this name"),
        ("targets: [\n", "publish.yaml:"),
        ("targets:\n  a: {kind: folder, path: x}\nlimits: {file_megabytes: 0}\n", "the least"),
    ],
)
def test_a_file_that_is_no_such_file_says_why(tmp_path: Path, text: str, said: str) -> None:
    assert said in faults(tmp_path, text)


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    text = "targets:\n  a: {kind: folder}\n  b: {kind: sssh}\nlimits: {x: 1}\n"
    with pytest.raises(UnfitPublishFile) as caught:
        read(tmp_path, text)
    assert [problem.line for problem in caught.value.problems] == [2, 3, 4]


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(PublishFault, match=r"There is no publish\.yaml"):
        read_publish_file(tmp_path / "publish.yaml")
    (tmp_path / "publish.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(PublishFault, match="cannot be read"):
        read_publish_file(tmp_path / "publish.yaml")


@pytest.mark.parametrize(
    "fields",
    [
        f"{{kind: s3, bucket: b, key: {SECRET}, secret: {SECRET}}}",
        f"{{kind: s3, bucket: b, secret: “{SECRET}”}}",
        f"{{kind: s3, bucket: b, secret: [{SECRET}]}}",
        f"{{kind: s3, bucket: b, secret: {{a: {SECRET}}}}}",
        f"{{kind: s3, bucket: b, endpoint: 'https://{SECRET}@s3.example.org'}}",
        f"{{kind: git, remote: 'https://x:{SECRET}@example.org/site.git'}}",
        f"{{kind: git, remote: 'https://{SECRET}@example.org/site.git'}}",
        f"{{kind: ssh, host: h, user: u, path: p, key: '{SECRET}'}}",
        f"{{kind: folder, path: x, password: {SECRET}}}",
    ],
)
def test_a_secret_that_somebody_wrote_into_the_file_is_never_shown(
    tmp_path: Path, fields: str
) -> None:
    said = target(tmp_path, fields)
    assert SECRET not in said
    assert said.startswith("publish.yaml:3: ")


def test_a_secret_comes_from_the_environment_alone() -> None:
    assert secret_of("TOKEN", {"TOKEN": SECRET}) == SECRET
    for environment in ({}, {"TOKEN": ""}):
        with pytest.raises(PublishFault, match="TOKEN is not set"):
            secret_of("TOKEN", environment)


def test_what_a_command_says_is_shown_without_the_targets_secrets(tmp_path: Path) -> None:
    variables = read(tmp_path, FOUR).variables
    assert variables == {"PUBLISH_KEY", "KEY", "SECRET", "TOKEN"}
    environment = {
        "TOKEN": SECRET,
        "KEY": "",
        "PUBLISH_KEY": f"-----BEGIN-----\n{SECRET[::-1]}\n",
        "CDN_PASSWORD": f"{SECRET}-and-more",
        "HOME": "/home/anna",
    }
    said = f"{SECRET} {SECRET}-and-more {SECRET[::-1]} /home/anna"
    words = without_secrets(said, environment, variables)
    assert words == "[TOKEN] [CDN_PASSWORD] [PUBLISH_KEY] /home/anna"
