"""`./run rollback`: an earlier release is live again, within a second where files are local."""

from __future__ import annotations

from plugins.publishing.fault import PublishFault
from plugins.publishing.manifest import Manifest
from plugins.publishing.release import to_go_back_to
from plugins.publishing.steps import Judges
from plugins.publishing.steps_words import listed
from plugins.publishing.target import Target, Teller


def roll_back(target: Target, judges: Judges, wished: str | None, teller: Teller) -> Manifest:
    """Make a release live again, and look at it; return it."""
    with target.lock():
        for line in target.mend():
            teller.say(f"Mended: {line}")
        live = target.live()
        chosen = to_go_back_to(target.releases(), live, wished)
        target.activate(chosen.release)
        before = f", in place of {int(live.release)}" if live else ""
        teller.say(f"Release {int(chosen.release)} is live{before}.")
        judges.switched()
        # What was activated may have got parts of the pages that were live.
        findings = judges.confirm(target.live() or chosen, live)
    if findings:
        fault = f"Release {int(chosen.release)} is live, and not as it was.\n{listed(findings)}"
        raise PublishFault(fault, "Choose another (./run releases), or publish: ./run publish")
    return chosen
