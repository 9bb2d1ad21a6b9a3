"""Nothing private is in the output: every hidden thing carries a word that is then looked for."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.site.readable import holds
from tests.small_site import SITE, SmallSite

WORD = "Xylocanary"
SILENT_FRAME = b"\xff\xfb\x90\x00" + bytes(413)  # MPEG-1 layer III, 128 kbit/s, 44.1 kHz
MAGENTA = (255, 0, 255)
ALL = "website, print, audio"
TRANSCRIPT = "WEBVTT\n\n00:00.000 --> 00:01.000\n<v {0}>{0} speaks.\n"


def plant(site: SmallSite, path: str, fields: dict[str, str], *, seen: bool = False) -> None:
    """Write a story with picture and recording whose every hidden word is the canary."""
    stem = path.removesuffix(".md")
    word = "Margaret" if seen else WORD
    colour = (0, 94, 184) if seen else MAGENTA
    picture = site.root / f"{stem}.png"
    picture.parent.mkdir(parents=True, exist_ok=True)
    comment = PngInfo()
    comment.add_text("Comment", WORD)  # Goes even from a picture that is published.
    Image.new("RGB", (400, 300), colour).save(picture, pnginfo=comment)
    (site.root / f"{stem}.mp3").write_bytes(SILENT_FRAME * 80 + (b"" if seen else WORD.encode()))
    site.write(f"{stem}.vtt", TRANSCRIPT.format(word))
    name = Path(stem).name
    given = {
        "title": f"{word} tells her story",
        "summary": f"How {word} got well.",
        "image": f"{{file: {name}.png, alt: {word} at home}}",
        "recording": f"{{file: {name}.mp3, transcript: {name}.vtt}}",
        "told_at": word,
    }
    if "slug" not in fields and not seen:
        given["slug"] = f"a-story-{len(list(site.root.glob('stories/*.md')))}"
    site.item(path, body=f"{word} said so.\n\n![{word}]({name}.png)\n", **(given | fields))


def consent(uses: str = "website, audio", more: str = "") -> str:
    """Return a consent whose private values are canaries."""
    private = f"reference: {WORD}-7, given: 2026-01-05, real_name: {WORD} Real"
    return f"{{{private}, known_as: Somebody, uses: [{uses}]{more}}}"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site that holds a canary in everything that must stay private."""
    folder = tmp_path_factory.mktemp("canary")
    site = SmallSite.at(folder / "content")
    site.write("site.yaml", SITE.replace("formats: {every: []}", ""))
    plant(site, "stories/live.md", {"consent": consent(ALL)}, seen=True)
    plain = "{reference: R, given: 2026-01-05, uses: [website, print, audio]}"
    hidden: dict[str, dict[str, str]] = {
        "withdrawn": {"consent": plain.replace("}", ", withdrawn: 2026-06-01}")},
        "ended": {"consent": plain.replace("}", ", until: 2026-06-01}")},
        "no-page": {"consent": plain.replace("website, print, audio", "print, podcast, audio")},
        "draft": {"consent": plain, "status": "draft"},
        "future": {"consent": plain, "date": "2027-01-01"},
        "expired": {"consent": plain, "expires": "2026-06-01"},
    }
    for name, fields in hidden.items():
        plant(site, f"stories/{WORD}-{name}.md", fields)
    site.item("stories/web.md", consent=consent("website"))
    in_urdu = {"lang": "ur", "translation_of": f"{WORD}-withdrawn.md"}
    site.item(f"stories/{WORD}-withdrawn.ur.md", title=WORD, body=WORD, **in_urdu)
    site.item("news/draft.md", status="draft", title=WORD, body=WORD)
    site.item("news/future.md", date="2027-01-01", title=WORD, redirect_from=f"[/{WORD}/]")
    site.item("news/expired.md", expires="2026-11-10", title=WORD, body=WORD)
    site.item("events/draft.md", status="draft", title=WORD)
    site.item("news/open.md", body="See [it](expired.md). <!-- WORD -->\n".replace("WORD", WORD))
    site.write(
        "notices/later.md",
        f"---\ntitle: {WORD}\ntext: {WORD}\nlevel: warning\nfrom: 2027-01-01\n---\n",
    )
    site.write(f"news/{WORD}.pdf", WORD)
    return site.build(folder / "output")


def test_no_file_holds_a_private_word(output: Path) -> None:
    files = (path for path in output.rglob("*") if path.is_file())
    assert [path.relative_to(output).as_posix() for path in files if holds(path, WORD)] == []


@pytest.mark.parametrize("suffix", [".pdf", ".epub", ".brf", ".pef", ".mp3", ".vtt", ".txt"])
def test_what_may_be_read_is_found_in_every_format(output: Path, suffix: str) -> None:
    file = output / "stories" / "live" / f"live{suffix}"
    assert holds(file, "margaret")
    assert not holds(file, "Hollowfield")


def test_no_file_name_holds_a_private_word(output: Path) -> None:
    assert [path for path in output.rglob("*") if WORD.casefold() in path.name.casefold()] == []


def _is_magenta(red: int, green: int, blue: int) -> bool:
    return red > 200 and green < 90 and blue > 200


def test_no_picture_shows_what_is_private(output: Path) -> None:
    pictures = [p for p in output.rglob("*") if p.suffix in {".webp", ".png", ".jpg", ".avif"}]
    assert pictures
    for path in pictures:
        image = Image.open(io.BytesIO(path.read_bytes())).convert("RGB").resize((8, 8))
        rgb = image.tobytes()
        near = [rgb[at : at + 3] for at in range(0, len(rgb), 3) if _is_magenta(*rgb[at : at + 3])]
        assert not near, path


def test_only_the_live_storys_recording_is_there(output: Path) -> None:
    every = [p for p in output.rglob("*.mp3") if "assets" not in p.parts]
    recordings = [path for path in every if path.stem != path.parent.name]  # not read out by us
    assert [path.parent.name for path in recordings] == ["live"]


def test_a_story_has_no_file_that_its_consent_does_not_reach(output: Path) -> None:
    made = {path.suffix for path in (output / "stories" / "web").iterdir() if path.is_file()}
    assert made == {".html", ".txt"}
    for name in ("a-story-1", "a-story-2"):
        assert [path.name for path in (output / "stories" / name).iterdir()] == ["index.html"]


def test_the_live_story_is_there_in_full(output: Path) -> None:
    page = (output / "stories/live/index.html").read_text(encoding="utf-8")
    assert "Margaret tells her story" in page
    assert "<audio" in page


@pytest.mark.parametrize("story", ["a-story-1", "a-story-2"])
def test_a_storys_old_address_says_that_it_is_gone(output: Path, story: str) -> None:
    page = (output / "stories" / story / "index.html").read_text(encoding="utf-8")
    assert "no longer available" in page
    assert "noindex" in page


def test_nobody_is_told_of_a_story_that_never_was(output: Path) -> None:
    addresses = {path.name for path in (output / "stories").iterdir() if path.is_dir()}
    assert "a-story-4" not in addresses  # the draft
    assert "a-story-5" not in addresses  # the future one
