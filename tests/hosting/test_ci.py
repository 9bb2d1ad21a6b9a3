"""The workflows for GitHub and GitLab are valid, and run nothing but tasks that exist."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from invoke import Collection

import tasks
from plugins.publishing.publish_file import SECRETS, S3Settings, SshSettings
from tests.small_site import PROJECT

GITHUB = PROJECT / ".github/workflows/site.yml"
GITLAB = PROJECT / ".gitlab-ci.yml"
SCHEMAS = {GITHUB: "vendor.github-workflows", GITLAB: "vendor.gitlab-ci"}
KEPT = {f".cache/{name.partition('/')[0]}" for name in tasks.CACHES_OF_STORIES}


def github() -> dict[str, Any]:
    """Return the jobs."""
    found: dict[str, Any] = yaml.safe_load(GITHUB.read_text("utf-8"))
    return found


def gitlab() -> dict[str, Any]:
    """Return the jobs, and what is true of all of them."""
    found: dict[str, Any] = yaml.safe_load(GITLAB.read_text("utf-8"))
    return found


def commands() -> list[str]:
    """Return every command of both."""
    steps = [step for job in github()["jobs"].values() for step in job["steps"]]
    found = [line for step in steps if "run" in step for line in step["run"].splitlines()]
    jobs = [job for job in gitlab().values() if isinstance(job, dict) and "script" in job]
    return [*found, *(line for job in jobs for line in job["script"])]


@pytest.mark.parametrize("file", SCHEMAS, ids=lambda file: file.name)
def test_the_workflow_is_valid(file: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", SCHEMAS[file]]
    done = subprocess.run([*command, str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_command_is_a_task_with_options_that_it_has() -> None:
    known = Collection.from_module(tasks)
    assert len(commands()) == 6
    for command in commands():
        program, name, *words = command.split()
        assert program == "./run"
        options = {flag for one in known[name].get_arguments() for flag in _flags(one.names)}
        assert {word for word in words if word.startswith("-")} <= options, command


def _flags(names: tuple[str, ...]) -> list[str]:
    return [f"--{name.replace('_', '-')}" for name in names]


def test_two_publishes_never_overlap_and_none_is_broken_off() -> None:
    job = github()["jobs"]["publish"]
    assert job["concurrency"] == {"group": "publish-live", "cancel-in-progress": False}
    assert gitlab()["publish"]["resource_group"] == "publish-live"
    assert gitlab()["publish"]["interruptible"] is False


def test_only_main_publishes_and_only_there_are_secrets() -> None:
    jobs = github()["jobs"]
    assert "github.ref == 'refs/heads/main'" in jobs["publish"]["if"]
    assert "secrets." not in str(jobs["check"])
    assert "pull_request_target" not in GITHUB.read_text("utf-8")
    rule = {"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}
    assert gitlab()["publish"]["rules"] == [rule]


def test_nothing_may_be_written_to_the_repository() -> None:
    assert github()["permissions"] == {"contents": "read"}
    for job in github()["jobs"].values():
        assert "permissions" not in job
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def test_secrets_are_those_that_the_guide_to_publish_yaml_names() -> None:
    named = {
        word.strip(" .")
        for model in (SshSettings, S3Settings)
        for name in SECRETS
        if name in model.model_fields
        for word in str(model.model_fields[name].description).split("like ")[1:]
    }
    steps = github()["jobs"]["publish"]["steps"]
    given = next(step["env"] for step in steps if "env" in step)
    assert named <= set(given)
    for name, value in given.items():
        assert value == f"${{{{ secrets.{name} }}}}"


def test_what_was_made_is_kept_for_the_next_time() -> None:
    for job in github()["jobs"].values():
        paths = next(
            step["with"]["path"].split()
            for step in job["steps"]
            if "cache@" in step.get("uses", "")
        )
        assert set(paths) >= KEPT | {"~/.cache/pip", "~/.npm"}
    kept = {path for one in gitlab()["default"]["cache"] for path in one["paths"]}
    assert kept >= KEPT


def test_the_site_is_published_once_a_day() -> None:
    # YAML 1.1 reads the word "on" as true.
    starts: Any = yaml.load(GITHUB.read_text("utf-8"), Loader=yaml.BaseLoader)["on"]  # noqa: S506
    minute, hour, *others = starts["schedule"][0]["cron"].split()
    assert (minute.isdecimal(), hour, others) == (True, "0", ["*", "*", "*"])
