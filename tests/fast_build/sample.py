"""Content in the likeness of Pelican's own sample: three readers, and what themes show of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pelican
from pelican.settings import read_settings

THEMES = Path(pelican.__file__).with_name("themes")

FILES: Mapping[str, str] = {
    "cat1/article1.rst": """\
Article 1
#########

:date: 2011-02-17
:yeah: oh yeah !

Article 1 has a `link <{filename}markdown-article.md>`_
and a `static one <{static}/extra/map.txt>`_.
""",
    "cat1/article2.rst": """\
Article 2
#########

:date: 2011-02-17
:tags: foo, bar, baz
:summary: In *short*

.. contents::

One
===

.. code-block:: python

    formatted = "yes"

.. image:: {static}/pictures/sushi.svg
   :alt: A picture

Two
===

A footnote [1]_ and a |word|.

.. |word| replace:: replaced word
.. [1] Below.

+-----+------+
| one | two  |
+=====+======+
| 1   | 2    |
+-----+------+
""",
    "cat1/markdown-article.md": """\
Title: A markdown powered article
Date: 2011-04-20
Modified: 2011-05-01 12:00
Tags: foo, markdown
Authors: Alexis Métaireau, Ben

You're mutually oblivious.

[a root-relative link to unbelievable]({filename}/unbelievable.rst)
[a file-relative link to unbelievable]({filename}../unbelievable.rst#more)

    :::python
    print("code")

| Term | Place |
| --- | --- |
| one | two |
""",
    "another_super_article.rst": """\
Oh yeah !
#########

:tags: oh, bar, yeah
:date: 2010-10-20 10:14
:category: bar
:author: Alexis Métaireau
:slug: oh-yeah
:license: WTFPL

Why not ?
=========

After all, why not ? It's pretty simple, and it will allow me to write my blog posts in rst !

.. raw:: html

    <b>As it is</b>
""",
    "super_article.rst": """\
This is a super article !
#########################

:tags: foo, bar, foobar
:date: 2010-12-02 10:14
:modified: 2013-11-17 23:29
:category: yeah
:author: Alexis Métaireau
:summary: Multi-line metadata should be supported
    as well as **inline markup** and stuff to "typogrify".

Some content here !
""",
    "unbelievable.rst": """\
Unbelievable !
##############

:date: 2010-10-15 20:30

Or completely awesome. Depends the needs.
""",
    "unbelievable-fr.rst": """\
Incroyable !
############

:date: 2010-10-15 20:30
:lang: fr
:slug: unbelievable

C'est incroyable.
""",
    "article.html": """\
<html><head><title>An article in HTML</title><meta name="date" content="2012-02-29 09:00">
<meta name="tags" content="foo, html"><meta name="category" content="misc">
<meta name="custom" content="1"></head>
<body><p>See <a href="{category}bar">bar</a>, <a href="{tag}foo">foo</a>,
<a href="{author}Ben">Ben</a> and <a href="{index}">all</a>.</p></body></html>
""",
    "draft_article.rst": """\
A draft article
###############

:status: draft

This is a draft article, it should live under the /drafts/ folder and not be listed anywhere else.
""",
    "hidden.md": """\
Title: Hidden
Date: 2013-03-03
Status: hidden

It is found by its address.
""",
    "filename_metadata-2012-11-30.rst": """\
FILENAME_METADATA example
#########################

Some content.
""",
    "pages/test_page.rst": """\
This is a test page
###################

:category: test

Just an image.

.. image:: {attach}../pictures/other.svg
   :alt: wow
""",
    "pages/hidden_page.rst": """\
This is a test hidden page
##########################

:category: test
:status: hidden

This is great for things like error(404) pages
Anyone can see this page but it's not linked to anywhere!
""",
    "pages/override.md": """\
Title: Override url and save_as
Date: 2012-12-07
url: override/
save_as: override/index.html
template: page

Test page which overrides save_as and url so that this page will be generated at a custom location.
""",
    "pages/jinja2_template.html": """\
{% extends "base.html" %}
{% block content %}
Some text
{% for article in articles|sort(attribute="title") %}{{ article.title }} {% endfor %}
{% endblock %}
""",
    "extra/map.txt": "The map\n",
    "extra/robots.txt": "User-agent: *\n",
    "pictures/sushi.svg": "<svg/>\n",
    "pictures/other.svg": "<svg></svg>\n",
}


def write_sample(folder: Path) -> None:
    """Write the content."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def sample_settings(folder: Path, output: Path, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any setting
    """Return the settings of Pelican's sample, without what changes from day to day."""
    settings: dict[str, Any] = read_settings(
        None,
        override={
            "PATH": str(folder / "content"),
            "OUTPUT_PATH": str(output),
            "CACHE_PATH": str(folder / "kept"),
            "AUTHOR": "Alexis Métaireau",
            "SITENAME": "Alexis' log",
            "SITESUBTITLE": "A personal blog.",
            "SITEURL": "http://blog.notmyidea.org",
            "TIMEZONE": "Europe/Paris",
            "GITHUB_URL": "http://github.com/ametaireau/",
            "DISQUS_SITENAME": "blog-notmyidea",
            "REVERSE_CATEGORY_ORDER": True,
            "LOCALE": "C",
            "DEFAULT_PAGINATION": 4,
            "DEFAULT_DATE": (2012, 3, 2, 14, 1, 1),
            "FEED_ALL_RSS": "feeds/all.rss.xml",
            "CATEGORY_FEED_RSS": "feeds/{slug}.rss.xml",
            "LINKS": (("Biologeek", "http://biologeek.org"), ("Filyb", "http://filyb.info/")),
            "SOCIAL": (("twitter", "http://twitter.com/ametaireau"),),
            "DEFAULT_METADATA": {"yeah": "it is"},
            "EXTRA_PATH_METADATA": {"extra/robots.txt": {"path": "robots.txt"}},
            "FILENAME_METADATA": r"[^-]*-?(?P<date>\d{4}-\d{2}-\d{2})?.*",
            "STATIC_PATHS": ["pictures", "extra/robots.txt"],
            "PAGE_EXCLUDES": [],
            "TEMPLATE_PAGES": {"pages/jinja2_template.html": "jinja2_template.html"},
            "ARTICLE_EXCLUDES": ["pages"],
            "YEAR_ARCHIVE_SAVE_AS": "posts/{date:%Y}/index.html",
            "MONTH_ARCHIVE_SAVE_AS": "posts/{date:%Y}/{date:%m}/index.html",
            "OUTPUT_SOURCES": True,
            **more,
        },
    )
    return settings
