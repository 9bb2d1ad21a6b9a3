"""What goes wrong with texts and files on their way: hypothesis draws the damage."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import TypeAlias

from hypothesis import strategies as st

# What has broken readers elsewhere: signs of YAML, Markdown and HTML, signs that nobody sees,
# numbers and days at the ends of their ranges, and ways out of a folder.
ODD = (
    *("", " ", "\t", "\n", "\n\n", "\r", "\0", "\x0b", "\x7f", "\x85", "\u2028", "\ufeff"),
    *(
        "\u202e",
        "\u2066",
        "\u200b",
        "\u200d",
        "\u0301" * 50,
        "\U0001f468\u200d\U0001f469",
        "\ue000",
    ),
    *("---", "...", ":", ": ", "- ", "? ", "#", "&a ", "*a", "!!python/object:os.system ", "!x"),
    *("[", "]", "{", "}", "[" * 30, "{a: " * 15, '"', "'", "|", ">", "|2-", "%", "@", "`", "<<: "),
    *("~", "null", "true", "0", "-1", "1e999", "9" * 400, "NaN", "0x1F", "1_000", "10:30"),
    *("0000-00-00", "9999-12-31", "2026-02-30", "2026-11-01 24:00", "1900-01-01", "-2026-11-01"),
    *("../../../etc/passwd", "/etc/passwd", "C:\\x", "file:///etc/passwd", "news/", ".", ".."),
    *("javascript:alert(1)", "https://[", "https://a:99999/", "https://\u0430pple.example", "//a"),
    *("<script>alert(1)</script>", "<!--", "-->", "<!", "</p>", "&amp;", "&#0;", "&#x110000;"),
    *(
        "**",
        "__",
        "``",
        "![",
        "](",
        "[^1]",
        "\n[^1]: a",
        "\n*[A]: b",
        "\n> ",
        "\n    ",
        "\\",
        "|a|",
    ),
    *("{item}", "{picture}x", "{site}", "{file}", "{filename}/x.md", "{{ x }}", "{% x %}", "\x02"),
    *("00:00:00.000 --> 00:00:01.000", "-->", "WEBVTT", "99:99:99.999", "<v >", "NOTE ", "1\n"),
)
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Damage: TypeAlias = Callable[[st.DrawFn, str], str]


def _place(draw: st.DrawFn, text: str) -> int:
    return draw(st.integers(0, len(text)))


def _stretch(draw: st.DrawFn, text: str) -> tuple[int, int]:
    begins = _place(draw, text)
    return begins, min(len(text), begins + draw(st.sampled_from([1, 2, 7, 40, 300])))


def _odd_put_in(draw: st.DrawFn, text: str) -> str:
    at = _place(draw, text)
    return text[:at] + draw(st.sampled_from(ODD)) + text[at:]


def _odd_value(draw: st.DrawFn, text: str) -> str:
    """Give one of its fields another value."""
    rows = text.split("\n")
    fields = [number for number, row in enumerate(rows) if ":" in row] or [0]
    at = draw(st.sampled_from(fields))
    value = draw(st.one_of(st.sampled_from(ODD), st.text(max_size=20)))
    rows[at] = f"{rows[at].partition(':')[0]}: {value}"
    return "\n".join(rows)


def _any_text_put_in(draw: st.DrawFn, text: str) -> str:
    at = _place(draw, text)
    return text[:at] + draw(st.text(max_size=12)) + text[at:]


def _taken_out(draw: st.DrawFn, text: str) -> str:
    begins, ends = _stretch(draw, text)
    return text[:begins] + text[ends:]


def _said_again(draw: st.DrawFn, text: str) -> str:
    begins, ends = _stretch(draw, text)
    return text[:ends] + text[begins:ends] * draw(st.sampled_from([1, 2, 30])) + text[ends:]


def _cut(draw: st.DrawFn, text: str) -> str:
    return text[: _place(draw, text)]


def _row_moved(draw: st.DrawFn, text: str) -> str:
    rows = text.split("\n")
    row = rows.pop(draw(st.integers(0, len(rows) - 1)))
    rows.insert(draw(st.integers(0, len(rows))), draw(st.sampled_from(["", "  ", "- "])) + row)
    return "\n".join(rows)


def _capitals(draw: st.DrawFn, text: str) -> str:
    begins, ends = _stretch(draw, text)
    return text[:begins] + text[begins:ends].swapcase() + text[ends:]


TEXT_DAMAGES: tuple[Damage, ...] = (
    _odd_put_in,
    _odd_value,
    _any_text_put_in,
    _taken_out,
    _said_again,
    _cut,
    _row_moved,
    _capitals,
)


@st.composite
def damaged_texts(draw: st.DrawFn, seeds: Sequence[str]) -> str:
    """Draw one of the texts, damaged in one to four places."""
    text = draw(st.sampled_from(seeds))
    for damage in draw(st.lists(st.sampled_from(TEXT_DAMAGES), min_size=1, max_size=4)):
        text = damage(draw, text)
    return text


@st.composite
def damaged_files(draw: st.DrawFn, seeds: Sequence[bytes]) -> bytes:
    """Draw one of the files: cut short, with bits turned over, parts doubled, lost or foreign."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 4))):
        data = _damaged(draw, data, seeds)
    return data


def _damaged(  # noqa: PLR0911 - a way to damage each
    draw: st.DrawFn, data: bytes, seeds: Sequence[bytes]
) -> bytes:
    # Heads are where readers believe lengths: every other damage falls there.
    near = min(len(data), draw(st.sampled_from([64, 600, len(data)])))
    at = draw(st.integers(0, near))
    match draw(st.integers(0, 6)):
        case 0:
            return data[:at]
        case 1:
            turned = bytes([data[at] ^ 1 << draw(st.integers(0, 7))]) if at < len(data) else b""
            return data[:at] + turned + data[at + 1 :]
        case 2:
            length = draw(
                st.sampled_from([b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff", b"\0\0\0\1"])
            )
            return data[:at] + length + data[at + 4 :]
        case 3:
            return data[:at] + draw(st.binary(max_size=16)) + data[at:]
        case 4:
            return data[:at] + data[at + draw(st.integers(1, 64)) :]
        case 5:
            return data[:at] + data[at : at + 200] * 3 + data[at:]
        case _:
            other = draw(st.sampled_from(seeds))
            return data[:at] + other[at:]


@st.composite
def refilled_feeds(draw: st.DrawFn, feed: str) -> str:
    """Draw a feed that is still XML, with other values in one to four of its places."""
    for _ in range(draw(st.integers(1, 4))):
        places = [found.span(1) for found in re.finditer(r'(?<=[>"])([^<>"\n]+)(?=["<])', feed)]
        begins, ends = draw(st.sampled_from(places))
        value = escape(draw(st.one_of(st.sampled_from(ODD), st.text(max_size=20))))
        feed = feed[:begins] + NOT_IN_XML.sub("", value) + feed[ends:]
    return feed
