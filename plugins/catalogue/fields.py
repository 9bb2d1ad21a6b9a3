"""The types of single values: days, times, addresses, files. Each refuses in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Annotated, Protocol, TypeVar
from urllib.parse import quote, urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic import ValidationInfo as Info
from pydantic_core import PydanticCustomError

PICTURES = (".jpg", ".jpeg", ".png", ".webp")
SOUND = (".mp3", ".m4a")
VIDEO = (".mp4", ".m4v", ".webm")
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
MOMENT = r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}"
LANGUAGE = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?"
EMAIL = r"[^@\s]+@[^@\s]+\.[^@\s.]+"
TELEPHONE = r"(?<![\w/.-])(?:\+[0-9]|\(?0)[0-9 ()./-]{6,}[0-9]"
WEB_ADDRESS = r"https?://[^\s/]+(/\S*)?"
SITE_ADDRESS = r"/[A-Za-z0-9._~/%-]*"
FIRST_YEAR = "1900"
SHOWN = 60  # Characters of a value that a message shows.
Value = TypeVar("Value")
PAPERS = (".pdf", ".docx", ".odt", ".xlsx", ".ods", ".csv", ".pptx", ".odp", ".txt")


class Model(BaseModel):
    """A closed, frozen set of fields: a misspelt name is a fault, not a silent extra."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Folder(Protocol):
    """What a value needs to know of the file that it stands in; the validation's context."""

    def resolve(self, reference: str) -> str | None:
        """Return a path from the content folder, or None where it would lead out of it."""

    def exists(self, path: str) -> bool:
        """Tell whether the content folder holds this file."""

    def like(self, reference: str) -> str | None:
        """Return the reference that was probably meant, where the file is not there."""


def refuse(
    kind: str, fault: str, remedy: str | None = None, *, at: tuple[str | int, ...] = ()
) -> PydanticCustomError:
    """Return an error whose fault follows the field's name: "alt {fault}".

    A check of several fields says with `at` which of them it is about.
    """
    return PydanticCustomError(kind, "{fault}", {"fault": fault, "remedy": remedy, "at": at})


def _day(value: object) -> object:
    """Only 2014-11-03 is a day: a bare number would otherwise be read as seconds."""
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise refuse("day", f'cannot be "{short(value)}".', _rewritten(value))
    return _checked(date.fromisoformat, value, "day")


def _moment(value: object) -> object:
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        remedy = f"Write the time after the day, like {value} 10:00."
        raise refuse("moment", f'cannot be "{value}": the time is missing.', remedy)
    if not re.fullmatch(MOMENT, value):
        raise refuse("moment", f'cannot be "{short(value)}".')
    return _checked(datetime.fromisoformat, value, "time")


def _checked(read: Callable[[str], Value], value: str, what: str) -> Value:
    try:
        found = read(value)
    except ValueError as error:
        fault = f'cannot be "{value}": there is no such {what}.'
        raise refuse(what, fault) from error
    if value < FIRST_YEAR:
        raise refuse(what, f'cannot be "{value}": the year is too early.')
    return found


def _rewritten(value: str) -> str | None:
    """Turn the other usual ways to write a day into the one that is read."""
    year_last = re.fullmatch(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})", value)
    year_first = re.fullmatch(r"([0-9]{4})[/. -]([0-9]{1,2})[/. -]([0-9]{1,2})", value)
    if not (year_last or year_first):
        return None
    parts = year_last.groups()[::-1] if year_last else year_first.groups() if year_first else ()
    year, month, day = (int(part) for part in parts)
    try:
        return f"Write it as year-month-day: {date(year, month, day).isoformat()}."
    except ValueError:
        return None


def short(text: str) -> str:
    """Return a value as a message shows it."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 3]}..."


def _file(value: object, info: Info) -> object:
    """Turn a reference beside the item into a path from the content folder."""
    folder: Folder | None = info.context
    if not isinstance(value, str) or folder is None:
        return value
    path = folder.resolve(value)
    if path is None:
        remedy = "Move the file into the content folder, beside the item, and write its name here."
        fault = f'cannot be "{short(value)}": it leads out of the content folder.'
        raise refuse("outside", fault, remedy)
    if not folder.exists(path):
        fault = f'names a file that is not there: "{short(value)}".'
        raise refuse("no_file", fault, where_to_put(folder, value, path))
    return path


def where_to_put(folder: Folder, reference: str, path: str) -> str:
    """Return the remedy for a reference to a file that is not there."""
    if reference.startswith("www."):
        return f"Write the whole address: https://{short(reference)}."
    if re.fullmatch(r"[^@/\s]+@[^@/\s]+", reference):
        return f"Write mailto: before an e-mail address: mailto:{short(reference)}."
    meant = folder.like(reference)
    if meant is not None:
        letters = " Capital letters count." if meant.lower() == reference.lower() else ""
        other = f" Otherwise put the file at {path}." if PurePosixPath(path).suffix else ""
        return f'Did you mean "{meant}"?{letters}{other}'
    if not PurePosixPath(path).suffix:
        return "Name a file with its ending, like ../news/flu-clinics.md, not an address."
    return f"Put the file at {path} in the content folder, or correct its name."


def _ending(allowed: tuple[str, ...], what: str) -> AfterValidator:
    def check(path: str) -> str:
        if PurePosixPath(path).suffix.lower() not in allowed:
            remedy = f"Give {what}: a file that ends in {either(allowed)}."
            raise refuse("ending", f'cannot be "{short(PurePosixPath(path).name)}".', remedy)
        return path

    return AfterValidator(check)


def either(words: Iterable[str]) -> str:
    """Join words for a message: ".mp4, .m4v or .webm"."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def is_remote(file: str) -> bool:
    """Tell whether a file lies on another host, and so not in the content folder."""
    return re.match("(https|s3)://", file) is not None


def _recording(value: object, info: Info) -> object:
    """Accept the address of a recording on another host, or a file beside the item."""
    if not isinstance(value, str) or not re.match("[a-z0-9]+://", value):
        return _file(value, info)
    if not re.fullmatch(r"(https|s3)://[^\s/]+/\S+", value):
        remedy = "Write its whole address with https:// or s3://, or the name of a file."
        raise refuse("address", f'cannot be "{short(value)}".', remedy)
    return value


def _remote_ending(value: str) -> str:
    ending = PurePosixPath(urlsplit(value).path if is_remote(value) else value).suffix.lower()
    if ending not in SOUND + VIDEO:
        remedy = f"Give a recording: a file that ends in {either(SOUND + VIDEO)}."
        raise refuse("ending", f'cannot be "{short(value)}".', remedy)
    return value


def _link(value: object, info: Info) -> object:
    """Accept a web address, /a/page/ of the site, or an item's file, with or without #anchor."""
    if not isinstance(value, str) or re.fullmatch(r"(https?://|mailto:|tel:)\S+", value):
        return value
    if re.fullmatch(r"/([^/\s]\S*)?", value):
        return value
    path, mark, anchor = value.partition("#")
    if not path.endswith(".md"):
        raise refuse("link", f'cannot be "{short(value)}".', _how_to_link(value))
    return f"{_file(path, info)}{mark}{anchor}"


def _how_to_link(value: str) -> str:
    """Return how to write what is neither a web address nor an item's file."""
    if found := re.search(TELEPHONE, value):
        number = re.sub(r"[^+0-9]", "", found[0].replace("(0)", ""))
        return f"Write tel: before a telephone number, and no spaces: tel:{number}."
    if found := re.search(EMAIL, value):
        return f"Write mailto: before an e-mail address: mailto:{found[0]}."
    if value.startswith("www."):
        return f"Write the whole address: https://{short(value)}."
    return (
        "Write a web address with https://, a telephone number like tel:01164960000, an e-mail"
        " address like mailto:hello@example.org, or the file of an item, like ../news/flu.md."
    )


def _old_address(value: str) -> str:
    """Accept an address of this site at which a reader may still ask for the page."""
    if not re.fullmatch(SITE_ADDRESS, value):
        raise refuse("old_address", *_why_no_old_address(value))
    return value


def _why_no_old_address(value: str) -> tuple[str, str | None]:
    fault = f'cannot be "{short(value)}"'
    if found := re.match(r"(?:https?:)?//[^/?#]*(/[^?#]+)?", value):
        remedy = f"Write only {found[1]}." if found[1] else "Delete the line."
        return f"{fault}: the name of a website is in it.", remedy
    if not value.startswith("/"):
        return f"{fault}: it must begin with a slash.", f"Write /{short(value)}."
    path, mark, _ = value.partition(next((sign for sign in value if sign in "?#"), "?"))
    if mark == "#":
        remedy = f"Write {short(path)}: what follows a # never reaches the site."
        return f"{fault}: an address ends before a #.", remedy
    if mark:
        remedy = (
            f"Write {short(path)}, if all its readers should come here. If not, delete the line,"
            " and ask whoever runs the web server to redirect that address."
        )
        return f"{fault}: a page cannot redirect what follows a question mark.", remedy
    sign = next((c for c in value if not re.fullmatch(SITE_ADDRESS, f"/{c}")), "")
    named = "a space" if sign == " " else f'the sign "{sign}"'
    remedy = f"Write it as browsers do: {quote(value, safe='/%~')}."
    return f"{fault}: {named} cannot stand in an address.", remedy


def _pattern(pattern: str, kind: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise refuse(kind, f'cannot be "{short(value)}".')
        return value

    return AfterValidator(check)


def _in_schema(pattern: str) -> WithJsonSchema:
    """Give editors' tools the pattern that our own check uses."""
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern}$"})


Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[datetime, BeforeValidator(_moment), _in_schema(MOMENT)]
Text = Annotated[str, StringConstraints(min_length=1)]
Slug = Annotated[str, _pattern(SLUG, "slug"), _in_schema(SLUG)]
Language = Annotated[str, _pattern(LANGUAGE, "language"), _in_schema(LANGUAGE)]
Email = Annotated[str, _pattern(EMAIL, "email"), _in_schema(EMAIL)]
WebAddress = Annotated[str, _pattern(WEB_ADDRESS, "address"), _in_schema(WEB_ADDRESS)]
SiteAddress = Annotated[str, AfterValidator(_old_address), _in_schema(SITE_ADDRESS)]
ContentFile = Annotated[str, BeforeValidator(_file)]
ItemFile = Annotated[ContentFile, _ending((".md",), "an item")]
PictureFile = Annotated[ContentFile, _ending(PICTURES, "a picture")]
RecordingFile = Annotated[ContentFile, _ending(SOUND + VIDEO, "a recording")]
ReadingFile = Annotated[ContentFile, _ending((".mp3",), "a reading")]
FilmFile = Annotated[ContentFile, _ending(VIDEO, "a film")]
AnyRecording = Annotated[str, BeforeValidator(_recording), AfterValidator(_remote_ending)]
PaperFile = Annotated[ContentFile, _ending(PAPERS, "a paper")]
CaptionsFile = Annotated[ContentFile, _ending((".vtt",), "a transcript in WebVTT")]
TranscriptFile = Annotated[ContentFile, _ending((".vtt", ".srt", ".json", ".txt"), "a transcript")]
Link = Annotated[str, BeforeValidator(_link)]
