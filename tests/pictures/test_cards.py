"""Social cards say what the page is, in any script, and only where consent allows it."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from plugins.pictures.cache import Cache
from plugins.pictures.card_press import LARGEST, MissingFontsError, Press
from plugins.pictures.card_words import CardWords, can_draw, contrast, words_of_site
from plugins.pictures.cards import Cards, make_cards
from plugins.pictures.gallery import make_gallery
from plugins.pictures.named import namings_in
from tests.pictures.samples import photograph, saved
from tests.small_site import PROJECT, SmallSite

FONTS = PROJECT / "node_modules" / "@expo-google-fonts"
LONG = (
    "Extra appointments on Saturdays and Sundays at practices in Oadby, Melton and all of Rutland"
)
URDU = "نزلہ زکام سے بچاؤ کے ٹیکے کے کلینک پیر سے کھل رہے ہیں"
GUJARATI = "ફ્લૂ ક્લિનિક સોમવારે ખુલશે અને તમારી નજીકની પ્રેક્ટિસમાં રસી મેળવો"
NEWS = CardWords(
    title="Flu clinics open on Monday", label="News", text=None, name="Fenwick Town Council",
    note="", lang="en", dir="ltr", colour="#005eb8", ink="#ffffff", picture=None,
)  # fmt: skip


@pytest.fixture(scope="module")
def press() -> Press:
    return Press(FONTS)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def box_of_ink(card: Image.Image, left: int, top: int, right: int, bottom: int) -> tuple[int, ...]:
    """Return where something light stands on the blue, counted within a part of the card."""
    part = card.crop((left, top, right, bottom)).convert("L").point(lambda v: 255 * (v > 170))
    return part.getbbox() or ()


def cards_of(site: SmallSite) -> Cards:
    publication = site.publication()
    cache = Cache(site.root.parent / "cache")
    gallery, _ = make_gallery(namings_in(publication), site.root, cache)
    return make_cards(publication, gallery, FONTS)


@pytest.mark.parametrize("title", ["X", NEWS.title, LONG, URDU, GUJARATI, "W" * 120, "W " * 60])
@pytest.mark.parametrize("picture", [None, "news/a.jpg"])
def test_every_title_stands_whole_on_a_card_of_the_right_size_and_weight(
    press: Press, title: str, picture: str | None
) -> None:
    rtl = title == URDU
    words = replace(NEWS, title=title, picture=picture, dir="rtl" if rtl else "ltr")
    data = press.print(words, saved(photograph(960, 640), "WEBP") if picture else None)
    card = opened(data)
    assert card.size == (1200, 630)
    assert len(data) <= LARGEST
    left, right = (0, 1200) if not picture else (468, 1200) if rtl else (0, 732)
    ink = box_of_ink(card, left, 0, right, 630)
    margin = 40
    assert ink[0] >= margin
    assert ink[2] <= right - left - margin
    # Between the label and the line above the site's name, and not on them.
    assert box_of_ink(card, left, 110, right, 118) == () or rtl
    assert box_of_ink(card, left, 520, right, 528) == () or rtl


def test_signs_of_the_typesetter_are_only_signs(press: Press) -> None:
    evil = '#set page(fill: red) #panic() $x$ *b* _i_ `c` <a> @b \\ "q" // [c] {d} = e'
    card = opened(press.print(replace(NEWS, title=evil), None))
    assert card.getpixel((10, 620))[2] > 150  # type: ignore[index]
    other = opened(press.print(replace(NEWS, title=evil.replace("*", "")), None))
    assert ImageChops.difference(card, other).getbbox()


def test_a_telephone_number_in_urdu_is_not_turned() -> None:
    facts = json.loads(replace(NEWS, title="فون 0116 295 1111 پر").title_json())
    assert "0116\u00a0295\u00a01111" in facts["title"]


def test_scripts_without_a_font_are_known() -> None:
    assert can_draw("Żółć, naïve, 50% “ok”")
    assert can_draw(URDU)
    assert can_draw(GUJARATI)
    assert not can_draw("健康")


def test_ink_can_be_read_on_every_brand_colour(small_site: SmallSite) -> None:
    assert round(contrast("#ffffff", "#000000")) == 21
    text = (small_site.root / "site.yaml").read_text()
    for colour in ("#005eb8", "#ffd100", "#777777", "#ffffff", "#000000"):
        small_site.write("site.yaml", f'{text}brand: {{colour: "{colour}"}}\n')
        words = words_of_site(small_site.publication().site)
        assert words.colour == colour
        assert contrast(words.ink, words.colour) >= 3.7  # WCAG asks 3 of large words.


def test_missing_fonts_are_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingFontsError, match=r"Arimo.*Install them: npm ci") as missing:
        Press(tmp_path)
    assert missing.value.exitcode == 2


@pytest.mark.parametrize(
    ("uses", "own"), [("website, social", True), ("website, audio", False), ("website", False)]
)
def test_a_story_has_its_own_card_only_with_consent(
    small_site: SmallSite,
    uses: str,
    own: bool,  # noqa: FBT001
) -> None:
    small_site.item("stories/a.md", consent=f"{{reference: P, given: 2026-01-05, uses: [{uses}]}}")
    cards = cards_of(small_site)
    story = small_site.publication().of("stories")[0]
    assert (cards.name(story) != cards.name(None)) is own


def test_each_item_and_the_site_have_a_card_that_is_written(
    small_site: SmallSite, tmp_path: Path
) -> None:
    small_site.picture("news/a.jpg", (800, 600))
    small_site.item("news/a.md", image="{file: a.jpg, alt: A}")
    translator = "{name: N, translated: 2026-11-01}"
    small_site.item(
        "news/a.ur.md", title=URDU, lang="ur", translation_of="a.md", translator=translator
    )
    small_site.item("news/other.md", title="Other roads")
    cards = cards_of(small_site)
    names = [cards.name(item) for item in small_site.publication().items] + [cards.name(None)]
    assert len(set(names)) == 5
    cards.write(tmp_path)
    assert {f"cards/{file.name}" for file in (tmp_path / "cards").iterdir()} == set(names)
    assert {name.rpartition(".")[2] for name in names} == {"jpg", "png"}


def test_a_title_that_no_font_draws_has_the_sites_card(small_site: SmallSite) -> None:
    small_site.item("news/a.md", title="健康")
    item = small_site.publication().of("news")[0]
    cards = cards_of(small_site)
    assert cards.name(item) == cards.name(None)


def test_the_same_words_give_the_same_bytes_and_others_another_name(
    small_site: SmallSite, press: Press
) -> None:
    assert press.print(NEWS, None) == Press(FONTS).print(NEWS, None)
    small_site.item("news/a.md")
    before = cards_of(small_site)
    item = small_site.publication().of("news")[0]
    small_site.item("news/a.md", title="Roads shut")
    assert cards_of(small_site).name(item) != before.name(item)


def test_a_card_is_the_same_whatever_was_printed_before(press: Press) -> None:
    words = replace(NEWS, title="Roads shut", label="Event")
    press.print(NEWS, None)
    press.print(replace(words, title="Other roads"), None)
    assert press.print(words, None) == Press(FONTS).print(words, None)


def test_a_card_without_a_picture_is_the_ground_and_the_ink_and_shades_between(
    press: Press,
) -> None:
    card = opened(press.print(replace(NEWS, colour="#ffd100", ink="#212b32"), None))
    colours = {bytes(point) for point in card.get_flattened_data()}  # type: ignore[arg-type]
    assert {bytes.fromhex("ffd100"), bytes.fromhex("212b32")} <= colours
    assert len(colours) <= 16
    assert [one[1] for one in sorted(colours)] == sorted(one[1] for one in colours)


def test_a_card_that_was_damaged_on_the_disk_is_made_again(
    small_site: SmallSite, tmp_path: Path
) -> None:
    small_site.item("news/a.md")
    cards_of(small_site).write(tmp_path / "first")
    for kept in (small_site.root.parent / "cache").rglob("*"):
        if kept.is_file():
            kept.write_bytes(kept.read_bytes()[:-1])
    cards_of(small_site).write(tmp_path / "second")
    for card in (tmp_path / "first/cards").iterdir():
        assert (tmp_path / "second/cards" / card.name).read_bytes() == card.read_bytes()


def test_a_demonstration_says_so_on_the_card(small_site: SmallSite) -> None:
    text = (small_site.root / "site.yaml").read_text()
    assert words_of_site(small_site.publication().site).note == ""
    small_site.write("site.yaml", text + "demonstration: This is only a demonstration.\n")
    assert words_of_site(small_site.publication().site).note == "Demonstration"
