"""Any text at all is read, or answered with problems: never with a traceback."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.catalogue.load import load
from plugins.catalogue.problem import ContentError
from tests.catalogue.golden import whole_site
from tests.small_site import SmallSite

FIELDS = "title: Roads open\nsummary: The roads are open.\ndate: 2026-11-01\n"
ODD = (
    "9" * 5000,
    "-1",
    "1e999",
    "nan",
    "null",
    "~",
    "{}",
    "[]",
    "[[], [[]], {a: [b]}]",
    "{a: {b: {c: d}}}",
    "0000-00-00",
    "9999-99-99",
    "2026-11-01 99:99",
    "<<: {title: x}",
    "!!python/object/apply:os.system [ls]",
    "!!binary aGVsbG8=",
    "&a [*a]",
    "*a",
    '"\\0\\x07\\ud800"',
    "\x00\x02wzxhzdk:0\x03",
    "\ufeff\ufffe\u2028\u0085\u202e",
    "\N{PILE OF POO}",
    "? x\n: y",
    "|\n  a\n b",
    "- - - - -",
    "#",
    "../../../../etc/passwd",
    "/",
    ".",
    "..",
    "a\\b",
    "x.md#",
    "http://",
    "{attach}x",
    "%ZZ%00",
    "1, 2",
)
BODIES = (
    "[x](y)",
    "![](x)",
    "[x][y]\n\n[y]: z",
    "[^1]\n\n[^1]: x",
    "<!-- x",
    "<![CDATA[",
    "<![foo",
    "</",
    "<script>",
    "&#0; &#x110000; &nosuch;",
    "# #\n\n=\n---",
    "| a |\n|---|\n|",
    "*[a]: b",
    ">" * 200,
    "[" * 500,
    "- " * 100,
    "`" * 99,
    "    x",
    "\x02amp\x03 \x02klzzwxh:0001\x03",
    "[x](<y z> 'q')",
    "<a@b> <http://>",
    "{item}x {picture}y",
)
NAMES = st.sampled_from(
    """
    title summary date updated topics places image lang translation_of translator status slug
    redirect_from related consent recording venue start end repeats plan agenda documents origin
    model_config path kind file alt __class__ 1 true <<
    """.split()  # noqa: SIM905 - a list of words is read as words
)
VALUE = st.sampled_from(ODD) | st.text(max_size=20)
LINE = st.builds("{}{}: {}\n".format, st.sampled_from(["", "  ", "\t", "- "]), NAMES, VALUE)
BODY = st.lists(st.sampled_from(BODIES) | st.text(max_size=30), max_size=5).map("\n\n".join)
PATHS = st.sampled_from(
    [
        "news/odd.md",
        "stories/odd.md",
        "podcasts/our-show/odd.md",
        "podcasts/our-show/show.md",
        "people/odd.md",
        "events/odd.md",
        "meetings/odd.md",
        "feedback/odd.md",
        "campaigns/odd.md",
        "pages/odd.md",
        "notices/odd.md",
        "news/flu-clinics.ur.md",
        "site.yaml",
    ]
)


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    """Give one folder for all examples: writing it is most of the time."""
    return whole_site(tmp_path_factory.mktemp("odd") / "content")


def answer(site: SmallSite, path: str, text: bytes) -> str:
    """Return the answer to a file of this text, and leave the folder as it was."""
    file = site.root / path
    before = file.read_bytes() if file.exists() else None
    file.write_bytes(text)
    try:
        load(site.root)
    except ContentError as error:
        return str(error)
    else:
        return ""
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_bytes(before)


def assert_readable(words: str) -> None:
    """Fail where an answer is neither empty nor a list of problems."""
    if words:
        *rows, last = words.split("\n")
        assert re.fullmatch(r"\d+ problems? in the content\. Nothing was written\.", last)
        assert re.match(r"[^\n:]+:\d+: \S", rows[0])
        assert "pydantic" not in words
        assert "Traceback" not in words


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(path=PATHS, lines=st.lists(LINE, max_size=6), start=st.sampled_from(["", FIELDS]), body=BODY)
def test_no_fields_and_no_words_end_in_a_traceback(
    laid: SmallSite, path: str, lines: list[str], start: str, body: str
) -> None:
    fields = start + "".join(lines)
    text = fields if path == "site.yaml" else f"---\n{fields}---\n{body}"
    assert_readable(answer(laid, path, text.encode("utf-8", errors="surrogatepass")))


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(path=PATHS, text=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_file_ends_in_a_traceback(laid: SmallSite, path: str, text: bytes) -> None:
    assert_readable(answer(laid, path, text))


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(value=VALUE, field=NAMES)
def test_no_value_of_a_whole_item_ends_in_a_traceback(
    laid: SmallSite, field: str, value: str
) -> None:
    lines = (laid.root / "events/one.md").read_text().split("\n")
    lines.insert(1, f"{field}: {value}")
    text = "\n".join(lines).encode("utf-8", errors="surrogatepass")
    assert_readable(answer(laid, "events/odd.md", text))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("news/odd.md", "---\n" + "title: " + "[" * 100_000 + "\n---\n"),
        ("news/odd.md", "---\n" + "- " * 50_000 + "x\n---\n"),
        ("news/odd.md", "---\n" + FIELDS + "---\n" + ">" * 20_000 + "x"),
        ("site.yaml", "a: " + "{a: " * 50_000),
        ("news/odd.md", "---\n&a [*a, *a]\n---\n"),
    ],
)
def test_no_depth_ends_the_program(laid: SmallSite, path: str, text: str) -> None:
    assert_readable(answer(laid, path, text.encode()))


def test_every_file_is_read_whatever_system_wrote_it(small_site: SmallSite) -> None:
    file = small_site.item("news/a.md", title="Flu clinics", body="## Who\n\n[x](#who)\n\nوقت\n")
    text = file.read_text(encoding="utf-8")
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    site = small_site.root / "site.yaml"
    site.write_bytes(
        b"\xef\xbb\xbf" + site.read_text(encoding="utf-8").replace("\n", "\r\n").encode()
    )
    (item,) = (item for item in small_site.load().items if item.path == "news/a.md")
    assert item.title == "Flu clinics"
    assert item.body.headings[0].line == 6
    assert "\r" not in item.body.html


def test_old_mac_line_ends_are_counted_too(small_site: SmallSite) -> None:
    small_site.write("news/a.md", "---\rtitle: A\rsummary: B\rdate: tomorrow\r---\rWords.\r")
    with pytest.raises(ContentError, match=r"news/a\.md:4: date cannot be"):
        small_site.load()


def test_a_missing_content_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="this content folder is not there"):
        load(tmp_path / "none")


def test_hidden_files_and_links_out_of_the_folder_are_not_content(
    small_site: SmallSite, tmp_path: Path
) -> None:
    (tmp_path / "private.md").write_text("secret")
    small_site.write("news/.draft.md", "secret")
    small_site.write("news/.old/a.md", "secret")
    (small_site.root / "news/private.md").symlink_to(tmp_path / "private.md")
    (small_site.root / "news/gone.md").symlink_to(tmp_path / "nowhere")
    (small_site.root / "news/lost.md").symlink_to(small_site.root / "news/nothing.md")
    assert sorted(small_site.load().files) == ["pages/about.md", "site.yaml"]


def test_a_translation_takes_what_it_does_not_say_from_its_original(
    small_site: SmallSite,
) -> None:
    small_site.item("events/walk.md", start="2026-12-05 10:00", end="2026-12-05 11:00")
    small_site.item(
        "events/walk.ur.md", lang="ur", translation_of="walk.md", title="سیر", status="published"
    )
    original, translation = sorted(
        (item for item in small_site.load().items if item.kind == "events"),
        key=lambda item: item.lang or "",
    )
    assert translation.title == "سیر"
    assert translation.url == "ur/events/walk/"
    assert getattr(translation, "start", 1) == getattr(original, "start", 2)


def test_a_show_is_translated_beside_its_show(every_kind: SmallSite) -> None:
    every_kind.item("podcasts/our-show/show.ur.md", lang="ur", translation_of="show.md", title="شو")
    assert "ur/podcasts/our-show/" in {item.url for item in every_kind.load().items}


def test_an_unreadable_site_file_does_not_hide_problems_of_items(small_site: SmallSite) -> None:
    small_site.write("site.yaml", "name: [")
    small_site.item("news/a.md", date="tomorrow")
    with pytest.raises(ContentError) as caught:
        small_site.load()
    assert [problem.path for problem in caught.value.problems] == ["news/a.md", "site.yaml"]


def test_an_unknown_field_named_like_ours_is_unknown(small_site: SmallSite) -> None:
    small_site.item("news/a.md", origin="x")
    with pytest.raises(ContentError, match=r'a\.md:5: "origin" is not a field of a news item'):
        small_site.load()


def test_a_file_name_that_is_no_text_is_said(small_site: SmallSite) -> None:
    small_site.item("news/a.md")
    name = os.fsencode(small_site.root) + b"/news/caf\xe9.md"
    Path(os.fsdecode(name)).write_text("---\n---\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"news/caf\?\.md:1: the name of this file") as caught:
        small_site.load()
    str(caught.value).encode()
