"""What belongs to a story that consent keeps back is in nothing that is shown, whoever names it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import get_args, get_type_hints

import pytest

from plugins.catalogue import fields
from plugins.catalogue.advice_on_withheld import on_withheld
from plugins.catalogue.body import Body
from plugins.catalogue.easy_read import EasyRead
from plugins.catalogue.fields import Model
from plugins.catalogue.item import Image, Item
from plugins.catalogue.kinds import ITEM_KINDS, Episode, Notice
from plugins.catalogue.named_files import PARTS, named_in
from plugins.catalogue.publication import Publication
from plugins.catalogue.site import Brand, Site
from tests.small_site import SmallSite

FILES = (
    fields.PictureFile,
    fields.RecordingFile,
    fields.ReadingFile,
    fields.FilmFile,
    fields.AnyRecording,
    fields.PaperFile,
    fields.CaptionsFile,
    fields.TranscriptFile,
)
CONSENT = "{reference: PS-1, given: 2026-01-05, uses: [%s]}"
ENDED = "{reference: PS-1, given: 2026-01-05, uses: [website, audio], until: 2026-11-20}"
HERS = "stories/her.png"
VOICE = "stories/voice.mp3"


@pytest.fixture
def site(small_site: SmallSite) -> SmallSite:
    """Give a story with a picture and a voice, whose consent has ended; and another picture."""
    small_site.picture(HERS, (60, 40))
    small_site.picture("news/clinic.png", (70, 40))
    small_site.write(VOICE, "voice")
    small_site.write("stories/voice.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n")
    told(small_site, ENDED)
    return small_site


def told(site: SmallSite, consent: str) -> None:
    talk = "{file: voice.mp3, transcript: voice.vtt}"
    site.item("stories/told.md", consent=consent, image="{file: her.png, alt: Her}", recording=talk)


def shown(site: SmallSite, path: str) -> Item:
    item = site.publication().at(path)
    assert item is not None
    return item


def files_in(publication: Publication) -> set[str]:
    texts: tuple[Item | EasyRead, ...] = (*publication.items, *publication.easy_reads.values())
    return {named.file for text in texts for named in named_in(text)}


def test_a_picture_goes_from_the_fields_of_others(site: SmallSite) -> None:
    site.item("news/a.md", image="{file: ../stories/her.png, alt: Her}")
    site.item("news/b.md", image="{file: clinic.png, alt: The clinic}")
    assert shown(site, "news/a.md").image is None
    assert shown(site, "news/b.md").image is not None


def test_a_picture_goes_from_the_words_of_others_and_a_link_leaves_its_words(
    site: SmallSite,
) -> None:
    body = (
        "First.\n\n![Her](../stories/her.png)\n\nWe **met** ![her](../stories/her.png) at"
        " [the *clinic*](../stories/voice.mp3). ![The clinic](clinic.png)\n\n"
        "[![Her](../stories/her.png)](https://example.org/)\n"
    )
    site.item("news/a.md", body=body)
    left: Body = shown(site, "news/a.md").body
    assert left.html == (
        "<p>First.</p>\n<p>We <strong>met</strong>  at the <em>clinic</em>."
        ' <img alt="The clinic" src="{picture}news/clinic.png"></p>\n'
    )
    assert [one.target for one in left.pictures] == ["news/clinic.png"]
    assert left.files == ()


def test_without_consent_ending_all_stays(site: SmallSite) -> None:
    told(site, CONSENT % "website, audio")
    site.item("news/a.md", image="{file: ../stories/her.png, alt: Her}")
    publication = site.publication()
    assert publication.withheld == {}
    assert {HERS, VOICE} <= files_in(publication)
    assert not list(on_withheld(publication))


def test_a_voice_without_consent_to_sound_goes_also_from_a_link_in_the_story(
    site: SmallSite,
) -> None:
    told(site, CONSENT % "website")
    text = (site.root / "stories/told.md").read_text()
    site.write("stories/told.md", f"{text}\n[Hear her](voice.mp3)\n")
    publication = site.publication()
    assert set(publication.withheld) == {VOICE, "stories/voice.vtt"}
    assert files_in(publication) == {HERS}
    (advice,) = on_withheld(publication)
    assert (advice.path, advice.line) == ("stories/told.md", 11)


def test_a_copy_under_another_name_goes_too(site: SmallSite) -> None:
    shutil.copy(site.root / HERS, site.root / "news/market.png")
    site.item("news/a.md", image="{file: market.png, alt: The market}")
    assert shown(site, "news/a.md").image is None
    (advice,) = on_withheld(site.publication())
    assert str(advice) == (
        'news/a.md:5: the picture "news/market.png" is left out here: it is the same as'
        ' "stories/her.png", which belongs to "stories/told.md", whose consent does not reach so'
        " far today.\n    Use another picture, or delete it here. Where it has nothing of the"
        " person, take it out of the story's file instead."
    )


def test_an_episode_that_is_the_storys_recording_is_not_shown_at_all(site: SmallSite) -> None:
    site.write("podcasts/show/show.md", "---\ntitle: Show\nsummary: S.\ndate: 2026-01-01\n"
               "author: A\nemail: a@example.org\n---\n")  # fmt: skip
    site.write(
        "podcasts/show/one.md",
        "---\ntitle: One\nsummary: S.\ndate: 2026-01-01\nrecording:\n"
        "  file: ../../stories/voice.mp3\n  transcript: ../../stories/voice.vtt\n"
        "chapters:\n- {start: 00:00:00, title: Her}\n---\n",
    )
    publication = site.publication()
    assert publication.at("podcasts/show/one.md") is None
    assert publication.at("podcasts/show/show.md") is not None
    assert ["whole page" in one.fault for one in on_withheld(publication)] == [True, True]


def test_a_picture_of_a_chapter_goes_and_the_chapter_stays(site: SmallSite) -> None:
    site.write("podcasts/show/show.md", "---\ntitle: Show\nsummary: S.\ndate: 2026-01-01\n"
               "author: A\nemail: a@example.org\n---\n")  # fmt: skip
    for name in ("one.mp3", "one.vtt"):
        site.write(f"podcasts/show/{name}", name)
    site.write(
        "podcasts/show/one.md",
        "---\ntitle: One\nsummary: S.\ndate: 2026-01-01\n"
        "recording: {file: one.mp3, transcript: one.vtt}\nchapters:\n"
        "- {start: 00:00:00, title: Her, image: {file: ../../stories/her.png, alt: Her}}\n---\n",
    )
    episode = shown(site, "podcasts/show/one.md")
    assert isinstance(episode, Episode)
    assert [(one.title, one.image) for one in episode.chapters] == [("Her", None)]


def test_the_sites_own_pictures_go_too(site: SmallSite) -> None:
    text = (site.root / "site.yaml").read_text()
    listen = "listen: {title: L, summary: S, image: {file: stories/her.png, alt: Her}}\n"
    site.write("site.yaml", f"{text}brand: {{card: stories/her.png}}\n{listen}")
    publication = site.publication()
    assert publication.site.brand.card is None
    assert publication.site.listen is not None
    assert publication.site.listen.image is None
    assert [one.path for one in on_withheld(publication)] == ["site.yaml", "site.yaml"]


def test_an_easy_read_of_another_item_is_without_it(site: SmallSite) -> None:
    site.item("news/a.md")
    fields = "title: A\nmade_by: B\ntested_by: C\ntested: 2026-11-03\n"
    words = "![Her](../stories/her.png)\n\nCome in.\n"
    site.write("news/a.easy-read.md", f"---\n{fields}---\n{words}")
    publication = site.publication()
    assert publication.easy_reads["news/a.md"].body.html == "<p>Come in.</p>"
    (advice,) = on_withheld(publication)
    assert (advice.path, advice.line) == ("news/a.easy-read.md", 7)


def test_a_preview_shows_no_more(site: SmallSite) -> None:
    site.item("news/a.md", image="{file: ../stories/her.png, alt: Her}", status="draft")
    assert HERS not in files_in(site.publication(drafts=True))


def test_no_field_that_names_a_file_is_forgotten() -> None:
    """Whoever adds one must let it be taken out: it is looked for in some parts alone."""
    kinds: tuple[type[Model], ...] = (*ITEM_KINDS, Notice, Site)
    holders = {
        model
        for kind in kinds
        for model in _models(kind)
        for hint in get_type_hints(model, include_extras=True).values()
        if any(part in FILES for part in (hint, *get_args(hint)))
    }
    assert Image in holders
    assert [one for one in holders if not issubclass(one, (*PARTS, Brand))] == []


def _models(kind: type[Model]) -> Iterator[type[Model]]:
    yield kind
    for field in kind.model_fields.values():
        for inner in _inside(field.annotation):
            yield from _models(inner)


def _inside(annotation: object) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for part in get_args(annotation):
        yield from _inside(part)
