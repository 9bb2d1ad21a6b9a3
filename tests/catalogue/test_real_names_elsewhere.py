"""The whole name of a story's teller is found in whatever else the public reads."""

from __future__ import annotations

import time

import pytest

from plugins.catalogue.problem import ContentError
from plugins.catalogue.real_names_elsewhere import names_elsewhere
from tests.small_site import SmallSite

NAME = "Prudence Quillfeather"
FAULT = "the real name of the teller of stories/a.md stands here."


def story(site: SmallSite, real_name: str, known_as: str = "Hannah", path: str = "a") -> None:
    """Write a story whose teller has this name."""
    consent = (
        f"{{reference: PS-1, given: 2026-01-05, uses: [website], real_name: {real_name},"
        f" known_as: {known_as}}}"
    )
    site.item(f"stories/{path}.md", consent=consent, slug="coping")


def faults(site: SmallSite) -> list[str]:
    """Return where a problem is, and what it is."""
    try:
        site.load()
    except ContentError as error:
        return [f"{one.path}:{one.line}: {one.fault}" for one in error.problems]
    return []


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("We thank Prudence Quillfeather.\n", 6),
        ("Words.\n\nWe thank MRS. PRUDENCE QUILLFEATHER.\n", 8),
        ("Words.\n\nWe thank Prudence\nQuillfeather.\n", 8),
        ("Read what [**Prudence** Quillfeather](../stories/a.md) says.\n", 6),
        ("Read what [Prudence](../stories/a.md) Quillfeather says.\n", 6),
        ("[Her own website](https://example.org/prudence-quillfeather)\n", 6),
    ],
)
def test_the_whole_name_is_found_in_the_words_of_any_item(
    small_site: SmallSite, body: str, line: int
) -> None:
    story(small_site, NAME)
    small_site.item("news/a.md", body=body)
    assert faults(small_site) == [f"news/a.md:{line}: {FAULT}"]


def test_the_whole_name_is_found_in_fields_addresses_and_transcripts(
    small_site: SmallSite,
) -> None:
    story(small_site, NAME)
    small_site.picture("news/a.png", (1200, 800))
    image = f"{{file: a.png, alt: A walk., credit: {NAME}}}"
    small_site.item("news/a.md", title=f"Thank you, {NAME}", image=image)
    small_site.item("news/prudence-quillfeather.md")
    small_site.write("people/a.mp3", "sound")
    small_site.write("people/a.vtt", f"WEBVTT\n\n00:00.000 --> 00:01.000\n{NAME} came.\n")
    small_site.item("people/a.md", video="{file: a.mp3, transcript: a.vtt}")
    notice = "---\ntitle: Thanks\ntext: To {0}.\nlevel: warning\nfrom: 2026-11-20\n---\n"
    small_site.write("notices/n.md", notice.format(NAME))
    places = ("news/a.md:2", "news/a.md:5", "news/prudence-quillfeather.md:1")
    assert faults(small_site) == [
        f"{place}: {FAULT}" for place in (*places, "notices/n.md:3", "people/a.vtt:4")
    ]


def test_what_is_not_the_whole_name_is_let_pass(small_site: SmallSite) -> None:
    story(small_site, NAME)
    small_site.item("news/a.md", body="Prudence Other met Tom Quillfeather. Quillfeather Prudence.")
    small_site.item("news/b.md", body="Prudence J. Quillfeather is another one.\n")
    small_site.item("news/draft.md", status="draft", body=f"Ask {NAME}.\n")
    small_site.item("news/note.md", body=f"<!-- Ask {NAME}. -->\n")
    assert faults(small_site) == []


@pytest.mark.parametrize(
    ("real_name", "known_as", "body"),
    [
        ("Prudence", "Hannah", "Prudence wrote to us.\n"),
        ("Prudence Quillfeather", "Prudence Quillfeather", "Prudence Quillfeather wrote.\n"),
        ("Will May", "Hannah", "As you will may be an odd sentence.\n"),
    ],
    ids=["one word", "no secret", "words like any other"],
)
def test_what_is_no_secret_name_is_let_pass(
    small_site: SmallSite, real_name: str, known_as: str, body: str
) -> None:
    story(small_site, real_name, known_as)
    small_site.item("news/a.md", body=body)
    assert faults(small_site) == []


def test_two_stories_of_one_teller_hide_the_name_from_each_other(small_site: SmallSite) -> None:
    story(small_site, NAME)
    story(small_site, NAME, path="b")
    file = small_site.root / "stories/b.md"
    file.write_text(file.read_text().replace("coping", "better"))
    assert faults(small_site) == []


def test_a_name_is_hidden_after_the_consent_has_ended_too(small_site: SmallSite) -> None:
    story(small_site, f"{NAME}, withdrawn: 2026-02-01")
    small_site.item("news/a.md", summary=f"Thank you, {NAME}.")
    assert faults(small_site) == [f"news/a.md:3: {FAULT}"]


def test_the_message_does_not_say_the_name(small_site: SmallSite) -> None:
    story(small_site, NAME)
    small_site.item("news/a.md", body=f"We thank {NAME}.\n")
    with pytest.raises(ContentError) as caught:
        small_site.load()
    assert "Quillfeather" not in str(caught.value)


def test_a_hundred_items_are_looked_through_in_under_a_second(small_site: SmallSite) -> None:
    for number in range(20):
        file = small_site.root / f"stories/s{number}.md"
        story(small_site, NAME, path=file.stem)
        file.write_text(file.read_text().replace("coping", file.stem))
    for number in range(80):
        small_site.item(f"news/{number}.md", body="The road is open again today. " * 100 + "\n")
    catalogue = small_site.load()
    began = time.perf_counter()
    assert list(names_elsewhere(catalogue)) == []
    assert time.perf_counter() - began < 1
