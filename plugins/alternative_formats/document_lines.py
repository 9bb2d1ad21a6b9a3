"""Lines of text, with their spaces as a browser shows them and telephone numbers in one piece."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from plugins.alternative_formats.document import Run, Runs
from plugins.alternative_formats.document_telephone import together

SPACES = re.compile(r"[ \t\n\r\f]+")
# What no XML can hold, what no reader sees, and line ends that are not HTML's.
ODD = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufff9-\ufffb\ufffe\uffff]")
UNUSUAL = re.compile(rf"[\t\n\r\f]|  |{ODD.pattern}")  # few texts have any of it
LINE_ENDS = "\x0b\x85\u2028\u2029"
BREAK = "\x00"  # where the line is broken, until the spaces are done


def plain(text: str) -> str:
    """Return text of a field: spaces collapsed, telephone numbers together."""
    return together(SPACES.sub(" ", seen(text)).strip(" "))


def line(*words: str | Run) -> Runs:
    """Return plain words and runs as one line."""
    return line_of([Run(text=part) if isinstance(part, str) else part for part in words])


def line_of(runs: Iterable[Run]) -> Runs:
    """Return runs as a line: spaces collapsed, equal neighbours joined, numbers together.

    A line break is BREAK in the text.
    """
    collapsed = _collapsed(runs)
    if not collapsed:
        return ()
    return _with_numbers_together(_joined(collapsed))


def with_text(run: Run, text: str) -> Run:
    """Return a run of the same look; dataclasses.replace takes four times as long."""
    return Run(
        text=text,
        strong=run.strong,
        emphasis=run.emphasis,
        code=run.code,
        address=run.address,
        expansion=run.expansion,
        language=run.language,
        note=run.note,
    )


def seen(text: str) -> str:
    """Return text without the signs that nobody sees and no format can hold."""
    return ODD.sub(_instead, text) if ODD.search(text) else text


def _instead(found: re.Match[str]) -> str:
    """Return what browsers show for an odd sign."""
    sign = found[0]
    if sign in LINE_ENDS:
        return " "
    # &#150; is read as Windows wrote it (HTML, 13.2.5.80).
    return sign.encode("latin-1").decode("cp1252", "ignore") if "\x80" <= sign <= "\x9f" else ""


def _collapsed(runs: Iterable[Run]) -> list[Run]:
    found: list[Run] = []
    space = True  # a space here would stand at the beginning, or beside another
    for run in runs:
        if run.text == BREAK:
            _strip_end(found, " ")
            found.append(with_text(run, "\n"))
            space = True
            continue
        text = run.text
        if UNUSUAL.search(text):
            text = SPACES.sub(" ", seen(text))
        if space and text.startswith(" "):
            text = text[1:]
        if text:
            found.append(run if text == run.text else with_text(run, text))
            space = text.endswith(" ")
    _strip_end(found, " \n")
    while found and found[0].text == "\n":
        del found[0]
    return found


def _strip_end(runs: list[Run], signs: str) -> None:
    while runs and runs[-1].text[-1] in signs:
        text = runs[-1].text.rstrip(signs)
        if text:
            runs[-1] = with_text(runs[-1], text)
            return
        runs.pop()


def _joined(runs: Sequence[Run]) -> Runs:
    """Return the runs with those in one that look the same."""
    found = [runs[0]]
    for run in runs[1:]:
        if run.note is None and _look(found[-1]) == _look(run):
            found[-1] = with_text(run, found[-1].text + run.text)
        else:
            found.append(run)
    return tuple(found)


_look = attrgetter("strong", "emphasis", "code", "address", "expansion", "language", "note")


def _with_numbers_together(runs: Runs) -> Runs:
    """Join telephone numbers, which may go on from one run to the next."""
    text = runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])
    done = together(text)
    return runs if done == text else tuple(_cut(runs, done))


def _cut(runs: Runs, text: str) -> Iterator[Run]:
    start = 0
    for run in runs:
        end = start + len(run.text)
        yield run if run.text == text[start:end] else with_text(run, text[start:end])
        start = end
