"""What a PDF says: read by its tags as a screen reader reads, and judged by two validators."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import outloud
import page
import pikepdf

PROFILES = (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1)
# TXT-004: Arabic letters have a shape for each place in a word, and all are the one letter.
# ORD-001 takes the words of a paragraph before those of its links, whatever their order in the
# tags: `Tagged.painted_in_order` says the same more exactly.
EXCUSED = {"TXT-004", "ORD-001"}
LENGTHS = "PDFA2A-STREAM-LENGTH-001"
STREAM = re.compile(rb"/Length (\d+)(?:(?!endobj).)*?>>\s*stream\r?\n", re.DOTALL)
CODE = rb"<([0-9a-fA-F]+)>\s*"


def faults(pdf: bytes) -> list[str]:
    """Return whatever page-validation and outloud have against a PDF."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "judged.pdf"
        file.write_bytes(pdf)
        judged = outloud.check(str(file)).sorted_findings()
    said = [f"{each.rule} {each.message}" for each in judged if each.rule not in EXCUSED]
    return nonconformities(pdf) + said


def nonconformities(pdf: bytes) -> list[str]:
    """Return what is against the rules of PDF/A-2a and PDF/UA-1, whatever the words mean."""
    return [
        f"{profile.value}: {failure.rule_id} {failure.message}"
        for profile in PROFILES
        for failure in page.validate_pdf_bytes(pdf, profile=profile).failures
        if failure.rule_id != LENGTHS or not _lengths_are_true(pdf)
    ]


def _lengths_are_true(pdf: bytes) -> bool:
    """Say whether each stream ends where it says; page-validation miscounts one ending in CR."""
    return all(
        pdf[found.end() + int(found[1]) :].startswith((b"\nendstream", b"\r\nendstream"))
        for found in STREAM.finditer(pdf)
    )


@dataclass
class Element:
    """An element of the structure, and what it holds, in order."""

    name: str
    alt: str | None = None
    language: str | None = None
    held: list[Element | str] = field(default_factory=list)

    def text(self) -> str:
        """Return its words."""
        return "".join(part if isinstance(part, str) else part.text() for part in self.held)

    def all(self, *names: str) -> Iterator[Element]:
        """Yield every element of these names in it, in order."""
        for part in self.held:
            if isinstance(part, Element):
                if part.name in names:
                    yield part
                yield from part.all(*names)


class Tagged:
    """A PDF, through its tags."""

    def __init__(self, pdf: bytes) -> None:
        """Read the marked words of every page."""
        self.file = pikepdf.open(BytesIO(pdf))
        self._read: list[tuple[int, int]] = []
        self.painted: list[tuple[int, int]] = []
        self.marked: dict[tuple[int, int], str] = {}
        self._pages = {sheet.objgen: at for at, sheet in enumerate(self.file.pages)}
        for number, sheet in enumerate(self.file.pages):
            for marked, words in _Stream(sheet).words():
                if (number, marked) not in self.marked:
                    self.painted.append((number, marked))
                self.marked[number, marked] = self.marked.get((number, marked), "") + words

    @cached_property
    def root(self) -> Element:
        """Return the whole structure."""
        return self._element(self.file.Root.StructTreeRoot.K, None)

    def painted_in_order(self) -> bool:
        """Say whether the words lie in the file in the order of the tags."""
        assert self.root.held
        return [key for key in self._read if key in self.marked] == self.painted

    def _element(
        self,
        node: Any,  # noqa: ANN401 - pikepdf's objects have no type
        sheet: int | None,
    ) -> Element:
        if isinstance(node, pikepdf.Array):
            (node,) = node
        here = self._pages[node.Pg.objgen] if "/Pg" in node else sheet
        alt, lang = node.get("/Alt"), node.get("/Lang")
        found = Element(
            str(node.S)[1:], None if alt is None else str(alt), None if lang is None else str(lang)
        )
        children = node.get("/K", pikepdf.Array())
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            found.held += self._child(child, here)
        return found

    def _child(  # pikepdf's objects have no type
        self,
        child: Any,  # noqa: ANN401
        sheet: int | None,
    ) -> Iterator[Element | str]:
        if isinstance(child, int):
            yield self._words(sheet, child)
        elif child.get("/Type") == "/MCR":
            yield self._words(self._pages[child.Pg.objgen] if "/Pg" in child else sheet, child.MCID)
        elif child.get("/Type") != "/OBJR":
            yield self._element(child, sheet)

    def _words(self, sheet: int | None, marked: int) -> str:
        assert sheet is not None
        self._read.append((sheet, marked))
        return self.marked.get((sheet, marked), "")


class _Stream:
    """The content of one page."""

    def __init__(self, sheet: pikepdf.Page) -> None:
        self._sheet = sheet
        self._fonts = {
            name: _codes(font.ToUnicode.read_bytes())
            for name, font in (sheet.resources.get("/Font") or {}).items()
        }

    def words(self) -> Iterator[tuple[int, str]]:
        """Yield the number and the words of each marked text, ISO 32000-1 14.8.2.3.3, 14.9.4."""
        stack: list[tuple[str, Any]] = []
        font: dict[int, str] = {}
        shown: list[tuple[bool, str]] = []
        for operands, operator in _instructions(self._sheet):
            match str(operator):
                case "BMC" | "BDC":
                    held = operands[1] if len(operands) > 1 else {}
                    stack.append((str(operands[0]), held))
                    if "/ActualText" in held:
                        shown.append((_reversed(stack), str(held["/ActualText"])))
                case "EMC":
                    stack.pop()
                case "Tf":
                    font = self._fonts[str(operands[0])]
                case "Tj" | "TJ" if not any("/ActualText" in held for _, held in stack):
                    strings = operands[0] if str(operator) == "TJ" else [operands[0]]
                    for string in strings:
                        if isinstance(string, pikepdf.String):
                            shown += [(_reversed(stack), sign) for sign in _decoded(string, font)]
                case "ET":
                    yield from _of(stack, _in_reading_order(shown))
                    shown = []


def _instructions(sheet: pikepdf.Page) -> Iterator[tuple[list[Any], pikepdf.Operator]]:
    for each in pikepdf.parse_content_stream(sheet):
        if isinstance(each, pikepdf.ContentStreamInstruction):
            yield list(each.operands), each.operator


def _of(stack: list[tuple[str, Any]], words: str) -> Iterator[tuple[int, str]]:
    numbers = [int(held["/MCID"]) for _, held in stack if "/MCID" in held]
    if numbers:
        yield numbers[-1], words


def _reversed(stack: list[tuple[str, Any]]) -> bool:
    return any(name == "/ReversedChars" for name, _ in stack)


def _in_reading_order(shown: list[tuple[bool, str]]) -> str:
    """Turn round what was painted from the left and is read from the right.

    Typst marks such signs, save where a word of theirs has ActualText: their script shows it.
    """
    arabic = any(unicodedata.bidirectional(part) == "AL" for _, sign in shown for part in sign)
    turned = arabic or any(marked for marked, _ in shown)
    signs = [sign for _, sign in shown]
    return "".join(reversed(signs) if turned else signs)


def _decoded(string: pikepdf.String, font: dict[int, str]) -> Iterator[str]:
    raw = bytes(string)
    for at in range(0, len(raw), 2):
        yield font[int.from_bytes(raw[at : at + 2], "big")]


def _codes(table: bytes) -> dict[int, str]:
    """Return the signs that the codes of a typeface stand for, of a ToUnicode table."""
    codes: dict[int, str] = {}
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        codes |= {int(code, 16): _signs(held) for code, held in re.findall(CODE * 2, part)}
    for part in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, held in re.findall(CODE * 3, part):
            for code in range(int(first, 16), int(last, 16) + 1):
                signs = _signs(held)
                codes[code] = signs[:-1] + chr(ord(signs[-1]) + code - int(first, 16))
    return codes


def _signs(held: bytes) -> str:
    return bytes.fromhex(held.decode()).decode("utf-16-be")
