"""How a build for the preview ended: well, with the content's problems, or by a fault."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from plugins.catalogue.problem import Problem

PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="/~desk/desk.css">
</head>
<body>
<main>
<h1>{title}</h1>
<p>{lead}</p>
{details}
</main>
</body>
</html>
"""


@dataclass(frozen=True)
class Outcome:
    """What one build has come to."""

    problems: tuple[Problem, ...] = ()
    fault: str | None = None
    left_out: int = 0  # alternative formats that are still to be made

    @property
    def is_good(self) -> bool:
        """Tell whether there is a site to show."""
        return not self.problems and self.fault is None

    def page(self) -> str:
        """Return a page that says what stops the build. It goes away when that is mended."""
        if self.fault is not None:
            title = "The site could not be built"
            lead = "The content is not at fault. This page goes away when the cause is mended."
            return PAGE.format(title=title, lead=lead, details=f"<pre>{escape(self.fault)}</pre>")
        count = len(self.problems)
        title = "1 problem in the content" if count == 1 else f"{count} problems in the content"
        lead = "Mend it and save: this page then gives way to the site."
        details = "\n".join(_section(problem) for problem in self.problems)
        return PAGE.format(title=title, lead=lead, details=details)


def _section(problem: Problem) -> str:
    return (
        f"<h2>{escape(problem.path)}, line {problem.line}</h2>\n"
        f"<p><strong>{escape(problem.fault)}</strong></p>\n<p>{escape(problem.remedy)}</p>"
    )
