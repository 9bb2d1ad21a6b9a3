"""Which builds the options of `./run bench` ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from plugins.benchmark.cases import CASES
from plugins.benchmark.fault import BenchFault
from plugins.benchmark.maker import Maker
from plugins.benchmark.makers_plain import PLAIN_MAKERS
from plugins.benchmark.makers_theme import FORMATS_MAKERS, THEME_MAKERS
from plugins.benchmark.turns import SAVES, WATCH, Plan

MAKERS: Mapping[str, Sequence[Maker]] = MappingProxyType(
    {"plain": PLAIN_MAKERS, "theme": THEME_MAKERS, "formats": FORMATS_MAKERS}
)
NAMES = list(dict.fromkeys(maker.name for makers in MAKERS.values() for maker in makers))
ALL_CASES = (*CASES, WATCH)
# What takes minutes each time, and no ratio asks for, is left out of large sites.
LARGE = 5000  # items
OF_A_LARGE_SITE: Mapping[tuple[str, str], Sequence[str]] = MappingProxyType(
    {
        ("plain", "pelican"): ("cold", "body"),
        ("theme", "pelican"): ("cold", "body"),
        ("formats", "ours"): ("cold", "nothing", "body"),
    }
)


@dataclass(frozen=True)
class Options:
    """The options as they are written, with commas between words; "" is all there is."""

    items: str = "100,1000,10000"
    rounds: int = 3
    cases: str = ""
    tools: str = ""
    settings: str = "plain,theme"
    saves: int = SAVES
    to: Path = Path("docs/bench")
    folder: Path | None = None  # where the sites are written and built
    more: bool = False  # figures than those that are there already


def plans(options: Options) -> list[Plan]:
    """Return what is to be measured; a BenchFault says which option cannot be as it is."""
    sizes = _words(options.items, "items", None)
    if not sizes or not all(size.isdigit() and int(size) for size in sizes):
        fault = f'--items cannot be "{options.items}".'
        raise BenchFault(fault, "Write numbers: --items 100,1000")
    if options.rounds < 1:
        fault = f"--rounds cannot be {options.rounds}."
        raise BenchFault(fault, "Write a number from 1: --rounds 3")
    settings = _words(options.settings, "settings", list(MAKERS))
    return [
        plan for setting in settings for size in sizes for plan in _plan(options, setting, size)
    ]


def _plan(options: Options, setting: str, size: str) -> Iterator[Plan]:
    wanted = _words(options.tools, "tools", NAMES)
    makers = [maker for maker in MAKERS[setting] if maker.name in wanted]
    cases = _words(options.cases, "cases", ALL_CASES)
    if makers:
        yield Plan(
            setting=setting,
            items=int(size),
            makers=makers,
            cases=_cases_of(setting, int(size), cases),
            rounds=options.rounds,
            saves=options.saves,
            floors=setting != "formats" and makers[0].name == "ours" and not options.cases,
        )


def _cases_of(setting: str, items: int, wanted: Iterable[str]) -> Callable[[Maker], list[str]]:
    def cases(maker: Maker) -> list[str]:
        few = OF_A_LARGE_SITE.get((setting, maker.name), ALL_CASES)
        usual = few if items >= LARGE else ALL_CASES
        cannot = {case for case, can in (("kept", maker.kept), (WATCH, maker.watch)) if not can}
        return [case for case in usual if case in wanted and case not in cannot]

    return cases


def _words(text: str, option: str, known: Sequence[str] | None) -> list[str]:
    """Return what stands between the commas, or all that is known where nothing does."""
    found = [word.strip() for word in text.split(",") if word.strip()]
    for word in found:
        if known is not None and word not in known:
            remedy = f"Write some of {', '.join(known)}, with commas between."
            raise BenchFault(f'--{option} cannot be "{word}".', remedy)
    return found or list(known or ())
