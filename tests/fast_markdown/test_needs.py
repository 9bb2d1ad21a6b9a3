"""What a text must hold before an expression can match: never more than is so."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.fast_markdown.needs import Need, is_met, need_of
from tests.fast_markdown.twins import PATIENTLY

SIGNS = "ab1 .*_[\n"


def expressions() -> st.SearchStrategy[str]:
    """Return regular expressions of all that `re` knows, over few signs."""
    sign = st.sampled_from([re.escape(sign) for sign in SIGNS] + ["K", "\u017f", "\u0130", "é"])
    leaf = st.one_of(
        sign,
        st.sampled_from([".", r"\d", r"\w", r"\s", "[ab]", "[^a]", "[a-z*]", "[*_]", "^", "$"]),
        st.sampled_from([r"\b", "(?i:s)", "(?i:K)", "(?i:www)", "(?-i:A)", "x{3}", "(?:ab){2}"]),
    )
    return st.recursive(leaf, lambda inner: st.one_of(_joined(inner), _around(inner)), max_leaves=8)


def _joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    parts = st.lists(inner, min_size=1, max_size=4)
    return st.one_of(parts.map("".join), parts.map(lambda some: f"(?:{'|'.join(some)})"))


def _around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    forms = ["(?:{})*", "(?:{})+", "(?:{})?", "(?:{}){{2,3}}", "(?:{})+?", "({})", "(?>{})"]
    forms += ["(?={})", "(?!{})", "(?:{})?+", "(?i:{})", "(?s-i:{})", r"(?:({})|_)(?(1)a|b)"]
    return st.builds(str.format, st.sampled_from(forms), inner)


@PATIENTLY
@given(
    expressions(),
    st.sampled_from([0, re.IGNORECASE, re.DOTALL, re.MULTILINE | re.IGNORECASE, re.ASCII]),
    st.text(SIGNS + "ABKkSs\u017f\u212a\u0130\u0131éÉx\\wW", max_size=12),
)
def test_a_text_that_matches_holds_what_is_needed(expression: str, flags: int, text: str) -> None:
    pattern = re.compile(expression, flags)
    need = need_of(pattern)
    if need is not None and pattern.search(text):
        assert is_met(need, text)


@pytest.mark.parametrize(
    ("expression", "flags", "words"),
    [
        (r"(?<!\!)\[", 0, {"["}),
        (r"\!\[", 0, {"!["}),
        (r"`{3,}|~{3,}", 0, {"```", "~~~"}),
        (r"^.*?\n(?:=+|-+)[ ]*(\n|$)", 0, {"\n=", "\n-"}),
        (r"(^|\n)[ ]{0,3}:[ ]{1,3}(.*?)(\n|$)", 0, {": "}),
        (r"a{20}!", 0, {"a" * 12}),
        (r"<b>", re.IGNORECASE, {"<b>"}),
        (r"(?=x?[*]{2})..", 0, {"**"}),
    ],
)
def test_the_rarest_words_are_found(expression: str, flags: int, words: set[str]) -> None:
    need = need_of(re.compile(expression, flags))
    assert need is not None
    assert set(need.words) == words


@pytest.mark.parametrize(
    "expression", ["", r"\w+", "a*", "(a|)", "(?!a)", r"\b", "[^a]", "(?:a|.)b?"]
)
def test_nothing_is_said_where_nothing_is_sure(expression: str) -> None:
    assert need_of(re.compile(expression)) is None


def test_letters_of_any_case_are_looked_for_in_lower_case() -> None:
    need = need_of(re.compile(r"(?i:https?://|www\.)"))
    assert need == Need(("://", "www."), folded=True)
    assert is_met(need, "See WWW.example.org")


def test_letters_that_other_letters_match_are_left_out() -> None:
    # \u017f matches s, and its lower case is itself.
    need = need_of(re.compile("(?i:s!)"))
    assert need is not None
    assert is_met(need, "\u017f!")


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("xa+b", "xaab"),
        ("xa{1,3}b", "xaaab"),
        ("xa{20}b", f"x{'a' * 20}b"),
        ("x(?:a|b)+c", "xabac"),
        ("x(?:ab|c)d", "xcd"),
        ("x[ab]c", "xbc"),
        ("x(a?)b", "xb"),
        ("x(?=ab)a", "xab"),
        ("x(?!ab)a", "xac"),
        ("x(?<=x)y", "xy"),
        ("x(y|)z", "xz"),
        (r"(x)y\1z", "xyxz"),
        ("(?i:X)y", "xy"),
        ("(?i)ST", "\u017ft"),
    ],
)
def test_a_form_of_expression_is_understood(expression: str, text: str) -> None:
    assert re.search(expression, text)
    need = need_of(re.compile(expression))
    assert need is None or is_met(need, text)
