"""The W3C's own checker reads every page. It is a Java program: some hosts have none."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from plugins.publishing.fault import PublishFault
from plugins.publishing.verify_finding import Finding
from plugins.publishing.verify_looking import Looking
from plugins.publishing.verify_program import asked
from plugins.publishing.verify_site import BuiltSite

JAR = "node_modules/vnu-jar/build/dist/vnu.jar"
SECONDS = 900
REMEDY = "Correct the template in theme/templates, or the HTML in the item's Markdown."
NO_JAVA = (
    "there is no Java",
    "On Debian, as root: apt install default-jre-headless",
)
NO_CHECKER = (
    "vnu-jar is not installed",
    "Install it: npm ci --ignore-scripts, or ./run test once",
)
UNREADABLE = "The W3C's checker of HTML could not do its work. It said: "


def invalid_pages(site: BuiltSite, looking: Looking) -> Iterator[Finding]:
    """Yield each error that the checker finds; PublishFault where it is asked for and missing."""
    lacking = _lacking(looking.program)
    if lacking is None:
        yield from _errors(site, looking.program / JAR)
        return
    why, remedy = lacking
    fault = f"The pages' HTML was not checked by the W3C's checker: {why}."
    if looking.html == "required":
        raise PublishFault(fault, f"{remedy}. Or write html: if-there under verify.")
    looking.teller.say(f"{fault} {remedy}.")


def _lacking(program: Path) -> tuple[str, str] | None:
    """Return what is missing and how to get it; None where all is there."""
    if shutil.which("java") is None:
        return NO_JAVA
    return None if (program / JAR).is_file() else NO_CHECKER


def _errors(site: BuiltSite, jar: Path) -> Iterator[Finding]:
    folder = site.folder.resolve()
    if not site.pages:
        return
    command = ["java", "-Xss2m", "-jar", str(jar), "--stdout", "--format", "json"]
    # Folders but for the search index, whose fragments it would take for pages.
    parts = sorted({path.split("/")[0] for path in site.pages})
    command += ["--skip-non-html", *(str(folder / part) for part in parts)]
    checked = asked(command, "The W3C's checker of HTML", SECONDS)
    if not checked.said.startswith(b"{"):
        raise PublishFault(f"{UNREADABLE}{checked.errors.strip()[:500]}", NO_CHECKER[1])
    for message in json.loads(checked.said)["messages"]:
        if message["type"] == "error":
            yield _finding(folder, message)


def _finding(folder: Path, message: dict[str, Any]) -> Finding:
    path = str(message.get("url", "")).removeprefix("file:").removeprefix(f"{folder}/")
    line = message.get("lastLine", 1)
    return Finding(path, f"line {line} is not valid HTML: {message['message']}", REMEDY)
