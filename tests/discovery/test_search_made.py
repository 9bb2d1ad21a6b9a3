"""An index renewed page by page is the one that Pagefind makes of all pages, byte for byte."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.catalogue.kept_files import KeptFiles
from plugins.discovery import search_made, tool
from plugins.discovery.cbor import UnknownIndexError
from plugins.discovery.search_index import name_of, unpacked
from plugins.discovery.search_kept import FOLDER, MADE_BY, write_search_index
from plugins.discovery.searched import SearchedPage
from plugins.discovery.terms import terms_of
from tests.demo import served
from tests.discovery.test_search_index import files_in
from tests.discovery.tool import search

# Words with forms of their own, stems that meet, other alphabets, and one on all pages.
WORDS = (
    *("clinic", "clinics", "Clinic", "Zoë", "zoe", "zoé", "résumé", "resume", "rësume", "2026"),
    *(
        "તમારા",
        "તમારી",
        "ہسپتال",
        "zadzwoń",
        "zadzwonić",
        "co-op",
        "a",
        "ox",
        "winter",
        "wintering",
    ),
)
ALWAYS = '<h1>Flu clinics {title}</h1><p data-pagefind-meta="date">3 November</p><img src="a.png">'
Page = tuple[str, tuple[str, ...], str]  # Its heading, its words, and its topic.

pages = st.tuples(
    st.sampled_from(WORDS),
    st.lists(st.sampled_from(WORDS), max_size=40).map(tuple),
    st.sampled_from(["Carers", "Winter health", "Ärzte"]),
)
names = st.sampled_from([f"{letter}{number}" for letter in "abc" for number in range(6)])
sites = st.dictionaries(names, pages, min_size=6)
edits = st.lists(
    st.dictionaries(names, st.none() | pages, min_size=1, max_size=3), min_size=1, max_size=3
)


class Build:
    """A site that is built again and again, and which pages Pagefind is told."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Begin with an empty folder."""
        self.site = root / "site"
        self.note = root / "note.json"
        self.told: list[str] = []
        self.wholly = False

        def all_anew(pages: Sequence[SearchedPage], language: str) -> dict[str, bytes]:
            self.wholly = True
            return search_index(pages, language)

        def some(pages: Sequence[SearchedPage], language: str) -> dict[str, bytes]:
            self.told = [page.path for page in pages]
            return search_index(pages, language)

        search_index = tool.search_index
        monkeypatch.setattr(search_made, "search_index", all_anew)
        monkeypatch.setattr(tool, "search_index", some)

    def write(self, path: str, html: str | None) -> None:
        """Write a page's marked part, or take the page away."""
        file = self.site / path / "index.html"
        file.unlink(missing_ok=True)
        if html is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"<html lang=en><body><main data-pagefind-body>{html}</main>")

    def index(self) -> dict[str, bytes]:
        """Return the files of the index, from what the one before has in common."""
        self.told, self.wholly = [], False
        write_search_index(self.site, "en-GB", KeptFiles(self.site, self.note, MADE_BY))
        return files_in(self.site / FOLDER)

    def clean(self) -> dict[str, bytes]:
        """Return the files of an index that is made of all pages."""
        site = self.site.with_name("clean")
        shutil.copytree(self.site, site, ignore=shutil.ignore_patterns(FOLDER))
        write_search_index(site, "en-GB", KeptFiles(site, None, "nobody"))
        files = files_in(site / FOLDER)
        shutil.rmtree(site)
        return files


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    return Build(tmp_path, monkeypatch)


def html_of(page: Page | None) -> str | None:
    """Return the marked part of a page."""
    if page is None:
        return None
    heading, words, topic = page
    marked = f'<p data-pagefind-filter="topic">{topic}</p><p>{" ".join(words)}</p>'
    return ALWAYS.format(title=heading) + marked


often = settings(
    max_examples=60,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@settings(often)
@given(first=sites, then=edits, piece=st.sampled_from([1, 10, 60, tool.PIECE]))
def test_after_any_edits_it_is_that_of_all_pages(
    first: dict[str, Page], then: list[dict[str, Page | None]], piece: int
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(tool, "PIECE", piece)
        build = Build(Path(folder), patch)
        site: dict[str, Page | None] = {}
        steps: list[Mapping[str, Page | None]] = [first, *then]
        for edit in steps:
            stay = {path for path in site if site[path] == edit.get(path, site[path])}
            for path, page in edit.items():
                build.write(path, html_of(page))
            site = {path: page for path, page in {**site, **edit}.items() if page}
            made = build.index()
            if 2 * len(stay) > len(site):
                assert not build.wholly
                assert len(build.told) <= 1 + len(edit)
            assert made == build.clean()


@settings(often)
@given(
    site=st.dictionaries(
        names, st.tuples(pages, st.sampled_from(["", "author", "role"])), min_size=4
    ),
    heap=st.integers(1, 5),
    piece=st.sampled_from([1, 60, tool.PIECE]),
)
def test_many_pages_are_indexed_in_heaps(
    site: dict[str, tuple[Page, str]], heap: int, piece: int
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(tool, "PIECE", piece)
        build = Build(Path(folder), patch)
        for path, (page, kind) in site.items():
            build.write(path, f'{html_of(page)}<p data-pagefind-meta="{kind}">Somebody</p>')
        clean = build.clean()
        patch.setattr(search_made, "HEAP", heap)
        build.wholly = False
        assert build.clean() == clean
        assert build.wholly is (len(site) <= heap)


@pytest.fixture
def ten(build: Build) -> Build:
    for number in range(10):
        build.write(f"page-{number}", html_of(("Clinic", (f"number{number}",), "Carers")))
    build.index()
    return build


def test_only_new_pages_are_indexed(ten: Build) -> None:
    ten.write("page-4", html_of(("Clinic", ("another",), "Carers")))
    ten.write("page-44", html_of(("Clinic", ("one", "more"), "Carers")))
    ten.write("page-7", None)
    assert ten.index() == ten.clean()
    assert ten.told[:-1] == ["page-4/index.html", "page-44/index.html"]
    ten.write("page-44", None)
    ten.told, ten.wholly = [], False
    made = ten.index()
    assert not ten.told
    assert not ten.wholly
    assert made == ten.clean()


def test_what_is_searched_is_what_stands_there_now(ten: Build) -> None:
    ten.write("page-4", html_of(("Clinic", ("ambulance",), "Carers")))
    ten.index()
    assert not ten.wholly
    with served(ten.site) as address:
        found = {word: search(address, "en", word)["found"] for word in ("ambulance", "number5")}
        gone = search(address, "en", "number4")["found"]
    assert {word: [one["url"] for one in urls] for word, urls in found.items()} == {
        "ambulance": ["/page-4/"],
        "number5": ["/page-5/"],
    }
    assert "/page-4/" not in [one["url"] for one in gone]


@pytest.mark.parametrize(
    "fact",
    [
        '<p data-pagefind-meta="author">Nobody</p>',
        '<p data-pagefind-sort="day">1</p>',
    ],
)
def test_facts_that_change_the_numbers_of_others_make_it_anew(ten: Build, fact: str) -> None:
    words = html_of(("Clinic", ("number4",), "Carers"))
    for html in (f"{words}{fact}", f"{words}{fact} and more", words):
        ten.write("page-4", html)
        made = ten.index()
        assert made == ten.clean()
    ten.write("page-4", f"{words} and less")
    made = ten.index()
    assert not ten.wholly
    assert made == ten.clean()


def test_a_site_that_marks_nothing_is_indexed_anew(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_made, "HEAP", 2)
    for words in ("Something", "Something else"):
        for number in range(5):
            page = build.site / f"page-{number}/index.html"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(f"<html><h1>Page {number}</h1><p>{words if number == 3 else 'As ever'}")
        made = build.index()
        assert build.wholly
        assert made == build.clean()


def test_a_page_without_words_is_in_no_index(ten: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    ten.write("page-4", "<p></p>")
    for words in ("another", "more"):
        ten.write("page-5", html_of(("Clinic", (words,), "Carers")))
        made = ten.index()
        assert ten.wholly
        assert made == ten.clean()
    monkeypatch.setattr(search_made, "HEAP", 3)
    assert ten.clean() == made
    for number in range(10):
        ten.write(f"page-{number}", "<p></p>")
    assert ten.index() == ten.clean()
    ten.write("page-1", "<p> </p>")
    assert ten.index() == ten.clean()


def test_a_kind_of_facts_that_one_page_has_stays_with_it(ten: Build) -> None:
    ten.write("page-9", f"{html_of(('Clinic', (), 'Carers'))}<p data-pagefind-meta=a>B</p>")
    ten.index()
    ten.write("page-4", html_of(("Clinic", ("another",), "Carers")))
    made = ten.index()
    assert not ten.wholly
    assert made == ten.clean()


def test_fragments_whose_names_would_be_the_same_have_longer_ones(ten: Build) -> None:
    words = [str(number) for number in range(100_000, 150_000)]
    ten.write("page-4", html_of(("Clinic", (words[0],), "Carers")))
    fragment = next(
        content
        for path, file in ten.index().items()
        if path.startswith("fragment/") and words[0].encode() in (content := unpacked(file))
    )

    def name(page: str, word: str) -> str:
        there = fragment.replace(words[0].encode(), word.encode())
        return name_of("en-gb", there.replace(b"/page-4/", f"/{page}/".encode()))

    early = {name("page-4", word): word for word in words}
    same = next(word for word in words if name("page-6", word) in early)
    ten.write("page-4", html_of(("Clinic", (early[name("page-6", same)],), "Carers")))
    ten.index()
    for words_of_it in ((same,), (same, "more"), (same,)):
        ten.write("page-6", html_of(("Clinic", words_of_it, "Carers")))
        made = ten.index()
        assert not ten.wholly
        assert made == ten.clean()
        lengths = {len(path) for path in made if path.startswith("fragment/")}
        assert len(lengths) == (2 if len(words_of_it) == 1 else 1)
    ten.write("page-4", html_of(("Clinic", ("another",), "Carers")))
    made = ten.index()
    assert not ten.wholly
    assert made == ten.clean()


def test_a_piece_that_is_damaged_without_a_trace_makes_it_anew(ten: Build) -> None:
    (piece,) = (ten.site / FOLDER / "index").iterdir()
    found = piece.stat()
    piece.write_bytes(piece.read_bytes()[:-9] + b"\0" * 9)
    os.utime(piece, ns=(found.st_atime_ns, found.st_mtime_ns))
    ten.write("page-4", html_of(("Clinic", ("another",), "Carers")))
    assert ten.index() == ten.clean()
    assert ten.wholly


@pytest.mark.parametrize(
    "content",
    [b"\x60", b"\x82\x80\x80", b"\x81\x81\x83aa\x82\x83\0\x80\x80\x80", b"\x81\x81\x82aa\x80"],
)
def test_a_piece_in_another_form_is_not_read(content: bytes) -> None:
    with pytest.raises(UnknownIndexError):
        list(terms_of(content))
