"""A name that must not be seen is found wherever readers could see it."""

from __future__ import annotations

import pytest

from plugins.catalogue.kinds import PatientStory
from plugins.catalogue.problem import ContentError
from tests.small_site import SmallSite


def found(
    site: SmallSite, real_name: str, body: str, *, known_as: str = "Hannah", name: str = "a"
) -> list[str]:
    """Return where the name of a story's teller is seen."""
    consent = (
        f"{{reference: PS-1, given: 2026-01-05, uses: [website], real_name: {real_name},"
        f" known_as: {known_as}}}"
    )
    site.item(f"stories/{name}.md", consent=consent, body=body)
    try:
        catalogue = site.load()
    except ContentError as error:
        return [f"{problem.path}:{problem.line}" for problem in error.problems]
    assert any(isinstance(item, PatientStory) for item in catalogue.items)
    return []


@pytest.mark.parametrize(
    ("real_name", "body"),
    [
        ("Prudence Quillfeather", "I am Prudence."),
        ("Prudence Quillfeather", "I am prudence."),
        ("Prudence Quillfeather", "MRS QUILLFEATHER"),
        ("Prudence Quillfeather", "(Quillfeather's)"),
        ("Anne-Marie Quill", "Marie said so."),
        ("José Quill", "Jose said so."),
        ("Jose\u0301 Quill", "José said so."),
        ("Hope Brown", "Hope said so."),
        ("Hope Brown", "Mrs BROWN said so."),
        ("ગીતાબેન પટેલ", "હું ગીતાબેન છું"),
        ("نادیہ خان", "میں نادیہ ہوں"),
    ],
)
def test_a_part_of_the_name_is_found(small_site: SmallSite, real_name: str, body: str) -> None:
    assert found(small_site, real_name, f"Words.\n\n{body}\n") == ["stories/a.md:9"]


@pytest.mark.parametrize(
    ("real_name", "known_as", "body"),
    [
        ("Prudence Quillfeather", "Prudence", "I am Prudence."),
        ("Hope Brown", "Hannah", "I hope to wear brown."),
        ("Will de la May", "Hannah", "It will be so, and it may be la dolce vita."),
        ("Prudence Quillfeather", "Hannah", "<!-- Prudence asked for this. -->"),
        ("Prudence Quillfeather", "Hannah", "My imprudence."),
    ],
)
def test_what_is_not_the_name_is_let_pass(
    small_site: SmallSite, real_name: str, known_as: str, body: str
) -> None:
    assert found(small_site, real_name, f"{body}\n", known_as=known_as) == []


@pytest.mark.parametrize("name", ["prudence", "a-talk-with-prudence", "quillfeather-2026"])
def test_a_name_in_the_address_is_found(small_site: SmallSite, name: str) -> None:
    where = found(small_site, "Prudence Quillfeather", "Words.\n", name=name)
    assert where == [f"stories/{name}.md:1"]


def test_a_name_that_is_a_word_is_found_in_an_address(small_site: SmallSite) -> None:
    assert found(small_site, "Hope Brown", "Words.\n", name="hope") == ["stories/hope.md:1"]


def test_a_translation_hides_the_name_too(small_site: SmallSite) -> None:
    found(small_site, "Prudence Quillfeather", "Words.\n")
    small_site.item("stories/a.pl.md", lang="pl", translation_of="a.md", body="To Prudence.\n")
    with pytest.raises(ContentError, match=r"^stories/a\.pl\.md:8: the person's real name"):
        small_site.load()
