"""A bucket as a target needs it: what is in it, and one thing written, copied or erased at a time.

Names are from the target's folder in the bucket on, so that no other object can be touched.
"""

from __future__ import annotations

import base64
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

from botocore.exceptions import ClientError

from plugins.publishing.fault import PublishFault
from plugins.publishing.manifest import Entry
from plugins.publishing.publish_file import S3Settings
from plugins.publishing.target_s3_connection import AT_ONCE, Connection
from plugins.publishing.target_s3_faults import bucket_faults, code_of

MISSING = frozenset({"404", "NoSuchKey", "NotFound"})
TAKEN = frozenset({"412", "PreconditionFailed", "409", "ConditionalRequestConflict"})
# What a host says to that which only Amazon's can do.
UNKNOWN = frozenset({"NotImplemented", "MethodNotAllowed", "405", "501"})
SETTLED = 1.0  # seconds in which others would have written in the same moment
# What S3 compares an arriving object with.
_MD5 = partial(hashlib.md5, usedforsecurity=False)
Thing = TypeVar("Thing")
Headers = Mapping[str, Any]  # as the S3 library calls them: ContentType, CacheControl…


@dataclass(frozen=True)
class Listed:
    """An object as the bucket lists it."""

    etag: str
    size: int


@dataclass(frozen=True)
class Read:
    """An object's bytes, and how old it is by the host's own clock."""

    data: bytes
    etag: str
    seconds_old: float


class Bucket:
    """A folder of a bucket. Every method raises PublishFault where the host refuses."""

    def __init__(self, settings: S3Settings, environment: Mapping[str, str]) -> None:
        """Keep the settings; nothing is asked yet."""
        self.connection = Connection(settings, environment)
        self.name = settings.bucket
        folder = settings.prefix.strip("/")
        self.root = f"{folder}/" if folder else ""

    @property
    def client(self) -> Any:  # noqa: ANN401 - the library is untyped
        """The host; it is not asked yet."""
        with self.faults():
            return self.connection.client

    def faults(self) -> AbstractContextManager[None]:
        """Say plainly what the host refuses."""
        return bucket_faults(self.name)

    def listed(self, prefix: str = "") -> dict[str, Listed]:
        """Return every object whose name begins so."""
        pages = self.client.get_paginator("list_objects_v2")
        with self.faults():
            return {
                str(one["Key"])[len(self.root) :]: Listed(str(one["ETag"]), int(one["Size"]))
                for page in pages.paginate(Bucket=self.name, Prefix=self.root + prefix)
                for one in page.get("Contents", ())
            }

    def folders(self, prefix: str) -> list[str]:
        """Return the names of the folders in a folder, without looking into them."""
        pages = self.client.get_paginator("list_objects_v2")
        whole = self.root + prefix
        with self.faults():
            return [
                str(one["Prefix"])[len(whole) :].rstrip("/")
                for page in pages.paginate(Bucket=self.name, Prefix=whole, Delimiter="/")
                for one in page.get("CommonPrefixes", ())
            ]

    def read(self, name: str) -> Read | None:
        """Return an object; None where there is none."""
        with self.faults():
            try:
                found = self.client.get_object(**self._place(name))
                data = found["Body"].read()
            except ClientError as error:
                if code_of(error) in MISSING:
                    return None
                raise
        return Read(data, str(found["ETag"]), _seconds_old(found))

    def write(self, name: str, data: bytes, **headers: Any) -> str:  # noqa: ANN401 - untyped
        """Write an object and return its ETag; the host compares what arrives with its digest."""
        with self.faults():
            return self._put(name, data, _md5(data), headers)

    def write_if(self, name: str, data: bytes, **condition: str) -> str | None:
        """Write an object where the condition holds; None where it does not."""
        with self.faults():
            try:
                return self._put(name, data, _md5(data), condition)
            except ClientError as error:
                if code_of(error) in TAKEN | MISSING:
                    return None
                if code_of(error) not in UNKNOWN:
                    raise
        return self._write_if_it_seems(name, data, condition)

    def _write_if_it_seems(self, name: str, data: bytes, condition: Headers) -> str | None:
        """Do the same on a host that knows no conditions. Whoever asks must look who was last."""
        found = self.read(name)
        wanted = condition.get("IfMatch")
        if (found.etag if found else None) != wanted:
            return None
        etag = self.write(name, data)
        time.sleep(SETTLED)
        return etag

    def send(self, name: str, file: Path, entry: Entry) -> None:
        """Write a file that must still be what the manifest says."""
        with file.open("rb") as opened:
            if hashlib.file_digest(opened, "sha256").hexdigest() != entry.sha256:
                fault = f"{entry.path} was changed while it was published."
                raise PublishFault(fault, "Nothing is live of it. Publish again.")
            opened.seek(0)
            md5 = hashlib.file_digest(opened, _MD5).digest()
            opened.seek(0)
            with self.faults():
                self._put(name, opened, base64.b64encode(md5).decode(), {})

    def _put(self, name: str, body: object, md5: str, headers: Headers) -> str:
        answer = self.client.put_object(**self._place(name), Body=body, ContentMD5=md5, **headers)
        return str(answer["ETag"])

    def copy(self, source: str, name: str, headers: Headers) -> str:
        """Copy an object inside of the bucket, with headers of its own; return its ETag."""
        with self.faults():
            answer = self.client.copy_object(
                **self._place(name),
                CopySource={"Bucket": self.name, "Key": self.root + source},
                MetadataDirective="REPLACE",
                **headers,
            )
        return str(answer["CopyObjectResult"]["ETag"])

    def delete(self, name: str) -> None:
        """Delete an object; a bucket that keeps versions keeps the old ones."""
        with self.faults():
            self.client.delete_object(**self._place(name))

    def erase(self, names: Iterable[str]) -> None:
        """Delete objects with all of their versions: a mark of deletion hides, and keeps."""
        if self.keeps_versions:
            self.each(lambda name: self._erase_versions(name, name, current=True), names)
        else:
            self.each(self.delete, names)

    def forget(self, prefix: str, *, exactly: bool = False) -> None:
        """Erase the versions that are no longer current, of all names that begin so or of one."""
        if self.keeps_versions:
            self._erase_versions(prefix, prefix if exactly else None, current=False)

    def _erase_versions(self, prefix: str, name: str | None, *, current: bool) -> None:
        pages = self.client.get_paginator("list_object_versions")
        with self.faults():
            for page in pages.paginate(Bucket=self.name, Prefix=self.root + prefix):
                for one in _versions(page, current=current):
                    if name is None or one["Key"] == self.root + name:
                        self.client.delete_object(
                            Bucket=self.name, Key=one["Key"], VersionId=one["VersionId"]
                        )

    @cached_property
    def keeps_versions(self) -> bool:
        """Whether the bucket keeps, or has kept, what is deleted and written over."""
        with self.faults():
            try:
                answer = self.client.get_bucket_versioning(Bucket=self.name)
            except ClientError as error:
                if code_of(error) in UNKNOWN:
                    return False
                if code_of(error) not in {"AccessDenied", "403"}:
                    raise
                return True  # Whoever may not know looks for them: missing some is worse.
        return answer.get("Status") in {"Enabled", "Suspended"}

    def each(
        self,
        act: Callable[[Thing], object],
        things: Iterable[Thing],
        done: Callable[[], None] = lambda: None,
    ) -> None:
        """Act on things, several at once; the first fault stops what has not begun."""
        pool = ThreadPoolExecutor(AT_ONCE)
        try:
            for future in as_completed([pool.submit(act, thing) for thing in things]):
                future.result()
                done()
        finally:
            pool.shutdown(cancel_futures=True)

    def _place(self, name: str) -> dict[str, str]:
        return {"Bucket": self.name, "Key": self.root + name}


def _versions(page: Mapping[str, Any], *, current: bool) -> Iterator[Mapping[str, Any]]:
    for one in (*page.get("Versions", ()), *page.get("DeleteMarkers", ())):
        # A mark of deletion hides nothing once what it hides is erased.
        is_current = one["IsLatest"] and one in page.get("Versions", ())
        if current or not is_current:
            yield one


def _seconds_old(found: Mapping[str, Any]) -> float:
    """Return an object's age by the host's clock, as this machine's may be wrong."""
    told = found["ResponseMetadata"]["HTTPHeaders"].get("date")
    now = parsedate_to_datetime(told) if told else datetime.now(UTC)
    return float((now - found["LastModified"]).total_seconds())


def _md5(data: bytes) -> str:
    return base64.b64encode(_MD5(data).digest()).decode()
