"""The templates' own text: what they name, what they may not hold, what the style sheet knows."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from jinja2 import Environment, meta, nodes

from plugins.nhs_theme.page_globals import PageGlobals
from tests.small_site import PROJECT

FOLDER = PROJECT / "theme" / "templates"
TEMPLATES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))
PARSER = Environment()  # noqa: S701 - nothing is rendered
STYLES = [
    PROJECT / f"theme/static/css/{name}.css" for name in ("site", "search", "player", "reading")
]

FROM_OTHER_ROOMS = {
    "absolute", "calendar_href", "card", "events_ahead", "file_of", "href", "last_time",
    "next_occurrences", "nth_weekday", "occurrences", "past_events", "picture", "podcast_chapters",
    "slug_of", "structured_data", "transcript_of",
}  # fmt: skip
FROM_THE_ADAPTER = {"STATES", "RATINGS", "OUTCOMES", "PURPOSES", "EACH_MONTH"}
FROM_PELICAN = {
    "FEED_ALL_ATOM", "ROOT", "SITEURL", "article", "articles", "articles_page",
    "articles_paginator", "as_of", "categories", "category", "dates", "page", "period",
    "publication", "site", "tag",
}  # fmt: skip
FROM_PODCASTS = {
    "maker_of", "makers_of", "podcast_apps", "podcast_embed", "podcast_feed",
    "podcast_other_places", "wishes_of",
}  # fmt: skip
FROM_ALTERNATIVE_FORMATS = {"alternatives", "measured", "measured_words"}
FROM_LISTEN_FEED = {"apps", "feed", "heard"}
FROM_WRITERS_OF_PAGES = {"document", "item", "items", "place", "target", "words"}
KNOWN = FROM_OTHER_ROOMS | FROM_THE_ADAPTER | FROM_PELICAN | FROM_WRITERS_OF_PAGES | FROM_PODCASTS
KNOWN |= FROM_ALTERNATIVE_FORMATS | FROM_LISTEN_FEED


def source(template: str) -> str:
    return (FOLDER / template).read_text(encoding="utf-8")


def own_globals() -> set[str]:
    """Return the names that our adapter gives, without building a site."""
    made = inspect.getsource(PageGlobals.by_name)
    return set(re.findall(r'^ +"(\w+)":', made, re.MULTILINE))


def set_in_templates() -> set[str]:
    """Return the names that a template sets or imports: an included part may use them."""
    names = set()
    for template in TEMPLATES:
        tree = PARSER.parse(source(template))
        for name in tree.find_all(nodes.Name):
            if name.ctx == "store":
                names.add(name.name)
        names |= {imported.target for imported in tree.find_all(nodes.Import)}
    return names


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_name_is_known(template: str) -> None:
    undeclared = meta.find_undeclared_variables(PARSER.parse(source(template)))
    assert undeclared - KNOWN - own_globals() - set_in_templates() - {"row_level"} == set()


@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_stands_in_the_page_that_its_policy_forbids(template: str) -> None:
    text = source(template)
    assert not re.search(r"<style|\sstyle=|\son\w+=", text)
    for script in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in script or re.search(
            r'type="(application/ld\+json|text/pagefind-template)"', script
        )


@pytest.mark.parametrize("template", TEMPLATES)
def test_words_in_attributes_and_titles_hold_no_tags(template: str) -> None:
    # A phrase without a translation comes in a span, which no attribute or title can hold.
    inside = [
        *re.findall(r'[\w-]+="([^"<>]*\{\{[^>]*?\}\}[^"<>]*)"', source(template)),
        *re.findall(r"\{% block title %\}(.*?)\{% endblock %\}", source(template)),
    ]
    for text in inside:
        for said in re.findall(r"\b(?:t|section_name)\([^{}]*?\)(?=[ }|])(\|striptags)?", text):
            assert said == "|striptags", text


@pytest.mark.parametrize("template", TEMPLATES)
def test_only_words_that_are_html_already_go_unescaped(template: str) -> None:
    for expression in re.findall(r"\{\{([^{}]*)\|safe", source(template)):
        assert re.search(r"\b(content|structured_data\(\w+\))$", expression.strip()), expression


def test_no_rule_is_for_a_class_that_no_template_has() -> None:
    # A class may also come by a script.
    scripts = (path.read_text("utf-8") for path in (PROJECT / "theme/static/js").glob("*.js"))
    text = "\n".join((*map(source, TEMPLATES), *scripts))
    for sheet in STYLES:
        for name in re.findall(r"\.(app-[\w-]+)", sheet.read_text(encoding="utf-8")):
            # The ends of some come from the content: app-notice--{{ notice.level }}.
            start = name.split("--")[0]
            assert re.search(rf"\b{name}(?![\w-])", text) or f"{start}--{{{{" in text, name


def test_only_logical_properties_are_in_our_sheets() -> None:
    for sheet in STYLES:
        css = re.sub(r"/\*.*?\*/", "", Path(sheet).read_text(encoding="utf-8"), flags=re.DOTALL)
        css = re.sub(r'\[dir="rtl"\][^}]*\}', "", css)
        physical = re.findall(
            r"(?:margin|padding|border)-(?:left|right)|(?<![\w-])(?:float|left|right)\s*:", css
        )
        assert physical == []
