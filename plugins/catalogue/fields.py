"""The types of single values: days, times, addresses, files. Each refuses in plain words."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Annotated, Protocol

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic import ValidationInfo as Info
from pydantic_core import PydanticCustomError

PICTURES = (".jpg", ".jpeg", ".png", ".webp")
SOUND = (".mp3", ".m4a")
VIDEO = (".mp4", ".m4v", ".webm")
PAPERS = (".pdf", ".docx", ".odt", ".xlsx", ".ods", ".csv", ".pptx", ".odp", ".txt")


class Model(BaseModel):
    """A closed, frozen set of fields: a misspelt name is a fault, not a silent extra."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, populate_by_name=True
    )


class Folder(Protocol):
    """What a value needs to know of the file that it stands in; the validation's context."""

    def resolve(self, reference: str) -> str | None:
        """Return a path from the content folder, or None where it would lead out of it."""

    def exists(self, path: str) -> bool:
        """Tell whether the content folder holds this file."""


def refuse(kind: str, fault: str, remedy: str | None = None) -> PydanticCustomError:
    """Return an error whose fault follows the field's name: "alt {fault}"."""
    return PydanticCustomError(kind, "{fault}", {"fault": fault, "remedy": remedy})


def _day(value: object) -> object:
    """Only 2014-11-03 is a day: a bare number would otherwise be read as seconds."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise refuse("day", f'cannot be "{value}".')
    return value


def _moment(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", value):
        raise refuse("moment", f'cannot be "{value}".')
    return value


def _file(value: object, info: Info) -> object:
    """Turn a reference beside the item into a path from the content folder."""
    folder: Folder | None = info.context
    if not isinstance(value, str) or folder is None:
        return value
    path = folder.resolve(value)
    if path is None:
        remedy = "Move the file into the content folder, beside the item, and write its name here."
        raise refuse("outside", f'cannot be "{value}": it leads out of the content folder.', remedy)
    if not folder.exists(path):
        remedy = (
            f"Put the file at {path} in the content folder, or correct the name:"
            " capital letters and the ending count."
        )
        raise refuse("no_file", f'names a file that is not there: "{value}".', remedy)
    return path


def _ending(allowed: tuple[str, ...], what: str) -> AfterValidator:
    def check(path: str) -> str:
        if PurePosixPath(path).suffix.lower() not in allowed:
            endings = ", ".join(allowed)
            remedy = f"Give {what}: a file that ends in {endings}."
            raise refuse("ending", f'cannot be "{PurePosixPath(path).name}".', remedy)
        return path

    return AfterValidator(check)


def _link(value: object, info: Info) -> object:
    """Accept a web address, or an item's file with or without an #anchor."""
    if not isinstance(value, str) or re.match(r"(https?://|mailto:|tel:)\S+$", value):
        return value
    path, mark, anchor = value.partition("#")
    if not path.endswith(".md"):
        raise refuse("link", f'cannot be "{value}".')
    return f"{_file(path, info)}{mark}{anchor}"


def _pattern(pattern: str, kind: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise refuse(kind, f'cannot be "{value}".')
        return value

    return AfterValidator(check)


Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Text = Annotated[str, StringConstraints(min_length=1)]
Slug = Annotated[str, _pattern(r"[a-z0-9]+(-[a-z0-9]+)*", "slug")]
Language = Annotated[str, _pattern(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", "language")]
Email = Annotated[str, _pattern(r"[^@\s]+@[^@\s]+\.[^@\s.]+", "email")]
WebAddress = Annotated[str, _pattern(r"https?://[^\s/]+(/\S*)?", "address")]
SiteAddress = Annotated[str, _pattern(r"/[A-Za-z0-9._~/%-]*", "old_address")]
ContentFile = Annotated[str, BeforeValidator(_file)]
ItemFile = Annotated[ContentFile, _ending((".md",), "an item")]
PictureFile = Annotated[ContentFile, _ending(PICTURES, "a picture")]
RecordingFile = Annotated[ContentFile, _ending(SOUND + VIDEO, "a recording")]
PaperFile = Annotated[ContentFile, _ending(PAPERS, "a paper")]
CaptionsFile = Annotated[ContentFile, _ending((".vtt",), "a transcript in WebVTT")]
Link = Annotated[str, BeforeValidator(_link)]
