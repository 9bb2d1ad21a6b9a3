"""An item without the files that consent keeps back: pictures go, and links leave their words."""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from dataclasses import replace
from typing import TypeVar

from plugins.catalogue.body import Body
from plugins.catalogue.easy_read import EasyRead
from plugins.catalogue.fields import Model
from plugins.catalogue.item import Item
from plugins.catalogue.named_files import PARTS
from plugins.catalogue.site import Brand

# What plugins/catalogue/body_survey.py leaves where Markdown has a picture, or a link to a file.
PICTURE = re.compile(r'<img\b[^>]*?\bsrc="\{picture\}([^"]*)"[^>]*>')
FILE_LINK = re.compile(r'<a\b[^>]*?href="\{file\}([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
# What held a picture alone.
EMPTY_LINK = re.compile(r"<a\b[^>]*>\s*</a>")
EMPTY_PARAGRAPH = re.compile(r"<p>\s*</p>\n?")
AnyModel = TypeVar("AnyModel", bound=Model)
Text = TypeVar("Text", Item, EasyRead, Item | EasyRead)


def text_without(text: Text, files: Collection[str]) -> Text | None:
    """Return an item or an easy read without these files; None where it cannot be without."""
    left = without(text, files)
    if left is None:
        return None
    body = body_without(left.body, files)
    if body is left.body:
        return left
    return left.model_copy(update={"origin": replace(left.origin, body=body)})


def without(model: AnyModel, files: Collection[str]) -> AnyModel | None:
    """Return fields without these files; None where they cannot be without, as a recording is."""
    changes: dict[str, object] = {}
    for name, value in model:
        left = _left(model, value, files)
        if left is None and value is not None and type(model).model_fields[name].is_required():
            return None
        if left is not value:
            changes[name] = left
    return model.model_copy(update=changes) if changes else model


def _left(model: Model, value: object, files: Collection[str]) -> object:
    if isinstance(value, str):
        return None if isinstance(model, (*PARTS, Brand)) and value in files else value
    if isinstance(value, Model):
        return without(value, files)
    if isinstance(value, tuple):
        parts = [_left(model, part, files) for part in value]
        same = all(left is part for left, part in zip(parts, value, strict=True))
        return value if same else tuple(part for part in parts if part is not None)
    return value


def body_without(body: Body, files: Collection[str]) -> Body:
    """Return words without these files. The Markdown stays as the editor has it."""
    if not any(one.target in files for one in (*body.pictures, *body.files)):
        return body

    def kept(found: re.Match[str], rest: str) -> str:
        return rest if html.unescape(found[1]) in files else found[0]

    shown = FILE_LINK.sub(lambda found: kept(found, found[2]), body.html)
    shown = PICTURE.sub(lambda found: kept(found, ""), shown)
    shown = EMPTY_PARAGRAPH.sub("", EMPTY_LINK.sub("", shown))
    return replace(
        body,
        html=shown,
        pictures=tuple(one for one in body.pictures if one.target not in files),
        files=tuple(one for one in body.files if one.target not in files),
    )
