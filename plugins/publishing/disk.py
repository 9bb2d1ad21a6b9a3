"""What a disk refuses, since it is full or nobody may write there, in plain words."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plugins.publishing.fault import PublishFault

# What the disk or the folder's owner forbids. Any other OSError is a fault of the program.
OF_THE_MACHINE = frozenset(
    {
        errno.EACCES,
        errno.EBUSY,
        errno.EDQUOT,
        errno.EEXIST,
        errno.EIO,
        errno.EMFILE,
        errno.ENOSPC,
        errno.ENOTDIR,
        errno.EPERM,
        errno.EROFS,
    }
)


@contextmanager
def disk_faults(folder: Path) -> Iterator[None]:
    """Say plainly what the disk refuses."""
    try:
        yield
    except OSError as error:
        if error.errno not in OF_THE_MACHINE:
            raise
        place = error.filename or folder
        fault = f"The release could not be written: {error.strerror} ({place})."
        remedy = "Look to the disk's space and the folder's permissions, then publish again."
        raise PublishFault(fault, remedy) from error
