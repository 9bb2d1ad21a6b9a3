"""The tasks that `./run` and `invoke` offer: each reads its options and calls the desk."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from invoke import Collection, Context, Exit, task

from plugins.desk.fault import MachineFault
from plugins.desk.leaving import leaving
from plugins.desk.program import Answers, Desk, own_fault

# What a task needs is imported inside it: `./run` alone lists the tasks at once, and `./run new`
# does not wait for Pelican.

CONTENT = "The content folder; content/ unless you say another."
TO = "The target in publish.yaml; the only one, or the one called demo, unless you say another."
PUBLISH_FILE = "Where the targets stand; publish.yaml unless you say another."
# Where what was made of a story may be kept on this machine.
CACHES_OF_STORIES = ("alternative_formats/made", "pictures", "podcast")
AS_OF = "The day whose site it is, as year-month-day; today unless you say another."


@task(
    auto_shortflags=False,
    help={
        "content": CONTENT,
        "output": "Where the site is written; output/, or with drafts output-drafts/, unless you"
        " say another folder.",
        "site_url": "The site's address on the web; the one in site.yaml unless you say another.",
        "as_of": AS_OF,
        "drafts": "Show drafts and items of later days too, marked. It is not for the public.",
        "anew": "Make every page again, also where nothing has changed.",
    },
)
def build(
    _: Context,
    content: str | None = None,
    output: str | None = None,
    site_url: str | None = None,
    as_of: str | None = None,
    drafts: bool = False,
    anew: bool = False,
) -> None:
    """Make the site from the content; only what has changed, if it has been made before."""
    from dataclasses import replace

    from plugins.desk.last_build import is_built
    from plugins.desk.order import order_from, shown

    with Answers():
        order = replace(order_from(content, output, site_url, as_of, drafts=drafts), anew=anew)
        if is_built(order):
            # Without what the progress is drawn with: it takes longer to load than the answer.
            print(f"Nothing has changed. The site is in {shown(order.output)}.")  # noqa: T201
            return
        from plugins.desk import build as desk
        from plugins.desk.progress import telling

        gc.disable()  # A search for rubbish among all that a build keeps takes a while.
        with desk.problems_listed(order), telling() as teller:
            desk.build(order, teller)
            for line in desk.last_words(order):
                teller.say(line)


@task(
    auto_shortflags=False,
    help={
        "content": CONTENT,
        "as_of": AS_OF,
        "port": "The port of the address in the browser; 8000 unless you say another.",
    },
)
def serve(
    _: Context, content: str | None = None, as_of: str | None = None, port: int = 8000
) -> None:
    """Show the site in the browser, drafts marked, and again at each save."""
    from plugins.desk import serve as desk
    from plugins.desk.order import order_from

    with Answers():
        desk.serve(order_from(content, None, None, as_of, drafts=True), port)


@task(auto_shortflags=False, help={"content": CONTENT, "as_of": AS_OF})
def check(_: Context, content: str | None = None, as_of: str | None = None) -> None:
    """Say what is wrong in the content, and what could be better; write nothing."""
    from plugins.desk import check as desk
    from plugins.desk.build import problems_listed
    from plugins.desk.order import order_from

    with Answers():
        order = order_from(content, None, None, as_of, drafts=True)
        with problems_listed(order):
            desk.check(order)


@task(
    auto_shortflags=False,
    positional=["kind", "title"],
    help={
        "kind": "news, story, show, episode, person, event, meeting, feedback, campaign,"
        " edition, page, notice, easy-read or translation.",
        "title": "The title, in quotation marks; for a translation or an easy read, the file of the"
        " item.",
        "content": CONTENT,
        "as_of": "The item's date, as year-month-day; today unless you say another.",
        "in_": "For a page: the folders inside pages/, like about/our-work.",
        "show": "For an episode: its show's folder.",
        "lang": "For a translation: its language, like ur.",
        "slug": "The last part of its address; made from the title unless you say another.",
    },
)
def new(
    _: Context,
    kind: str,
    title: str,
    content: str | None = None,
    as_of: str | None = None,
    in_: str | None = None,
    show: str | None = None,
    lang: str | None = None,
    slug: str | None = None,
) -> None:
    """Begin an item: ./run new news "Flu clinics open on Monday"."""
    from plugins.desk import new as desk
    from plugins.desk.order import content_folder, day, today
    from plugins.desk.wish import Wish

    with Answers():
        wish = Wish(
            content=content_folder(content),
            day=day(as_of) if as_of is not None else today(),
            kind=kind,
            title=title,
            under=in_,
            show=show,
            lang=lang,
            slug=slug,
        )
        desk.new(wish)


@task(
    auto_shortflags=False,
    positional=[],
    help={
        "month": "The month whose items it gathers, like 2026-10.",
        "from_": "The first day, as year-month-day; with --to, in place of a month.",
        "to": "The last day.",
        "topic": "A topic of site.yaml, in place of days.",
        "content": CONTENT,
        "output": "Where the site is written; output/ unless you say another folder.",
        "as_of": AS_OF,
    },
)
def edition(
    _: Context,
    month: str = "",
    from_: str | None = None,
    to: str | None = None,
    topic: str | None = None,
    content: str | None = None,
    output: str | None = None,
    as_of: str | None = None,
) -> None:
    """Gather items to a booklet in every format: ./run edition 2026-10."""
    from plugins.desk import edition as desk
    from plugins.desk.build import problems_listed
    from plugins.desk.order import day, order_from, today
    from plugins.desk.progress import telling

    with Answers():
        order = order_from(content, output, None, as_of)
        asked = desk.Asked(
            month=month or None,
            starts=day(from_, "--from") if from_ else None,
            ends=day(to, "--to") if to else None,
            topic=topic,
        )
        with problems_listed(order), telling() as teller:
            desk.edition(order, asked, order.as_of or today(), teller)


@task(
    auto_shortflags=False,
    help={
        "to": TO,
        "dry_run": "Only say what would change; touch nothing where the site is published.",
        "as_of": AS_OF,
        "content": CONTENT,
        "publish_file": PUBLISH_FILE,
    },
)
def publish(
    _: Context,
    to: str | None = None,
    dry_run: bool = False,
    as_of: str | None = None,
    content: str | None = None,
    publish_file: str = "publish.yaml",
) -> None:
    """Check, build and look at the site, and make it live: all of it or nothing."""
    from plugins.desk.order import content_folder, project_file
    from plugins.desk.progress import telling
    from plugins.desk.public_site import public_site
    from plugins.publishing.content_kept import keep
    from plugins.publishing.steps_commands import chosen_target, publish_to

    with Answers(), telling() as teller:
        chosen = chosen_target(project_file(publish_file), to, teller)
        publish_to(chosen, lambda url: public_site(content, url, as_of), dry_run=dry_run)
        if not dry_run:
            keep(content_folder(content), chosen.around.cache)


@task(auto_shortflags=False, help={"to": TO, "publish_file": PUBLISH_FILE})
def releases(_: Context, to: str | None = None, publish_file: str = "publish.yaml") -> None:
    """List what has been published, the newest first."""
    from plugins.desk.order import project_file
    from plugins.desk.progress import Lines
    from plugins.publishing.steps_commands import chosen_target, list_releases

    with Answers():
        list_releases(chosen_target(project_file(publish_file), to, Lines()))


@task(
    auto_shortflags=False,
    positional=[],
    help={
        "release": "Its number, as ./run releases lists it; the one before unless you say another.",
        "to": TO,
        "publish_file": PUBLISH_FILE,
    },
)
def rollback(
    _: Context,
    release: str | None = None,
    to: str | None = None,
    publish_file: str = "publish.yaml",
) -> None:
    """Make an earlier release live again, at once: ./run rollback 41."""
    from plugins.desk.order import project_file
    from plugins.desk.progress import Lines
    from plugins.publishing.steps_commands import chosen_target, roll_back_on

    with Answers():
        roll_back_on(chosen_target(project_file(publish_file), to, Lines()), release)


@task(
    auto_shortflags=False,
    positional=["story"],
    help={
        "story": "The story's file or address, like stories/margaret.",
        "to": "The only target to take it off; all of publish.yaml unless you say one.",
        "content": CONTENT,
        "as_of": AS_OF,
        "publish_file": PUBLISH_FILE,
    },
)
def withdraw(
    _: Context,
    story: str,
    to: str | None = None,
    as_of: str | None = None,
    content: str | None = None,
    publish_file: str = "publish.yaml",
) -> None:
    """Take a patient's story off every target, at once: ./run withdraw stories/margaret."""
    from plugins.desk.order import PROJECT, content_folder, day, default_output, project_file, today
    from plugins.desk.progress import telling
    from plugins.desk.public_site import PublicSite
    from plugins.publishing.local_copies import LocalCopies
    from plugins.publishing.publish_file import read_publish_file
    from plugins.publishing.steps_commands import chosen_target
    from plugins.publishing.withdraw import story_of
    from plugins.publishing.withdraw_steps import Withdrawal
    from plugins.publishing.withdraw_steps import withdraw as withdrawn

    with Answers(), telling() as teller:
        folder, file = content_folder(content), project_file(publish_file)
        names = [to] if to is not None else list(read_publish_file(file).targets)
        caches = tuple(PROJECT / ".cache" / name for name in CACHES_OF_STORIES)
        outputs = (default_output(drafts=False), default_output(drafts=True))
        work = Withdrawal(
            folder,
            story_of(folder, story),
            day(as_of) if as_of is not None else today(),
            lambda root, url: PublicSite(root, url, as_of),
            LocalCopies(caches, outputs, (PROJECT / ".cache" / "fast_build",)),
            teller,
        )
        withdrawn(work, names, lambda name: chosen_target(file, name, teller, at_once=True))


@task(
    auto_shortflags=False,
    help={
        "database": "A folder or a ZIP file of OSV advisories; the one that the environment"
        " variable ADVISORIES names unless you say another."
    },
)
def audit(_: Context, database: str | None = None) -> None:
    """Look for known holes in what the program is made of; nothing is asked of the network."""
    import os

    from plugins.desk.order import PROJECT
    from plugins.desk.progress import Lines
    from plugins.publishing.audit import audit as look
    from plugins.publishing.audit import database_of
    from plugins.publishing.parts import parts_of

    with Answers():
        found = look(parts_of(PROJECT), database_of(database, os.environ))
        for line in found.lines():
            Lines().say(line)
    if found.findings:
        raise Exit(code=1)


@task(
    auto_shortflags=False,
    positional=["action"],
    help={
        "action": "check, or import.",
        "feed": "For import: the feed's web address, or a file that holds it.",
        "content": CONTENT,
        "as_of": AS_OF,
    },
)
def podcast(
    _: Context,
    action: str,
    feed: str = "",
    content: str | None = None,
    as_of: str | None = None,
) -> None:
    """Say what podcast apps would refuse (check), or take in an existing podcast (import FEED)."""
    from plugins.desk.build import problems_listed
    from plugins.desk.order import PROJECT, content_folder, order_from, shown
    from plugins.desk.progress import Lines
    from plugins.desk.site_build import check_site
    from plugins.podcast import commands

    with Answers():
        if action == "import" and feed:
            said = commands.imported(feed, content_folder(content))
        elif action == "check" and not feed:
            order = order_from(content, None, None, as_of)
            with problems_listed(order):
                known = PROJECT / ".cache/podcast/known.json"
                said = commands.checked(check_site(order, Lines()), shown(order.content), known)
        else:
            raise MachineFault(
                "podcast cannot do that.", "Write ./run podcast check, or ./run podcast import FEED"
            )
        for line in said:
            Lines().say(line)


@task(auto_shortflags=False, positional=["action"], help={"action": "refresh.", "content": CONTENT})
def media(_: Context, action: str, content: str | None = None) -> None:
    """Measure the recordings that lie on other hosts: ./run media refresh."""
    from plugins.desk.order import content_folder, today
    from plugins.desk.progress import Lines
    from plugins.podcast import commands

    with Answers():
        if action != "refresh":
            raise MachineFault("media cannot do that.", "Write ./run media refresh")
        for line in commands.refreshed(content_folder(content), today()):
            Lines().say(line)


@task(auto_shortflags=False)
def test(_: Context) -> None:
    """Run every judge; with words pytest alone, as in ./run test -k calendar."""
    from plugins.desk import judges

    with Answers():
        code = judges.test(words_after("test"))
    if code != 0:
        raise Exit(code=code)


@task(auto_shortflags=False)
def lint(_: Context) -> None:
    """Read the code: ruff, mypy and who may import what."""
    from plugins.desk import judges

    with Answers():
        code = judges.lint()
    if code != 0:
        raise Exit(code=code)


@task(
    auto_shortflags=False,
    help={
        "items": "How many items the made-up sites have, with commas between: 100,1000.",
        "rounds": "How often each is built; the tables show the middle of them.",
        "cases": "Some of cold, nothing, body, title, added, deleted, template, kept, watch.",
        "tools": "Some of ours, pelican, hugo, eleventy.",
        "settings": "Some of plain (the same templates for all), theme, and formats (the theme with"
        " all but audio).",
        "saves": "How many saves are timed while a site maker watches.",
        "to": "Where tables, drawings and figures are written.",
        "folder": "Where the sites are built: the machine's folder for what passes unless you say"
        " another.",
        "more": "Add to the figures that are there already.",
        "episodes": "How many episodes the feed of a podcast has; 0 leaves it out.",
        "documents": "How many items are made in each alternative format; 0 leaves them out.",
        "long": "No figures, but the proofs at length: builds after thousands of edits and kills,"
        " each compared with one made anew. It takes hours.",
    },
)
def bench(
    _: Context,
    items: str = "100,1000,10000",
    rounds: int = 3,
    cases: str = "",
    tools: str = "",
    settings: str = "plain,theme",
    saves: int = 5,
    to: str = "docs/bench",
    folder: str | None = None,
    more: bool = False,
    episodes: int = 0,
    documents: int = 0,
    long: bool = False,
) -> None:
    """Time builds of made-up sites beside other site makers; a podcast's feed; the formats."""
    from plugins.alternative_formats import bench as formats
    from plugins.benchmark.bench import bench as sites
    from plugins.benchmark.plans import Options, plans
    from plugins.desk.environment import prepare_yardsticks
    from plugins.desk.judges import prove
    from plugins.desk.order import PROJECT
    from plugins.desk.progress import Lines
    from plugins.podcast import bench as podcast

    with Answers():
        code = prove() if long else 0
    if long:
        raise Exit(code=code)
    with Answers():
        options = Options(
            *(items, rounds, cases, tools, settings, saves, PROJECT / to),
            folder=Path(folder).resolve() if folder else None,
            more=more,
        )
        plans(options)  # Better said before anything is installed.
        prepare_yardsticks(PROJECT)
        sites(options, Lines().say)
        if episodes:
            podcast.bench(episodes, rounds)
        if documents:
            formats.bench(documents)


def words_after(name: str) -> list[str]:
    """Return what was written after a task's name: pytest reads that, not we."""
    words = sys.argv[sys.argv.index(name) + 1 :]
    return words[1:] if words[:1] == ["--"] else words


def main() -> None:
    """Answer `./run`."""
    sys.excepthook = own_fault
    words = list(sys.argv)
    if words[1:2] == ["test"] and words[2:3] not in (["--"], ["--help"]):
        words.insert(2, "--")
    if words[1:3] == ["podcast", "import"] and words[3:4] != ["--feed"]:
        words.insert(3, "--feed")  # invoke knows no word that may be left out.
    if words[1:2] == ["edition"] and words[2:3] and not words[2].startswith("-"):
        words.insert(2, "--month")
    if words[1:2] == ["rollback"] and words[2:3] and not words[2].startswith("-"):
        words.insert(2, "--release")
    tasks = Collection.from_module(sys.modules[__name__])
    Desk(name="run", binary="./run", namespace=tasks).run(words)


if __name__ == "__main__":
    with leaving():
        main()
