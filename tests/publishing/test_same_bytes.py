"""Whoever deletes a file deletes it by all its names, and nothing that is still public."""

from __future__ import annotations

from plugins.publishing.manifest import Entry, Manifest
from plugins.publishing.same_bytes import only_in, with_same_bytes

FACE, LOGO, PAGE = "a" * 64, "b" * 64, "c" * 64


def release(number: int, **files: str) -> Manifest:
    entries = (Entry(path, digest, 1, "image/jpeg") for path, digest in files.items())
    return Manifest(f"{number:06}", {}, tuple(entries))


def test_another_name_of_the_same_picture_is_found_in_any_release() -> None:
    old = [release(1, card=FACE, index=PAGE), release(2, portrait=FACE, index=PAGE)]
    keep = release(3, index=PAGE)
    assert with_same_bytes(["portrait"], old, keep) == ("card", "portrait")


def test_what_the_kept_release_shows_by_another_name_is_no_secret() -> None:
    old = [release(1, portrait=LOGO, logo=LOGO)]
    keep = release(2, brand=LOGO)
    assert with_same_bytes(["portrait"], old, keep) == ("portrait",)


def test_bytes_that_a_release_still_lists_are_not_looked_for() -> None:
    old = release(1, portrait=FACE, logo=LOGO)
    assert only_in(old.entries, [release(2, brand=LOGO)]) == {old.by_path["portrait"]}
