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
    # Files of data are shown on every page, by a name and by a function.
    "clinic_opening": """\
import json
from pathlib import Path

from pelican import signals


def read(generator, name):
    path = Path(generator.path).parent / "data" / f"{name}.json"
    return json.loads(path.read_text())[name]


def give(generator):
    generator.context["NOTICE"] = read(generator, "notice")
    generator.env.globals["opening"] = lambda: read(generator, "opening")


def register():
    signals.generator_init.connect(give)
""",
    # Words ask for data.
    "clinic_notice": """\
from pelican import signals

NAME = "NOTICE"


def put(generators):
    for generator in generators:
        for article in getattr(generator, "articles", []):
            if "{{notice}}" in article._content:
                article._content = article._content.replace("{{notice}}", generator.context[NAME])


def register():
    signals.all_generators_finalized.connect(put)
""",
    # A value is reckoned of the words.
    "clinic_words": """\
from pelican import signals

UNIT = "words"


def count(content):
    content.words = f"{len((content._content or '').split())} {UNIT}"


def register():
    signals.content_object_init.connect(count)
""",
    # What stands in no file of content reaches pages by every way that plugins have.
    "clinic_ways": """\
import json
from pathlib import Path

from pelican import signals


def read(generator):
    path = Path(generator.path).parent / "data" / "ways.json"
    generator.ways = json.loads(path.read_text())["ways"]


def name(generator):
    read(generator)
    generator.env.globals["phone"] = generator.ways
    if generator.ways not in generator.context["LINKS"]:
        generator.context["LINKS"].append(generator.ways)


def tell(generator):
    for category, _ in generator.categories:
        category.lead = generator.ways


def write(generator, metadata):
    metadata["ward"] = generator.ways


def before(generator, content):
    if content.slug == "a-walk":
        content._content += generator.ways


def entitle(context, feed):
    feed.feed["description"] = context["WAYS"]


def give(generator):
    generator.context["WAYS"] = generator.ways


def register():
    signals.generator_init.connect(name)
    signals.article_generator_finalized.connect(tell)
    signals.article_generator_context.connect(write)
    signals.article_generator_write_article.connect(before)
    signals.article_generator_finalized.connect(give)
    signals.feed_generated.connect(entitle)
""",
    # A generator of its own, and what is done with files that are written.
    "clinic_list": """\
from pathlib import Path

from pelican import signals
from pelican.generators import Generator


class Listing(Generator):
    def generate_output(self, writer):
        articles = self.context["articles"]
        template = self.env.get_template("listing.html")
        for number, article in enumerate(articles[:2]):
            writer.write_file(f"list/{number}.html", template, self.context, one=article)


def shorten(path, context):
    if path.endswith("about.html"):
        path = Path(path)
        path.write_text(path.read_text().strip())


def register():
    signals.get_generators.connect(lambda _: Listing, weak=False)
    signals.content_written.connect(shorten)
""",
}

# Some leave room for every short way that a build can take, others for none.
TOGETHER: tuple[tuple[str, ...], ...] = (
    ("clinic_opening",),
    ("clinic_opening", "clinic_notice"),
    ("clinic_opening", "clinic_neighbours", "clinic_notice"),
    ("clinic_opening", "clinic_list"),
    ("clinic_opening", "clinic_notice", "clinic_words"),
    tuple(PLUGINS),
)
