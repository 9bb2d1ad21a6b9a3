"""What `./run new` wrote never reaches the public: the editor's own words stand there, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.catalogue.problem import ContentError
from plugins.catalogue.starting_words import BODY, FIRST_WORDS, SPOKEN
from tests.catalogue.golden import whole_site
from tests.small_site import SmallSite


def faults(site: SmallSite) -> list[str]:
    """Return each problem as an editor reads it, without the remedy."""
    try:
        site.load()
    except ContentError as error:
        return [f"{one.path}:{one.line}: {one.fault}" for one in error.problems]
    return []


@pytest.mark.parametrize("status", ["published", "draft"])
def test_starting_words_are_a_fault_only_where_the_public_reads_them(
    small_site: SmallSite, status: str
) -> None:
    words = {"summary": FIRST_WORDS["summary"], "role": FIRST_WORDS["role"]}
    small_site.item("people/a.md", status=status, body=BODY, **words)
    begun = "the words with which the file began"
    told = [
        f"people/a.md:6: role still has {begun}.",
        f"people/a.md:3: summary still has {begun}.",
        (
            f'people/a.md:8: {begun} are still there: "Write here. Begin each part with a heading'
            ' like this one".'
        ),
        f'people/a.md:12: {begun} are still there: "Write on".',
    ]
    assert sorted(faults(small_site)) == (sorted(told) if status == "published" else [])


def test_the_starting_words_of_a_notice_are_a_fault(small_site: SmallSite) -> None:
    text = f"---\ntitle: Snow\ntext: {FIRST_WORDS['text']}\nlevel: warning\nfrom: 2026-11-20\n"
    small_site.write("notices/n.md", f"{text}---\n")
    assert faults(small_site) == [
        "notices/n.md:3: text still has the words with which the file began."
    ]
    small_site.write("notices/n.md", f"{text}status: draft\n---\n")
    assert faults(small_site) == []


def test_the_starting_words_of_a_transcript_are_a_fault(tmp_path: Path) -> None:
    site = whole_site(tmp_path / "content")
    site.write("people/talk.vtt", f"WEBVTT\n\n00:00.000 --> 00:01.000\n{SPOKEN}\n")
    site.item("people/one.md", video="{file: talk.mp3, transcript: talk.vtt}")
    assert faults(site) == [
        "people/talk.vtt:4: the transcript still has the words with which the file began."
    ]


def test_starting_words_of_an_original_are_told_there_alone(small_site: SmallSite) -> None:
    small_site.item("people/a.md", role=FIRST_WORDS["role"])
    small_site.item("people/a.pl.md", lang="pl", translation_of="a.md")
    assert [told.split(":")[0] for told in faults(small_site)] == ["people/a.md"]


@pytest.mark.parametrize("status", ["published", "draft"])
def test_a_translation_in_the_words_of_its_original_is_a_fault_once_it_is_public(
    small_site: SmallSite, status: str
) -> None:
    same = {"summary": "The roads are open.", "body": "Words.\n"}
    small_site.item("news/a.md", **same)
    small_site.item("news/a.ur.md", lang="ur", translation_of="a.md", status=status, **same)
    told = [
        "news/a.ur.md:3: summary is still that of the original.",
        "news/a.ur.md:9: the words are still those of the original.",
    ]
    assert faults(small_site) == (told if status == "published" else [])


def test_a_translation_without_words_is_not_taken_for_its_original(small_site: SmallSite) -> None:
    small_site.item("news/a.md", body="")
    small_site.item("news/a.ur.md", lang="ur", translation_of="a.md", body="")
    assert faults(small_site) == []
