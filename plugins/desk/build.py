"""`./run build`: the whole site, staged beside the last good one and then put in its place."""

from __future__ import annotations

import errno
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from plugins.catalogue.problem import ContentError
from plugins.desk import last_build
from plugins.desk.fault import MachineFault
from plugins.desk.order import PROJECT, Order, default_output, shown
from plugins.desk.progress import Teller
from plugins.desk.site_build import Written, write_site
from plugins.desk.staging import staged

# What the disk or the folder's owner forbids. Any other OSError is a fault of the program.
OF_THE_MACHINE = frozenset(
    {
        errno.EACCES,
        errno.EBUSY,
        errno.EDQUOT,
        errno.EFBIG,
        errno.EIO,
        errno.EMFILE,
        errno.ENAMETOOLONG,
        errno.ENOSPC,
        errno.EPERM,
        errno.EROFS,
    }
)

# The order without a word more: of this project's own content, which need not be there.
OF_THE_SITE = Order((PROJECT / "content").resolve(), default_output(drafts=False).resolve())


def build(order: Order, teller: Teller) -> Written:
    """Build the site into its output folder; where it fails, the last good output stays."""

    def waiting() -> None:
        teller.say(f"Another build writes to {shown(order.output)}. Waiting for it…")

    began = time.monotonic()
    files = last_build.Files()
    try:
        with staged(order.output, waiting=waiting, note=files.note) as folder:
            last_build.forget(order)
            inputs = last_build.Inputs(order)
            written = write_site(order, folder, teller)
        if not written.remarks:  # Whoever builds again must be told again.
            inputs.remember(order, files)
    except OSError as error:
        if gone := _gone(error, order):
            fault = f"The content changed while the site was built: {gone} is gone."
            raise MachineFault(fault, "Run it again when nobody moves files.") from error
        if error.errno not in OF_THE_MACHINE:
            raise
        place = f" ({shown(order.output)})" if error.filename is None else f" ({error.filename})"
        fault = f"The site could not be written: {error.strerror}{place}."
        remedy = "Look to the disk's space and the folder's permissions, then run it again."
        raise MachineFault(fault, remedy) from error
    seconds = time.monotonic() - began
    pages = sum(name.endswith(".html") for name in files)
    made = f"{_count(pages, 'page')} from {_count(written.items, 'item')}"
    teller.say(f"Built {made} in {seconds:.1f} seconds.")
    return written


def _gone(error: OSError, order: Order) -> str | None:
    """Return which file or folder of the content is not there any more, if that is the fault."""
    if error.errno != errno.ENOENT or not isinstance(error.filename, str):
        return None
    if not order.content.is_dir():
        return shown(order.content)
    path = Path(error.filename)
    return shown(path) if path.is_relative_to(order.content) else None


def last_words(order: Order) -> Iterator[str]:
    """Give what to know of the site that was built: where it is, and what to do with it."""
    place = f"The site is in {shown(order.output)}."
    # The preview is of this very content today: of any other order, the words would be untrue.
    yield f"{place} ./run serve shows it as you write." if order == OF_THE_SITE else place
    if order.drafts:
        yield "This shows drafts: do not publish it."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


@contextmanager
def problems_listed(order: Order) -> Iterator[None]:
    """Name each file of a ContentError as the editor would open it from here."""
    try:
        yield
    except ContentError as error:
        raise _Listed(error, shown(order.content)) from None


class _Listed(ContentError):
    """The content's problems, each with its whole path."""

    def __init__(self, error: ContentError, folder: str) -> None:
        super().__init__(
            replace(problem, path=f"{folder}/{problem.path}") for problem in error.problems
        )
