"""After any edits, an incremental build has written what stock Pelican writes from nothing.

FAST_BUILD_SEQUENCES says how many sequences are played: `./run bench --long` plays thousands.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fast_build.edits import Edit
from tests.fast_build.play import CALM, KINDS, LENGTH, NUMBERS, OFTEN, WATCHED, Play
from tests.fast_build.watched import Watched

SEQUENCES = int(os.environ.get("FAST_BUILD_SEQUENCES", "200"))
# Deleting thousands of small sites takes a disk longer than building them.
IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - a fresh folder in it
NUMBER = st.integers(0, NUMBERS - 1)


def _of(kinds: Sequence[str]) -> st.SearchStrategy[list[Edit]]:
    # The first kind is the simplest: what plays no part in a failure shrinks to nothing.
    one = st.builds(Edit, st.sampled_from(("nothing", *kinds)), NUMBER, NUMBER)
    return st.lists(one, min_size=LENGTH, max_size=LENGTH)


often = settings(
    max_examples=SEQUENCES * 7 // 10,
    # The same sequences each time where few are played; thousands are new ones.
    derandomize=SEQUENCES <= 200,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink],
    print_blob=False,
)


@settings(often)
@given(_of((*KINDS, *OFTEN)))
def test_every_sequence_of_edits_ends_as_a_clean_build(edits: list[Edit]) -> None:
    with TemporaryDirectory(dir=IN_MEMORY) as folder:
        Play(Path(folder)).edits(edits)


@settings(often, max_examples=SEQUENCES * 3 // 20)
@given(_of(CALM))
def test_the_short_ways_of_a_build_end_there_too(edits: list[Edit]) -> None:
    with TemporaryDirectory(dir=IN_MEMORY) as folder:
        Play(Path(folder)).edits(edits)


@settings(often, max_examples=SEQUENCES * 3 // 20)
@given(_of(WATCHED))
def test_a_build_that_watches_ends_there_too(edits: list[Edit]) -> None:
    with TemporaryDirectory(dir=IN_MEMORY) as folder:
        Play(Path(folder), Watched()).edits(edits)
