"""Which alternative formats the site makes, and how: `formats` in site.yaml."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import Field

from plugins.catalogue.fields import Language, Model, Text

FormatName: TypeAlias = Literal["large-print", "pdf", "epub", "braille", "audio", "text"]
EVERY: tuple[FormatName, ...] = ("large-print", "pdf", "epub", "braille", "audio", "text")


class LargePrint(Model):
    """How large the large print is."""

    size: int = Field(
        default=18,
        ge=16,
        le=36,
        description="The size of letters in points. Write a whole number from 16 to 36.",
    )


class Braille(Model):
    """How braille is set."""

    grade: Literal[1, 2] = Field(
        default=2,
        description="1 is letter by letter, 2 is contracted as most readers know it. Write 1 or 2.",
    )
    cells: int = Field(
        default=40, ge=20, le=100, description="Cells in a line. Write a whole number."
    )
    lines: int = Field(
        default=25, ge=10, le=60, description="Lines on a page. Write a whole number."
    )
    tables: dict[Language, Text] = Field(
        default_factory=dict,
        description=(
            "Another table of liblouis for a language. Write lines like cy: cy-cy-g1.utb."
        ),
    )


class Voice(Model):
    """How the computer's voice speaks."""

    engine: Literal["espeak", "piper"] = Field(
        default="espeak", description="The program that speaks. Write espeak or piper."
    )
    words_a_minute: int = Field(
        default=160, ge=80, le=300, description="How fast it speaks. Write a whole number."
    )
    voices: dict[Language, Text] = Field(
        default_factory=dict,
        description=(
            "The voice for a language: for espeak its name, for piper the path of its .onnx file."
            " Write lines like en-GB: en-gb-x-rp."
        ),
    )
    say: dict[Language, dict[Text, Text]] = Field(
        default_factory=dict,
        description=(
            "How to say words that the voice gets wrong. Write the code of a language, like en-GB,"
            " and below it lines of the word as it is written and as it should be said, like"
            " Belvoir: Beaver."
        ),
    )


class FormatSettings(Model):
    """Which formats there are, and their sizes, tables and voices."""

    every: tuple[FormatName, ...] = Field(
        default=EVERY,
        description=(
            "The formats of every item. Write a list of any of large-print, pdf, epub, braille,"
            " audio, text."
        ),
    )
    kinds: dict[str, tuple[FormatName, ...]] = Field(
        default_factory=dict,
        description=(
            "Where a kind has other formats than the rest. Write lines of its folder and a list of"
            " any of large-print, pdf, epub, braille, audio, text, like people: [large-print,"
            " text]."
        ),
    )
    large_print: LargePrint = Field(
        default=LargePrint(), description="Large print, on screen and paper. Give size."
    )
    braille: Braille = Field(default=Braille(), description="Braille. Give grade, cells, lines.")
    voice: Voice = Field(
        default=Voice(), description="The computer's voice. Give voices, and how to say words."
    )
