"""A figure as HTML: the picture, or what it shows in words, with caption and credit."""

from __future__ import annotations

from lxml import etree

from plugins.alternative_formats.document import Figure, words_in
from plugins.alternative_formats.markup_options import PictureFacts
from plugins.alternative_formats.markup_pen import Pen


def write_figure(pen: Pen, parent: etree._Element, figure: Figure) -> None:
    """Add a figure. A picture that cannot be shown is described; one that decorates is left out."""
    facts = pen.options.picture(figure)
    if facts is None and not (figure.alt or figure.caption or figure.credit):
        return
    place = pen.child(parent, "figure", "picture")
    if facts is not None:
        _write_picture(pen, place, figure, facts)
    elif figure.alt:
        _write_around(pen, pen.child(place, "p", "alt"), pen.document.labels.picture, figure.alt)
    if figure.caption or figure.credit:
        _write_caption(pen, pen.child(place, "figcaption"), figure)


def _write_picture(pen: Pen, place: etree._Element, figure: Figure, facts: PictureFacts) -> None:
    image = pen.child(place, "img")
    image.set("src", facts.src)
    if facts.srcset:
        image.set("srcset", facts.srcset)
    if facts.sizes:
        image.set("sizes", facts.sizes)
    image.set("width", str(facts.width))
    image.set("height", str(facts.height))
    if figure.alt:
        pen.line_as_attribute(image, "alt", figure.alt)
    else:
        image.set("alt", "")


def _write_caption(pen: Pen, place: etree._Element, figure: Figure) -> None:
    if figure.caption:
        pen.line(pen.child(place, "p"), words_in(figure.caption))
    if figure.credit:
        credit = pen.child(place, "p", "credit")
        _write_around(pen, credit, pen.document.labels.credit, figure.credit)


def _write_around(pen: Pen, place: etree._Element, label: str, words: str) -> None:
    """Add the next line within a label: "Picture by {name}"."""
    before, _, rest = label.partition("{")
    after = rest.partition("}")[2]
    pen.label(pen.child(place, "span", "label"), before)
    pen.line(pen.child(place, "bdi"), words_in(words))
    if after:
        pen.label(pen.child(place, "span", "label"), after)
