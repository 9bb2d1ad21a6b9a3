"""Each kind of item as a JSON Schema, by which editors' tools complete and check fields.

`python -m plugins.catalogue.schema` writes what is generated into docs/.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from plugins.catalogue.easy_read import MARK, EasyRead
from plugins.catalogue.guide import with_fields
from plugins.catalogue.item_reading import NEVER_IN_A_TRANSLATION, OWN_TO_A_TRANSLATION
from plugins.catalogue.kinds import KINDS, Episode, Show
from plugins.catalogue.site import Site

DIALECT = "https://json-schema.org/draft/2020-12/schema"
GUIDE = "editors.md"
# The file of each schema: the kind's folder, but that a show and its episodes share theirs.
MODELS: Mapping[str, type[BaseModel]] = MappingProxyType(
    {kind: model for kind, model in KINDS.items() if model is not Show}
    | {"show": Show, "episode": Episode, "site": Site, MARK: EasyRead}
)


def schemas() -> dict[str, str]:
    """Return the text of each schema by the name of its file, like "news.json"."""
    return {
        f"{name}.json": json.dumps(schema_of(model), indent=2, ensure_ascii=False) + "\n"
        for name, model in sorted(MODELS.items())
    }


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """Return a kind's JSON Schema, in the 2020-12 dialect."""
    schema = _without_titles(model.model_json_schema(mode="validation"))
    schema = {"$schema": DIALECT, "title": getattr(model, "noun", "the site"), **schema}
    if "translation_of" in schema["properties"]:
        _let_translations_inherit(schema)
    return schema


def _let_translations_inherit(schema: dict[str, Any]) -> None:
    """Require of a translation only what it cannot take from its original."""
    required = schema.pop("required")
    schema["if"] = {"required": ["translation_of"]}
    schema["then"] = {
        "required": [name for name in required if name in OWN_TO_A_TRANSLATION] + ["lang"],
        "properties": {
            name: False for name in NEVER_IN_A_TRANSLATION if name in schema["properties"]
        },
    }
    schema["else"] = {"required": required}


def _without_titles(schema: dict[str, Any]) -> dict[str, Any]:
    """Leave out the titles that pydantic makes of names: they tell an editor nothing."""
    kept: dict[str, Any] = {}
    for key, value in schema.items():
        if key in {"properties", "$defs"}:
            kept[key] = {name: _without_titles(part) for name, part in value.items()}
        elif isinstance(value, dict):
            kept[key] = _without_titles(value)
        elif isinstance(value, list):
            kept[key] = [_without_titles(v) if isinstance(v, dict) else v for v in value]
        elif key != "title":
            kept[key] = value
    return _without_null(kept)


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Refuse a field that is written with no value, as our own check does."""
    if {"type": "null"} not in schema.get("anyOf", []):
        return schema
    values = [part for part in schema["anyOf"] if part != {"type": "null"}]
    others = {key: value for key, value in schema.items() if key not in {"anyOf", "default"}}
    # A $ref keeps its own line, lest its words and the field's be mixed up.
    plain = len(values) == 1 and "$ref" not in values[0]
    return others | (values[0] if plain else {"anyOf": values})


def write_docs(docs: Path) -> None:
    """Write the schemas into docs/schema, and the tables of fields into the editors' guide."""
    (docs / "schema").mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (docs / "schema" / name).write_text(text, encoding="utf-8")
    guide = docs / GUIDE
    guide.write_text(with_fields(guide.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    write_docs(Path("docs"))
