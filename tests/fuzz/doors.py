"""Every door by which words and files come in, each with what comes in well."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import av
from hypothesis import strategies as st

from plugins.alternative_formats.document_of import document_of
from plugins.alternative_formats.document_problems import document_problems
from plugins.alternative_formats.text import text_of
from plugins.catalogue.advice import advice
from plugins.catalogue.captions import read_captions
from plugins.catalogue.front_matter import read_front_matter
from plugins.catalogue.item import Image
from plugins.catalogue.known_files import KnownFiles
from plugins.catalogue.load import Catalogue, survey
from plugins.catalogue.media import measure, tags_of
from plugins.catalogue.picture import read_picture
from plugins.catalogue.problem import ContentError, Problem
from plugins.catalogue.publication import Publication
from plugins.files.paper import PAPER_TYPES, paper_type
from plugins.podcast.artwork import read_artwork
from plugins.podcast.fetching import Fetch
from plugins.podcast.importing import import_feed
from plugins.podcast.sound_facts import recorded
from plugins.podcast.tagging import cover_of
from plugins.podcast.transcript_formats import read_transcript, transcript_files
from plugins.publishing.publish_file import read_publish_file
from tests.alternative_formats.telling import doors_of
from tests.fuzz import seeds
from tests.fuzz.mutations import ODD, damaged_files, damaged_texts, refilled_feeds
from tests.small_site import SITE, TODAY, SmallSite


@dataclass(frozen=True)
class Door:
    """One reader: what it is given, and how; what it does with that is told by the problems."""

    given: st.SearchStrategy[tuple[str, bytes]]  # a name, and what the file of it holds
    read: Callable[[str, bytes, Path], None]
    share: int  # inputs of a quick run; a long one has many times as many


def _texts(*named: tuple[str, str]) -> st.SearchStrategy[tuple[str, bytes]]:
    """Draw a name, and its text with damage."""
    return st.sampled_from(named).flatmap(
        lambda one: st.tuples(
            st.just(one[0]),
            damaged_texts([one[1]]).map(lambda text: text.encode("utf-8", "surrogatepass")),
        )
    )


def _files(name: str, found: tuple[bytes, ...]) -> st.SearchStrategy[tuple[str, bytes]]:
    return st.tuples(st.just(name), damaged_files(found))


def _feeds() -> st.SearchStrategy[tuple[str, bytes]]:
    filled = refilled_feeds(seeds.FEED).map(lambda text: ("feed.xml", text.encode()))
    return st.one_of(filled, filled, _texts(("feed.xml", seeds.FEED)))


def _bodies() -> st.SearchStrategy[tuple[str, bytes]]:
    """Draw an item whose words are Markdown of many sorts of signs."""
    head = "---\ntitle: Roads\nsummary: Open.\ndate: 2026-11-01\n---\n"
    parts = st.one_of(
        st.sampled_from(ODD), st.sampled_from(seeds.MARKDOWN.split("\n")), st.text(max_size=30)
    )
    repeated = st.builds(lambda part, times: part * times, parts, st.sampled_from([1, 1, 1, 3, 60]))
    made = st.lists(repeated, max_size=25).map("".join)
    body = st.one_of(made, damaged_texts([seeds.MARKDOWN, *(text for _, text in seeds.items())]))
    return body.map(lambda text: ("news/roads.md", (head + text).encode("utf-8", "surrogatepass")))


@cache
def _content(scratch: Path) -> SmallSite:
    """Return a content folder with every file that the demonstration's items name."""
    root = scratch / "content"
    shutil.copytree(seeds.CONTENT, root, ignore=shutil.ignore_patterns("*.md"))
    site = SmallSite(root)
    for folder in ("news", "pages"):
        site.picture(f"{folder}/door.jpg")
    return site


def _of_content(name: str, data: bytes, scratch: Path) -> None:
    """Load the content with one file more, and tell everything that can be told of it."""
    site = _content(scratch)
    file = site.root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_bytes() if file.exists() else None
    file.write_bytes(data)
    try:
        found = survey(site.root)
        check_problems(found.problems, data, name)
        if found.catalogue is not None:
            _tell(found.catalogue)
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_bytes(before)


def _tell(catalogue: Catalogue) -> None:
    publication = Publication(catalogue, TODAY, drafts=True)
    check_problems(tuple(advice(catalogue, TODAY)), b"", "")
    for item in publication.items:
        document = document_of(item, publication, doors_of(catalogue.root))
        tuple(document_problems(document))
        text_of(document)


def _of_easy_read(name: str, data: bytes, scratch: Path) -> None:
    site = _content(scratch)
    site.item("news/flu.md")
    _of_content(name, data, scratch)


def _of_transcript(name: str, data: bytes, scratch: Path) -> None:
    del scratch
    transcript, problems = read_transcript(data, name, 3600.0)
    check_problems(problems, data, name)
    if transcript is not None:
        for made in transcript_files(transcript, "Roads", "en-GB"):
            again, problems = (
                read_transcript(made.data, f"a{made.suffix}", None)
                if (made.has_times)
                else (transcript, ())
            )
            if again is None:
                raise AssertionError(f"What was written cannot be read: {problems}")


def _of_captions(name: str, data: bytes, scratch: Path) -> None:
    del scratch
    captions, problems = read_captions(data, name, None)
    check_problems(problems, data, name)
    if captions is not None and read_captions(captions.published, name, None)[0] is None:
        raise AssertionError("What was published cannot be read.")


def _of_feed(name: str, data: bytes, scratch: Path) -> None:
    """Import a feed; the files that it names are damaged too."""
    folder = scratch / "import"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    feed, _, rest = data.partition(b"\0\0\0\0") if name == "chapters" else (data, b"", data)
    if name == "chapters":
        feed = seeds.FEED.encode()
    import_feed(feed, folder, _giving(data if name == "chapters" else rest), feed_url=None)
    written = sorted(path for path in folder.rglob("*") if path.is_file())
    for file in written:
        if folder not in file.resolve().parents:
            raise AssertionError(f"{file} was written outside.")
        if file.suffix == ".md":
            read_front_matter(file.read_text("utf-8"), file.name)
        if file.name.startswith("."):
            raise AssertionError(f"{file.name} was left half written.")


def _giving(data: bytes) -> Fetch:
    def give(url: str, target: Path) -> None:
        del url
        target.write_bytes(data)

    return give


def _of_picture(name: str, data: bytes, scratch: Path) -> None:
    del name, scratch
    read_picture(data, 320)


def _of_artwork(name: str, data: bytes, scratch: Path) -> None:
    (scratch / name).write_bytes(data)
    read_artwork(scratch, Image(file=name, alt="A door."), "podcasts/x/")


def _of_cover(name: str, data: bytes, scratch: Path) -> None:
    del name, scratch
    cover_of(data, side=600)


def _of_recording(name: str, data: bytes, scratch: Path) -> None:
    file = scratch / name
    file.write_bytes(data)
    measure(file)
    tags_of(file)


def _of_sound(name: str, data: bytes, scratch: Path) -> None:
    file = scratch / name
    file.write_bytes(data)
    recorded(file, KnownFiles(None))


def _of_paper(name: str, data: bytes, scratch: Path) -> None:
    file = scratch / name
    file.write_bytes(data)
    paper_type(file)


def _of_publish_file(name: str, data: bytes, scratch: Path) -> None:
    file = scratch / name
    file.write_bytes(data)
    read_publish_file(file)


def check_problems(problems: tuple[Problem, ...], data: bytes, name: str) -> None:
    """Refuse a problem that no editor would understand."""
    if problems:
        str(ContentError(problems)).encode("utf-8")
    rows = data.count(b"\n") + data.count(b"\r") + 2
    for problem in problems:
        if problem.path == name and not 1 <= problem.line <= rows:
            raise AssertionError(f"There is no such line: {problem}")
        check_words(f"{problem.fault}\n{problem.remedy}")
        if not problem.fault.strip() or not problem.remedy.strip():
            raise AssertionError(f"Half of it is not said: {problem}")


NOT_PLAIN = ("Traceback", "<class ", " object at 0x", "Error(", "\x1b", "\0", "pydantic")


def check_words(message: str) -> None:
    """Refuse a message in a programmer's words, or of endless length."""
    for sign in NOT_PLAIN:
        if sign in message:
            raise AssertionError(f"An editor would not understand: {message[:300]}")
    if len(message) > 5_000:
        raise AssertionError(f"Nobody reads so much: {message[:300]}")


def doors() -> Mapping[str, Door]:
    """Return every door by its name."""
    sound = seeds.files(".mp3") + seeds.files(".mp4", ".m4a")
    papers = seeds.papers()
    site = (seeds.CONTENT / "site.yaml").read_text("utf-8")
    recordings = st.one_of(_files("a.mp3", sound), _files("a.mp4", sound), _files("a.webm", webm()))
    return {
        "front matter": Door(_texts(*seeds.items(), *seeds.bare_items()), _of_content, 130),
        "bodies": Door(_bodies(), _of_content, 130),
        "easy reads": Door(_texts(("news/flu.easy-read.md", seeds.EASY_READ)), _of_easy_read, 40),
        "site.yaml": Door(_texts(("site.yaml", site), ("site.yaml", SITE)), _of_content, 50),
        "publish.yaml": Door(_texts(("publish.yaml", seeds.PUBLISH)), _of_publish_file, 60),
        "transcripts": Door(
            _texts(
                ("a.vtt", seeds.VTT),
                ("a.srt", seeds.SRT),
                ("a.txt", seeds.TXT),
                ("a.json", seeds.PODCAST_JSON),
            ),
            _of_transcript,
            150,
        ),
        "captions": Door(
            st.one_of(_texts(("a.vtt", seeds.VTT)), _files("a.vtt", seeds.files(".vtt"))),
            _of_captions,
            80,
        ),
        "feeds": Door(_feeds(), _of_feed, 80),
        "chapters": Door(_texts(("chapters", seeds.CHAPTERS)), _of_feed, 40),
        "pictures": Door(_files("a.jpg", seeds.pictures()), _of_picture, 120),
        "artwork": Door(_files("a.jpg", seeds.pictures()), _of_artwork, 60),
        "covers": Door(_files("a.jpg", seeds.pictures()), _of_cover, 40),
        "recordings": Door(recordings, _of_recording, 100),
        "sound": Door(recordings, _of_sound, 40),
        "papers": Door(
            st.sampled_from(sorted(PAPER_TYPES)).flatmap(lambda end: _files(f"a{end}", papers)),
            _of_paper,
            80,
        ),
    }


@cache
def webm() -> tuple[bytes, ...]:
    """Return films in WebM, and in what is like it."""
    made = io.BytesIO()
    with av.open(made, "w", format="webm") as film:
        stream = film.add_stream("libopus", rate=48000)
        frame = av.AudioFrame(format="s16", layout="stereo", samples=960)
        frame.sample_rate = 48000
        for _ in range(20):
            film.mux(stream.encode(frame))
        film.mux(stream.encode(None))
    return (made.getvalue(), *seeds.files(".mp4")[:1])
