"""Transcripts as HTML for apps, with the podcast namespace's cite, time and p."""

from __future__ import annotations

from lxml import etree

from plugins.podcast.transcript import Line, Transcript, paragraphs_of
from plugins.podcast.transcript_vtt import clock

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})


def as_html(transcript: Transcript, title: str, language: str) -> str:
    """Return a transcript as HTML: who speaks, from when, and the words."""
    direction = "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"
    page = etree.Element("html", lang=language, dir=direction)
    head = etree.SubElement(page, "head")
    etree.SubElement(head, "meta", charset="utf-8")
    etree.SubElement(head, "meta", name="viewport", content="width=device-width")
    # The words stand on the episode's page, which is the one to find.
    etree.SubElement(head, "meta", name="robots", content="noindex")
    etree.SubElement(head, "title").text = title
    body = etree.SubElement(page, "body")
    for line in paragraphs_of(transcript):
        _add(body, line)
    text = etree.tostring(page, method="html", encoding="unicode", doctype="<!DOCTYPE html>")
    return f"{text}\n"


def _add(body: etree._Element, line: Line) -> None:
    if line.speaker:
        cite = etree.SubElement(body, "cite")
        cite.text, cite.tail = f"{line.speaker}:", "\n"
    if line.start is not None:
        # Without attributes, or apps that look for <time> overlook it; with two digits each, or
        # HTML would not take it for a time.
        time = etree.SubElement(body, "time")
        time.text, time.tail = clock(line.start)[:8], "\n"
    words = etree.SubElement(body, "p")
    words.text, words.tail = line.text, "\n"
