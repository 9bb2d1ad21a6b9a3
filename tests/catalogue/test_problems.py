"""Each mistake that editors make is answered in exactly these words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plugins.catalogue.problem import ContentError
from tests.catalogue.golden import PROBLEMS, answer, expected, mistakes
from tests.small_site import SmallSite

# Words of programmers; an editor should never have to read them.
JARGON = re.compile(
    r"\b(Error|Exception|Traceback|None|null|NoneType|str|int|dict|bool|tuple|list_type|pydantic"
    r"|YAML|parse[rd]?|parsing|syntax|invalid|validation|input|valid string|regex|mapping|scalar"
    r"|token|boolean|integer|string|schema|type=|ctx|loc|key|keys|node|UnicodeDecodeError)\b"
)


def test_there_are_at_least_45_mistakes() -> None:
    assert len(mistakes()) >= 45


def test_each_mistake_has_its_words_and_each_words_their_mistake() -> None:
    laid = {path.stem for path in PROBLEMS.iterdir() if path.suffix == ".md" or path.is_dir()}
    assert laid == set(mistakes())


@pytest.mark.parametrize("mistake", mistakes())
def test_an_editor_is_answered_in_these_words(mistake: str, tmp_path: Path) -> None:
    assert answer(mistake, tmp_path / "content") == expected(mistake)


@pytest.mark.parametrize("mistake", mistakes())
def test_every_problem_has_a_place_and_a_remedy_in_plain_words(mistake: str) -> None:
    *rows, last = expected(mistake).splitlines()
    assert re.fullmatch(r"\d+ problems? in the content\. Nothing was written\.", last)
    heads = [row for row in rows if not row.startswith("    ")]
    assert last.startswith(f"{len(heads)} ")
    for head in heads:
        assert re.fullmatch(r"[^\s:]+( [^\s:]+)*:\d+: \S.*\.", head), head
        assert rows[rows.index(head) + 1].startswith("    "), head
    # What stands in quotation marks are the editor's own words.
    ours = re.sub(r'"[^"]*"', '""', "\n".join(rows))
    assert not JARGON.search(ours), JARGON.findall(ours)


def test_problems_come_in_the_order_of_files_and_lines() -> None:
    heads = [
        (row.split(":")[0], int(row.split(":")[1]))
        for row in expected("many-at-once").splitlines()[:-1]
        if not row.startswith("    ")
    ]
    assert heads == sorted(heads)
    assert len({path for path, _ in heads}) > 2


def test_the_folder_into_which_mistakes_are_laid_is_valid(every_kind: SmallSite) -> None:
    kinds = {item.kind for item in every_kind.load().items}
    assert len(kinds) == 9


def test_without_site_yaml_the_answer_says_so(every_kind: SmallSite) -> None:
    (every_kind.root / "site.yaml").unlink()
    with pytest.raises(ContentError) as caught:
        every_kind.load()
    assert str(caught.value) == (
        "site.yaml:1: this file is missing.\n"
        "    Write it: name, address and menus of the whole site stand in it. docs/editors.md"
        " lists its fields.\n"
        "1 problem in the content. Nothing was written."
    )
