"""After any edits, an incremental build has written what stock Pelican writes from nothing.

FAST_BUILD_SEQUENCES says how many sequences are played: `./run bench --long` plays thousands.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fast_build.edits import Edit
from tests.fast_build.play import KINDS, LENGTH, NUMBERS, OFTEN, Play

SEQUENCES = int(os.environ.get("FAST_BUILD_SEQUENCES", "200"))
# Deleting thousands of small sites takes a disk longer than building them.
IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - a fresh folder in it
NUMBER = st.integers(0, NUMBERS - 1)


@settings(
    max_examples=SEQUENCES,
    # The same sequences each time where few are played; thousands are new ones.
    derandomize=SEQUENCES <= 200,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink],
    print_blob=False,
)
@given(
    st.lists(
        # The first kind is the simplest: what plays no part in a failure shrinks to nothing.
        st.builds(Edit, st.sampled_from(("nothing", *KINDS, *OFTEN)), NUMBER, NUMBER),
        min_size=LENGTH,
        max_size=LENGTH,
    )
)
def test_every_sequence_of_edits_ends_as_a_clean_build(edits: list[Edit]) -> None:
    with TemporaryDirectory(dir=IN_MEMORY) as folder:
        Play(Path(folder)).edits(edits)
