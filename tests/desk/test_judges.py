"""What the tests need is installed or named; nothing is passed over in silence."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from plugins.desk import judges
from plugins.desk.fault import MachineFault
from plugins.desk.judges import Part

HERE = Part("Chromium", lambda: True, "chromium", "Chromium or Chrome")
GONE = Part("a Java runtime", lambda: False, "default-jre-headless", "Temurin")
Commands = list[Sequence[str]]


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Commands:
    """Give the list of programs that would have been run."""
    ran: Commands = []

    def note(command: Sequence[str], **_: object) -> int:
        ran.append(command)
        return 0

    monkeypatch.setattr(judges, "exit_code_of", note)
    monkeypatch.setattr(judges, "PARTS", (HERE, GONE))
    return ran


def test_what_is_missing_is_named_with_the_way_to_get_it(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(MachineFault) as fault:
        judges.install_parts()
    assert str(fault.value) == (
        "The tests need a Java runtime, which this machine does not have.\n"
        "    On Debian, as root: apt install default-jre-headless\n"
        "    Elsewhere: Temurin"
    )
    assert commands == []


def test_root_on_debian_has_it_installed(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = iter([False, True])
    part = Part("a Java runtime", lambda: next(there), "default-jre-headless", "Temurin")
    monkeypatch.setattr(judges, "PARTS", (HERE, part))
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    judges.install_parts()
    assert [command[0] for command in commands] == ["apt-get", "apt-get"]
    assert commands[1][-1] == "default-jre-headless"
    assert "chromium" not in commands[1]


def test_an_installation_that_fails_is_no_reason_to_go_on(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(MachineFault, match="The tests need a Java runtime"):
        judges.install_parts()
    assert len(commands) == 2


@pytest.mark.parametrize(
    ("said", "enough"),
    [
        ('openjdk version "17.0.15" 2025-04-15', True),
        ('openjdk version "21" 2023-09-19', True),
        ('openjdk version "11.0.2" 2019-01-15', False),
        ('java version "1.8.0_202"', False),
        ("", False),
    ],
)
def test_an_old_java_is_none(monkeypatch: pytest.MonkeyPatch, said: str, *, enough: bool) -> None:
    monkeypatch.setattr(judges, "errors_of", lambda _: said)
    java = next(part for part in judges.PARTS if "Java" in part.name)
    assert java.is_there() is enough


@pytest.mark.parametrize(("pytests", "ours"), [(0, 0), (1, 1), (2, 2), (4, 2), (5, 2)])
def test_exit_1_means_that_a_test_failed_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, pytests: int, ours: int
) -> None:
    monkeypatch.setattr(judges, "prepare", lambda *_, **__: None)
    monkeypatch.setattr(judges, "install_parts", lambda: None)
    monkeypatch.setattr(judges, "exit_code_of", lambda *_, **__: pytests)
    assert judges.test(["-k", "calendar"]) == ours
