"""Rows of tables, without looking for code in those that hold none."""

from __future__ import annotations

from markdown.extensions.tables import TableProcessor


class FastTableProcessor(TableProcessor):
    """Splits a row where Python-Markdown's own does."""

    def _split(self, row: str) -> list[str]:
        if "`" in row or "\\" in row:
            cells: list[str] = super()._split(row)  # type: ignore[misc]
            return cells
        return row.split("|")
