"""Which pictures are published, under which names, and what an editor is told of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.catalogue.problem import Problem
from plugins.pictures.cache import Cache
from plugins.pictures.gallery import Gallery, make_gallery
from plugins.pictures.named import namings_in
from tests.pictures.samples import CANARY, photograph, saved, telephone_jpeg
from tests.small_site import SmallSite

STORY = "{reference: PS-1, given: 2026-01-05, uses: [%s]%s}"
RECORDING = "{file: talk.mp4, transcript: talk.vtt, poster: {file: poster.jpg, alt: Her}}"


def gallery_of(site: SmallSite, *, drafts: bool = False) -> tuple[Gallery, tuple[Problem, ...]]:
    publication = site.publication(drafts=drafts)
    return make_gallery(
        namings_in(publication),
        site.root,
        Cache(site.root.parent / "cache"),
    )


def with_picture(site: SmallSite, path: str, data: bytes | None = None) -> None:
    file = site.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data or saved(photograph(400, 300, seed=len(path)), "JPEG"))


def story(site: SmallSite, uses: str, more: str = "", **fields: str) -> None:
    with_picture(site, "stories/margaret.jpg")
    with_picture(site, "stories/poster.jpg")
    site.write("stories/talk.mp4", "-")
    site.write("stories/talk.vtt", "-")
    site.item(
        "stories/a.md",
        image="{file: margaret.jpg, alt: A woman}",
        consent=STORY % (uses, more),
        recording=RECORDING,
        **fields,
    )


def test_pictures_of_fields_words_posters_and_the_site_are_published(small_site: SmallSite) -> None:
    site = small_site
    for path in ("news/main.jpg", "news/words.png", "people/p.jpg", "brand.png", "news/unused.jpg"):
        with_picture(site, path)
    text = (site.root / "site.yaml").read_text()
    site.write("site.yaml", text + "brand: {card: brand.png}\n")
    site.item("news/a.md", image="{file: main.jpg, alt: Main}", body="![Words](words.png)\n")
    site.item("people/p.md", image="{file: p.jpg, alt: Her}")
    story(site, "website, audio")
    gallery, problems = gallery_of(site)
    assert not problems
    assert sorted(gallery.made) == [
        "brand.png", "news/main.jpg", "news/words.png", "people/p.jpg",
        "stories/margaret.jpg", "stories/poster.jpg",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("uses", "more", "shown"),
    [
        ("website, audio", "", ["stories/margaret.jpg", "stories/poster.jpg"]),
        ("website", "", ["stories/margaret.jpg"]),
        ("website, audio", ", withdrawn: 2026-11-01", []),
        ("website, audio", ", until: 2026-11-20", []),
        ("podcast", "", []),
    ],
)
def test_consent_decides_over_a_storys_pictures(
    small_site: SmallSite, uses: str, more: str, shown: list[str]
) -> None:
    story(small_site, uses, more)
    assert sorted(gallery_of(small_site)[0].made) == shown
    assert sorted(gallery_of(small_site, drafts=True)[0].made) == shown


@pytest.mark.parametrize(
    "hidden", [{"status": "draft"}, {"date": "2026-12-24"}, {"expires": "2026-11-20"}]
)
def test_pictures_of_hidden_items_are_not_published(
    small_site: SmallSite, hidden: dict[str, str]
) -> None:
    with_picture(small_site, "news/secret.jpg")
    small_site.item("news/a.md", image="{file: secret.jpg, alt: Secret}", **hidden)
    assert not gallery_of(small_site)[0].made
    with_drafts = gallery_of(small_site, drafts=True)[0].made
    assert list(with_drafts) == ([] if "expires" in hidden else ["news/secret.jpg"])


def test_a_withheld_storys_picture_is_published_by_no_other_item(small_site: SmallSite) -> None:
    story(small_site, "website, audio", ", withdrawn: 2026-11-01")
    small_site.item("news/a.md", body="Words.\n\n![Her](../stories/margaret.jpg)\n")
    gallery, problems = gallery_of(small_site)
    assert not problems
    assert not gallery.made


def test_all_problems_come_at_once_each_at_its_line(small_site: SmallSite) -> None:
    with_picture(small_site, "news/cut.jpg", telephone_jpeg()[:12000])
    with_picture(small_site, "news/gif.png", saved(photograph(9, 9), "GIF"))
    small_site.item("news/a.md", image="{file: cut.jpg, alt: Cut}", body="\n![It](gif.png)\n")
    problems = gallery_of(small_site)[1]
    cut, gif = sorted(problems)
    assert str(cut) == (
        'news/a.md:5: the picture "news/cut.jpg" is damaged: it ends too soon, or was changed on'
        " the way.\n    Get it again from where it came. Open it in a picture program and save it"
        " again as JPEG or PNG, then use the new file."
    )
    assert str(gif) == (
        'news/a.md:8: the picture "news/gif.png" is in truth a GIF whatever its name says.\n'
        "    Open it in a picture program and save it again as JPEG or PNG, then use the new file."
    )


def test_what_pages_say_of_a_picture_is_true(small_site: SmallSite, tmp_path: Path) -> None:
    with_picture(small_site, "news/a.jpg", saved(photograph(2000, 1000), "JPEG"))
    small_site.item("news/a.md", image="{file: a.jpg, alt: A}")
    gallery, _ = gallery_of(small_site)
    picture = gallery.made["news/a.jpg"].picture("/repo")
    key = gallery.made["news/a.jpg"].key[:16]
    assert (picture.width, picture.height) == (960, 480)
    assert picture.src == f"/repo/pictures/{key}-960.webp"
    widths = (320, 640, 960, 1280, 1600)
    assert picture.srcset == ", ".join(f"/repo/pictures/{key}-{w}.webp {w}w" for w in widths)
    gallery.write(tmp_path / "out")
    written = sorted(file.name for file in (tmp_path / "out" / "pictures").iterdir())
    assert written == sorted(f"{key}-{w}.webp" for w in widths)


def test_names_come_from_the_content_alone(small_site: SmallSite) -> None:
    data = telephone_jpeg()
    for name in (CANARY.replace(" ", "-"), "other"):
        with_picture(small_site, f"news/{name}.jpg", data)
    body = f"![A]({CANARY.replace(' ', '-')}.jpg)\n\n![B](other.jpg)\n"
    small_site.item("news/a.md", body=body)
    gallery, _ = gallery_of(small_site)
    one, other = gallery.made.values()
    assert one == other
    assert "margaret" not in one.picture("").srcset.lower()


def test_a_second_build_takes_what_is_whole_from_the_cache(
    small_site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_picture(small_site, "news/a.jpg")
    small_site.item("news/a.md", image="{file: a.jpg, alt: A}")
    first, _ = gallery_of(small_site)
    made = first.made["news/a.jpg"]
    whole = {width: first.data(made, width) for width, _ in made.sizes}
    monkeypatch.setattr("plugins.pictures.gallery.variants_of", lambda _: 1 / 0)
    assert gallery_of(small_site)[0].made == first.made
    monkeypatch.undo()
    # Damage one file at a time: the listing, or a size.
    for file in sorted((small_site.root.parent / "cache").glob("*/*")):
        file.write_bytes(file.read_bytes()[:40])
        again, _ = gallery_of(small_site)
        assert {width: again.data(made, width) for width, _ in made.sizes} == whole


def easy_read(site: SmallSite, item: str, picture: str) -> None:
    """Write an item's easy read with one picture, which is written too."""
    folder = item.rpartition("/")[0]
    with_picture(site, f"{folder}/{picture}")
    fields = "title: A\nmade_by: B\ntested_by: C\ntested: 2026-11-03\n"
    words = f"---\n{fields}---\n![A door]({picture})\n\nCome in.\n"
    site.write(f"{item.removesuffix('.md')}.easy-read.md", words)


def test_the_pictures_of_an_easy_read_are_published(small_site: SmallSite) -> None:
    small_site.item("news/a.md")
    easy_read(small_site, "news/a.md", "door.jpg")
    gallery, problems = gallery_of(small_site)
    assert not problems
    assert sorted(gallery.made) == ["news/door.jpg"]


def test_an_easy_read_that_names_a_broken_picture_is_named_with_its_line(
    small_site: SmallSite,
) -> None:
    small_site.item("news/a.md")
    easy_read(small_site, "news/a.md", "door.jpg")
    small_site.write("news/door.jpg", "no picture")
    (problem,) = gallery_of(small_site)[1]
    assert (problem.path, problem.line) == ("news/a.easy-read.md", 7)


@pytest.mark.parametrize("more", ["", ", withdrawn: 2026-11-20"])
@pytest.mark.parametrize("uses", ["website", "audio"])
def test_the_pictures_of_a_storys_easy_read_go_with_the_consent(
    small_site: SmallSite, uses: str, more: str
) -> None:
    story(small_site, uses, more)
    easy_read(small_site, "stories/a.md", "her-door.jpg")
    small_site.item("news/a.md", body="![Her door](../stories/her-door.jpg)\n")
    gallery, problems = gallery_of(small_site)
    shown = (uses, more) == ("website", "")
    assert ("stories/her-door.jpg" in gallery.made) == shown
    assert not problems


def test_the_poster_of_a_film_in_bsl_needs_no_consent_to_sound(small_site: SmallSite) -> None:
    with_picture(small_site, "stories/her-signer.jpg")
    bsl = (
        "{file: signed.mp4, transcript: signed.vtt, poster: {file: her-signer.jpg, alt: A signer},"
        " signed_by: A, signer_registration: N 1, checked_by: B, checker_registration: N 2,"
        " date: 2026-11-03}"
    )
    for name in ("signed.mp4", "signed.vtt"):
        small_site.write(f"stories/{name}", name)
    story(small_site, "website", bsl=bsl)
    gallery, _ = gallery_of(small_site)
    assert "stories/her-signer.jpg" in gallery.made
    assert "stories/poster.jpg" not in gallery.made
