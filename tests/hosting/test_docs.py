"""What docs/hosting shows is true: examples are read, headers are the table's, scripts run."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from invoke import Collection

import tasks
from plugins.publishing.headers import (
    EMBEDDED_POLICY,
    EVERYWHERE,
    POLICY,
    content_security_policy,
)
from plugins.publishing.publish_file import PublishFile, read_publish_file
from tests.hosting.servers import FILES
from tests.small_site import PROJECT

PAGES = sorted(FILES.glob("*.md"))


def words(name: str) -> str:
    return (FILES / name).read_text("utf-8")


def block(name: str, language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", words(name), re.DOTALL)
    assert found
    return found[1]


def read(text: str, folder: Path) -> PublishFile:
    file = folder / "publish.yaml"
    file.write_text(text, "utf-8")
    return read_publish_file(file)


def test_the_examples_of_publish_yaml_are_valid(tmp_path: Path) -> None:
    assert set(read(block("README.md", "yaml"), tmp_path).targets) == {"live", "pages"}
    assert set(read(block("s3-and-cdn.md", "yaml"), tmp_path).targets) == {"live"}


def test_the_bucket_keeps_its_releases_from_readers() -> None:
    policy = json.loads(block("s3-and-cdn.md", "json"))
    assert [one["NotResource"] for one in policy["Statement"]] == [
        "arn:aws:s3:::example-site/.releases/*"
    ]


def test_the_headers_for_a_cdn_are_those_of_the_table() -> None:
    text = words("s3-and-cdn.md")
    for name, value in EVERYWHERE.items():
        assert f"| {name} | `{value}` |" in text
    for policy in (POLICY, EMBEDDED_POLICY):
        assert f"`{content_security_policy(policy)}`" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_tasks_are_there(page: Path) -> None:
    text = page.read_text("utf-8")
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert (page.parent / link).is_file(), link
    known = Collection.from_module(tasks).task_names
    for name in re.findall(r"\./run\s+([a-z]+)", text):
        assert name in known
    for file in re.findall(r"`((?:\.github|docs)/[\w./-]+|[\w-]+\.(?:js|path|service))`", text):
        assert (PROJECT / file).is_file() or (FILES / file).is_file(), file


def test_the_cdn_is_told_paths_and_nothing_when_there_are_none(tmp_path: Path) -> None:
    script = tmp_path / "purge.sh"
    script.write_text(block("s3-and-cdn.md", "sh"), "utf-8")
    script.chmod(0o755)
    aws = tmp_path / "aws"
    aws.write_text('#!/bin/sh\necho "$@"\n', "utf-8")
    aws.chmod(0o755)
    around = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "DISTRIBUTION": "EXAMPLE"}
    for given, said in (
        ("https://www.example.org/stories/a/\n/feed.xml\n", "/stories/a/ /feed.xml"),
        ("", ""),
    ):
        done = subprocess.run(
            [script], input=given, env=around, capture_output=True, text=True, check=True
        )
        start = "cloudfront create-invalidation --distribution-id EXAMPLE --paths "
        assert done.stdout == (f"{start}{said}\n" if said else "")


def function(name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Return what a function of the CDN makes of an event."""
    script = f"{words(name)}\nconsole.log(JSON.stringify(handler({json.dumps(event)})))"
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("/", "/index.html"),
        ("/news/flu/", "/news/flu/index.html"),
        ("/feed.xml", "/feed.xml"),
        ("/v1.2/", "/v1.2/index.html"),
    ],
)
def test_the_cdn_finds_the_page_of_a_folder(asked: str, found: str) -> None:
    assert function("cdn-request.js", {"request": {"uri": asked}})["uri"] == found


@pytest.mark.parametrize("asked", ["/.releases/000001/gone.json", "/news/.git/config"])
def test_the_cdn_asks_for_nothing_that_begins_with_a_dot(asked: str) -> None:
    assert function("cdn-request.js", {"request": {"uri": asked}})["statusCode"] == 404


def test_the_cdn_adds_the_slash_of_a_folder() -> None:
    answer = function("cdn-request.js", {"request": {"uri": "/news/flu"}})
    assert (answer["statusCode"], answer["headers"]["location"]["value"]) == (301, "/news/flu/")


@pytest.mark.parametrize(
    ("headers", "status", "location"),
    [
        ({"x-amz-website-redirect-location": {"value": "/new/"}}, 301, "/new/"),
        ({"x-amz-meta-status": {"value": "410"}}, 410, None),
        ({"etag": {"value": '"1"'}}, 200, None),
    ],
)
def test_the_cdn_answers_301_and_410(
    headers: dict[str, Any], status: int, location: str | None
) -> None:
    event = {"response": {"statusCode": 200, "headers": headers}}
    answer = function("cdn-response.js", event)
    assert answer["statusCode"] == status
    assert answer["headers"].get("location", {}).get("value") == location
    assert not any(name.startswith("x-amz") for name in answer["headers"])
