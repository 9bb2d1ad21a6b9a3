"""One publish or rollback in a process of its own, which the tests kill: see test_killed.py."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

from plugins.publishing.fault import PublishFault
from plugins.publishing.sbom import sbom
from plugins.publishing.steps_commands import chosen_target, publish_to, roll_back_on
from plugins.publishing.target import Teller
from tests.publishing.pages_site import PagesSite
from tests.silent import Silent
from tests.small_site import PROJECT

sbom(PROJECT)  # It is the same for every publish, and is made before the first begins.


def work(root: str, content: str, what: str) -> None:
    """Publish the edition whose number is `what`, or go back."""
    teller: Teller = Silent()
    chosen = chosen_target(Path(root) / "publish.yaml", None, teller)
    # These few pages are no site: nothing looks at what was built.
    judges = dataclasses.replace(chosen.judges, verify=lambda *_: ())
    chosen = dataclasses.replace(chosen, judges=judges)
    try:
        if what == "back":
            roll_back_on(chosen, None)
        else:
            site = PagesSite(Path(content), int(what))
            publish_to(chosen, lambda _: site)
    except PublishFault as fault:
        sys.exit(fault.exitcode)
