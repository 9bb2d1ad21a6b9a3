"""What is hastened, what is left as it is, and when an instance may be used again."""

from __future__ import annotations

import sys

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import InlineProcessor

from plugins.fast_markdown import hasten as hastening
from plugins.fast_markdown.hasten import FASTER, KNOWN_VERSION, hasten
from plugins.fast_markdown.reuse import is_reusable
from tests.fast_markdown.test_foreign import By, question
from tests.fast_markdown.twins import EVERYTHING, PATIENTLY, PELICAN, Settings, texts


def test_the_version_that_is_installed_is_the_one_that_is_known() -> None:
    # Where this fails: read what changed in it, run all tests with the new number, and keep it.
    assert markdown.__version__ == KNOWN_VERSION


def test_another_version_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hastening, "KNOWN_VERSION", "3.0")
    md = hasten(Markdown())
    assert type(md.parser) is BlockParser
    assert type(md.treeprocessors["inline"]) is InlineProcessor


def test_every_class_that_can_be_faster_is() -> None:
    md = hasten(Markdown(**EVERYTHING))
    parts = [md.parser, *md.preprocessors, *md.parser.blockprocessors, *md.treeprocessors]
    assert not [part for part in parts if type(part) in FASTER]
    assert {type(part) for part in parts} & set(FASTER.values())


def test_names_and_turns_stay() -> None:
    own, fast = Markdown(**EVERYTHING), hasten(Markdown(**EVERYTHING))
    for registry in ("preprocessors", "treeprocessors", "inlinePatterns", "postprocessors"):
        names = [
            [one.split("object")[0] for one in repr(getattr(md, registry)).split(", ")]
            for md in (own, fast)
        ]
        assert len(names[0]) == len(names[1])
    for name in ("inline", "prettify", "unescape", "attr_list", "toc", "smarty"):
        turns = [md.treeprocessors.get_index_for_name(name) for md in (own, fast)]
        assert turns[0] == turns[1]


def test_a_subclass_of_the_librarys_is_left_as_it_is() -> None:
    class Own(InlineProcessor):
        pass

    md = Markdown()
    md.treeprocessors.register(Own(md), "inline", 20)
    assert type(hasten(md).treeprocessors["inline"]) is Own


def test_it_can_be_hastened_twice() -> None:
    md = hasten(hasten(Markdown(**PELICAN)))
    assert md.convert("*a*") == "<p><em>a</em></p>"


@pytest.mark.parametrize("levels", [10, 100, 300, 3000])
def test_quotations_in_one_another_end_at_the_same_depth(levels: int) -> None:
    text = "> " * levels + "a"
    limit = sys.getrecursionlimit()
    own, fast = Markdown(), hasten(Markdown())
    assert _html_or_failure(fast, text) == _html_or_failure(own, text)
    assert sys.getrecursionlimit() == limit


@pytest.mark.parametrize("levels", [5, 50, 200])
@pytest.mark.parametrize("form", ["*a {} b*", "[a {} b](c)", "{}", "- a\n\n    {}"])
def test_marks_in_one_another_give_the_same(levels: int, form: str) -> None:
    text = "x"
    for _ in range(levels):
        text = form.format(text).replace("\n    ", "\n        " if "-" in text else "\n    ")
    own, fast = Markdown(), hasten(Markdown())
    assert _html_or_failure(fast, text) == _html_or_failure(own, text)


def _html_or_failure(md: Markdown, text: str) -> str:
    try:
        return md.convert(text)
    except RecursionError:
        return "too deep"


@pytest.mark.parametrize("settings", [{}, PELICAN, EVERYTHING])
def test_pythons_own_extensions_can_be_used_again(settings: Settings) -> None:
    assert is_reusable(Markdown(**settings))
    assert is_reusable(hasten(Markdown(**settings)))


def test_foreign_extensions_and_counted_footnotes_cannot() -> None:
    assert not is_reusable(Markdown(extensions=[By(question)]))
    assert not is_reusable(Markdown(extensions=[FootnoteExtension(UNIQUE_IDS=True)]))


@PATIENTLY
@given(st.lists(texts(), min_size=2, max_size=4))
def test_an_instance_that_is_used_again_remembers_nothing(several: list[str]) -> None:
    used = hasten(Markdown(**EVERYTHING))
    for text in several:
        new = Markdown(**EVERYTHING)
        try:
            html = new.convert(text)
        except (AttributeError, LookupError, ValueError):
            return  # An instance that failed is thrown away.
        assert used.reset().convert(text) == html
        assert used.toc == new.toc  # type: ignore[attr-defined]
