"""The theme's own words, in every language that it speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from jinja2 import Environment, nodes

from plugins.alternative_formats.document_words import every_phrase
from plugins.alternative_formats.measured_words import every_measured_phrase
from plugins.catalogue.interface_words import Said, TranslationError, Words, read_catalogue
from plugins.catalogue.labels import every_word
from tests.small_site import PROJECT

TEMPLATES = PROJECT / "theme" / "templates"
LOCALE = PROJECT / "theme" / "locale"
LANGUAGES = ("ar", "cy", "gu", "pl", "ur")
Phrase = tuple[str, ...]  # the text, and its plural where it has one


def _asked_for() -> set[Phrase]:
    """Return every phrase that a template, a label or a document says."""
    found: set[Phrase] = {(word,) for word in every_word()}
    found |= {*every_phrase(), *every_measured_phrase()}
    for template in TEMPLATES.rglob("*.html"):
        for call in Environment().parse(template.read_text("utf-8")).find_all(nodes.Call):  # noqa: S701 - nothing is rendered
            if isinstance(call.node, nodes.Name) and call.node.name == "t":
                phrase = tuple(arg.value for arg in call.args if isinstance(arg, nodes.Const))
                if phrase:
                    found.add(phrase)
    return found


def _tuple(said: str | Iterable[str] | None) -> Phrase:
    return (said,) if isinstance(said, str) else tuple(said or ())


def _in_catalogue(catalogue: Catalog) -> dict[Phrase, Phrase]:
    """Return what a catalogue says for each phrase."""
    return {_tuple(message.id): _tuple(message.string) for message in catalogue if message.id}


def test_the_catalogues_are_those_of_the_demos_languages() -> None:
    assert sorted(path.stem for path in LOCALE.glob("*.po")) == list(LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_phrase_is_translated_and_none_is_stale(lang: str) -> None:
    translated = _in_catalogue(read_catalogue(LOCALE / f"{lang}.po"))
    assert sorted(_asked_for() - translated.keys()) == []
    assert sorted(translated.keys() - _asked_for()) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_translation_fills_in_the_same_values(lang: str) -> None:
    for phrase, said in _in_catalogue(read_catalogue(LOCALE / f"{lang}.po")).items():
        for words in said:
            assert words.strip() == words != ""
            assert set(re.findall(r"\{\w+\}", words)) == set(re.findall(r"\{\w+\}", phrase[0]))


def test_polish_has_three_plurals() -> None:
    words = Words.from_folder(LOCALE)
    said = [str(words.say("pl", "{n} paper", "{n} papers", n=n)) for n in (1, 3, 5)]
    assert said == ["1 dokument", "3 dokumenty", "5 dokumentów"]


def test_welsh_and_arabic_have_the_plurals_of_their_own() -> None:
    words = Words.from_folder(LOCALE)
    counts = (0, 1, 2, 3, 6, 11, 100)

    def said(lang: str) -> list[str]:
        return [
            str(words.say(lang, "{n} decision", "{n} decisions", n=n)).split()[1] for n in counts
        ]

    assert said("cy") == [
        "penderfyniad", "penderfyniad", "benderfyniad", "phenderfyniad", "phenderfyniad",
        "penderfyniad", "penderfyniad",
    ]  # fmt: skip
    assert said("ar") == ["قرار", "قرار", "قراران", "قرارات", "قرارات", "قرارًا", "قرار"]


def test_english_is_said_as_it_is_written() -> None:
    words = Words.from_folder(LOCALE)
    assert words.say("en-GB", "{n} paper", "{n} papers", n=2) == "2 papers"
    assert words.say("en-GB", "Told by {name}", name="Hannah") == "Told by Hannah"


def test_a_missing_translation_is_english_and_says_so() -> None:
    said = Words.from_folder(LOCALE).say("ur", "Bank holidays")
    assert said == '<span lang="en-GB" dir="ltr">Bank holidays</span>'
    assert said.striptags() == "Bank holidays"


def test_plain_words_say_which_language_they_are_in() -> None:
    words = Words.from_folder(LOCALE)
    assert words.plain("ur", "Bank holidays") == Said("Bank holidays", "en-GB")
    assert words.plain("pl", "Told by {name}", name="<b>Ala</b>") == Said(
        "Opowiada: <b>Ala</b>", "pl"
    )
    assert words.plain("pl", "{n} paper", "{n} papers", n=3) == Said("3 dokumenty", "pl")
    assert words.plain("en", "{n} paper", "{n} papers", n=2) == Said("2 papers", "en")


def test_values_are_escaped() -> None:
    said = Words.from_folder(LOCALE).say("pl", "Told by {name}", name="<b>Hannah</b>")
    assert said == "Opowiada: &lt;b&gt;Hannah&lt;/b&gt;"


def test_a_broken_catalogue_is_named(tmp_path: Path) -> None:
    (tmp_path / "pl.po").write_text('msgid "News"\nmsgstring "Aktualności"\n', encoding="utf-8")
    with pytest.raises(TranslationError, match=r"pl\.po cannot be read as a translation"):
        Words.from_folder(tmp_path)
