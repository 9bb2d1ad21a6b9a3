"""The small site's plugins: what plugins do to contents, without a word to any file of theirs."""

from __future__ import annotations

from collections.abc import Mapping

PLUGINS: Mapping[str, str] = {
    # Each article knows those beside it.
    "clinic_neighbours": """\
from pelican import signals


def link(generator):
    listed = generator.articles
    for article, later in zip(listed, [None, *listed]):
        article.next_article = later
        if later is not None:
            later.prev_article = article


def register():
    signals.article_generator_finalized.connect(link)
""",
    # A file of data is shown on every page, and in whatever words ask for it.
    "clinic_notice": """\
import json
from pathlib import Path

from pelican import signals


def read(generator):
    path = Path(generator.path).parent / "data" / "notice.json"
    generator.context["NOTICE"] = json.loads(path.read_text())["notice"]


def put(generators):
    for generator in generators:
        for article in getattr(generator, "articles", []):
            if "{{notice}}" in article._content:
                article._content = article._content.replace(
                    "{{notice}}", generator.context["NOTICE"]
                )


def register():
    signals.generator_init.connect(read)
    signals.all_generators_finalized.connect(put)
""",
    # A value is reckoned of the words, and a function given to templates reads a file.
    "clinic_words": """\
import json
from pathlib import Path

from pelican import signals

UNIT = "words"


def count(content):
    content.words = f"{len((content._content or '').split())} {UNIT}"


def give(generator):
    path = Path(generator.path).parent / "data" / "opening.json"
    generator.env.globals["opening"] = lambda: json.loads(path.read_text())["opening"]


def register():
    signals.content_object_init.connect(count)
    signals.generator_init.connect(give)
""",
}
