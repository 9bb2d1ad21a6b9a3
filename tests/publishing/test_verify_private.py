"""What may not be read today is found in every kind of file, and no message repeats it."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import mutagen.id3
import mutagen.mp4
import pikepdf
import pytest
import typst
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from plugins.catalogue.load import load
from plugins.catalogue.publication import Publication
from plugins.publishing.verify_private import private_files, private_words
from tests.podcast.sound_samples import mp3, mp4
from tests.publishing.judged_site import NEWS, SENTENCE, Judged, told, write
from tests.small_site import TODAY, SmallSite

id3: Any = mutagen.id3  # They know no types.
atoms: Any = mutagen.mp4
REAL = "Philippa Underhill-Grey"
TITLE = "Lollipop crossing beside the brewery"
OF_TITLE = "it holds the title of news/crossings.md, line 2, which the public may not read today"
OF_WORDS = "it holds words of news/crossings.md, line 8, which the public may not read today"
OF_REAL = "it holds the person's real name of stories/live.md, line 5, which the public may not"
SAID = "The nightingale ward smelled of wallpaper paste."
PLACE = "news/x"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """Give a site that was built once; do not change it."""
    folder = tmp_path_factory.mktemp("private")
    site = write(SmallSite.at(folder / "content"))
    output = site.build(folder / "output")
    return Judged(output, Publication(load(site.root), TODAY))


@pytest.fixture
def empty(built: Judged, tmp_path: Path) -> Judged:
    """Give an empty folder that is judged as if it were the site."""
    return Judged(tmp_path / "site", built.publication)


def found(site: Judged) -> list[str]:
    """Return what the judge of words says; it never says a secret itself."""
    findings = told(private_words(site.site, site.publication, site.looking()))
    faults = " ".join(one.partition(": ")[2].split(" (")[0] for one in findings).casefold()
    for secret in ("lollipop", "underhill", "nightingale", "bartholomew", "1977", "tangerine"):
        assert secret not in faults
    return findings


def test_what_is_hidden_is_nowhere_in_the_site(built: Judged) -> None:
    assert found(built) == []
    assert told(private_files(built.site, built.publication)) == []


HIDDEN = {
    TITLE: "the title of news/crossings.md, line 2",
    f"…: {SENTENCE.upper()}!": "words of news/crossings.md, line 8",
    "Zeppelin": "the title of news/later.md, line 2",
    "The Kazoo Orchestra: finale": "the title of events/over.md, line 4",
    "Quicksand near the Harbour: quicksand, harbour": "words of notices/soon.md, line 2",
    REAL: "the person's real name of stories/live.md, line 5",
    "Ms Underhill": "the person's real name of stories/live.md, line 5",
    "PS 1977/42": "the reference of the consent of stories/live.md, line 5",
    "Cornelia": "the person's name of stories/taken-back.md, line 6",
    "Nobody told me about the tangerine tablets": "the title of stories/taken-back.md, line 2",
    "the nightingale by the wallpaper": "words of stories/taken-back.vtt, line 4",
    "Bartholomew, turquoise": "a remark of site.yaml, line 17",
    "Marmaduke said zinc or copper": "a remark of news/roads.md, line 8",
}
SHOWN = (
    "The library opens again on Monday morning after nine long weeks of building work.",
    "Margaret",  # shown with the live story
    "/stories/my-aubergine/",  # the address of a story that is gone
    "Tablets, a title and a draft",
    "All roads are open, and the crossing is beside the road.",
    "wallpaper",  # One word that is not of a name may be there by chance.
    "winter",
    "Lundi 5 grudnia, wtorek, November",
)


def test_each_kind_of_secret_is_found(empty: Judged) -> None:
    for number, text in enumerate(HIDDEN):
        empty.write(f"{number:02}.txt", f"Before. {text} After.")
    said = found(empty)
    for number, says in enumerate(HIDDEN.values()):
        place = f"{number:02}.txt: it holds"
        assert f"{place} {says}, which the public may not read today." in said


def test_what_the_public_may_read_is_no_secret(empty: Judged) -> None:
    for number, text in enumerate(SHOWN):
        empty.write(f"{number}.txt", text)
    assert found(empty) == []


def test_fields_that_two_items_share_are_no_secret(tmp_path: Path) -> None:
    site = SmallSite.at(tmp_path / "content")
    terms = "[Waiting, Medicine, Getting there, Looking after somebody, Winter, Carers]"
    text = (site.root / "site.yaml").read_text()
    names = ", ".join(f"{{name: {name.strip()}}}" for name in terms.strip("[]").split(","))
    site.write("site.yaml", re.sub(r"topics: .*", f"topics: [{names}]", text))
    site.item("news/half.md", topics=terms, places="[North Fenwick]", status="draft")
    site.item("news/whole.md", topics=terms, places="[North Fenwick]")
    judged = Judged(tmp_path / "site", site.publication())
    judged.write("news.txt", f"Topics: {terms} Places: North Fenwick")
    assert found(judged) == []


def zipped(name: str, content: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(name, content)
    return file.getvalue()


def pdf(words: str) -> bytes:
    return typst.compile(words.encode())


def pdf_with_title(words: str) -> bytes:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("Plain."))) as document:
        document.docinfo["/Title"] = words
        document.save(file)
    return file.getvalue()


def picture(kind: str, words: str) -> bytes:
    file, image = io.BytesIO(), Image.new("RGB", (8, 8))
    if kind == "PNG":
        note = PngInfo()
        note.add_itxt("Comment", words, zip=True)
        image.save(file, kind, pnginfo=note)
    else:
        exif = Image.Exif()
        exif[0x010E] = words  # ImageDescription
        image.save(file, kind, exif=exif)
    return file.getvalue()


def cbor(words: str) -> bytes:
    texts = b"".join(bytes([0x78, len(one)]) + one.encode() for one in words.lower().split())
    return gzip.compress(b"pagefind_dcd\x82\x19\x01\x00" + texts)


CARRIERS: dict[str, Callable[[str], str | bytes]] = {
    "a.html": lambda words: f"<p>Nothing but <b>{words[:8]}</b>{words[8:]}.</p>",
    "attribute.html": lambda words: f"<meta content=\"{words}\"><img alt='{words}'>",
    "remark.html": lambda words: f"<p>a</p><!-- {words} -->",
    "entities.html": lambda words: words.replace("e", "&#101;"),
    "a.htm": lambda words: f"<p>{words}</p>",
    "feed.xml": lambda words: f"<rss><d>&lt;p&gt;{words.replace(' ', '&lt;b&gt; ')}</d></rss>",
    "cdata.xml": lambda words: f"<rss><d><![CDATA[{words}]]></d></rss>",
    "a.json": lambda words: json.dumps({"title": f"é {words}"}).replace("s", "\\u0073"),
    "a.ics": lambda words: "SUMMARY:" + "\r\n ".join(re.findall("..?.?", words)) + "\r\n",
    "a.vtt": lambda words: f"WEBVTT\n\n00:00.000 --> 00:02.000\n<v A>{words}\n",
    "a.svg": lambda words: f"<svg><title>{words}</title></svg>",
    "a.txt": lambda words: words.replace("o", "o\u00ad"),
    "a.txt.gz": lambda words: gzip.compress(words.encode()),
    "a.html.br": lambda words: brotli.compress(f"<p>{words}</p>".encode()),
    "a.pf_fragment": lambda words: gzip.compress(b'pagefind_dcd{"content":"%b"}' % words.encode()),
    "a.pf_index": cbor,
    "a.epub": lambda words: zipped("OEBPS/text.xhtml", f"<p>{words}</p>"),
    "named.epub": lambda words: zipped(f"OEBPS/{words}.xhtml", "<p>a</p>"),
    "a.docx": lambda words: zipped("word/document.xml", f"<w:t>{words}</w:t>"),
    "a.pdf": pdf,
    "properties.pdf": pdf_with_title,
    "a.png": lambda words: picture("PNG", words),
    "a.jpg": lambda words: picture("JPEG", words),
    "a.webp": lambda words: picture("WEBP", words),
    "a.bin": lambda words: b"\xff\x00\x01" + words.encode() + b"\x00\xff",
}


@pytest.mark.parametrize("secret", [TITLE, REAL])
def test_a_secret_is_found_however_it_is_packed(empty: Judged, secret: str) -> None:
    for name, carrier in CARRIERS.items():
        empty.write(name, carrier(secret))
    said = {one.split(":")[0]: one for one in found(empty)}
    assert said.keys() == CARRIERS.keys()
    assert all((OF_TITLE if secret == TITLE else OF_REAL) in one for one in said.values())


def test_a_secret_is_found_in_the_tags_of_recordings(empty: Judged) -> None:
    empty.folder.mkdir()
    tags = id3.ID3()
    tags.add(id3.TIT2(encoding=1, text=[REAL]))
    tags.save(mp3(empty.folder / "a.mp3", 1))
    film = atoms.MP4(mp4(empty.folder / "a.mp4", 1))
    film["\xa9nam"] = [REAL]
    film.save()
    data = (empty.folder / "a.mp3").read_bytes()
    empty.write("a.epub", zipped("x.txt", "a") + b"")
    with zipfile.ZipFile(empty.folder / "a.epub", "a") as archive:
        archive.writestr("OEBPS/a.mp3", data)
    assert [one.split(":")[0] for one in found(empty)] == ["a.epub", "a.mp3", "a.mp4"]


def test_a_file_name_that_says_a_secret_is_found(empty: Judged) -> None:
    empty.write("stories/philippa-underhill-grey.jpg", b"")
    (finding,) = found(empty)
    assert finding.endswith("read today (its own name).")


def test_the_place_inside_of_a_file_is_said(empty: Judged) -> None:
    empty.write("a.epub", CARRIERS["a.epub"](TITLE))
    assert found(empty) == [f"a.epub: {OF_TITLE} (OEBPS/text.xhtml)."]


def test_a_page_that_shows_a_draft_is_found_in_a_whole_site(built: Judged, tmp_path: Path) -> None:
    site = built.copy(tmp_path / "copy")
    site.add(NEWS, f"<h2>{TITLE}</h2><p>{SENTENCE}.</p>")
    assert found(site) == [
        f"{NEWS}: {OF_TITLE}.",
        f"{NEWS}: {OF_WORDS}.",
    ]


def test_an_expired_day_takes_its_words_along(built: Judged, empty: Judged) -> None:
    later = Judged(empty.folder, Publication(built.publication.catalogue, TODAY.replace(2027)))
    empty.write("a.txt", "Zeppelin tours over Fenwick announced")
    assert len(found(empty)) == 1
    assert found(later) == []


# Files


def test_a_file_that_nothing_published_names_is_found(built: Judged, empty: Judged) -> None:
    root = built.publication.root
    for number, path in enumerate(
        ("news/secret-plan.png", "stories/taken-back.mp3", "meetings/minutes-in-private.pdf")
    ):
        empty.write(f"{number}.bin", (root / path).read_bytes())
    empty.write("ours.mp3", (root / "podcasts/talk/one.mp3").read_bytes())
    # Its copy in content/ is named by nobody, and it is the same file.
    empty.write("ours.png", (root / "podcasts/talk/artwork.png").read_bytes())
    end = "which nothing that is published names."
    assert told(private_files(empty.site, built.publication)) == [
        f"0.bin: this is news/secret-plan.png, {end}",
        f"1.bin: this is stories/taken-back.mp3, {end}",
        f"2.bin: this is meetings/minutes-in-private.pdf, {end}",
    ]
