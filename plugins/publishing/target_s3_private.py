"""Whether strangers can read what only publishing may read: old releases, and who is gone."""

from __future__ import annotations

from contextlib import suppress
from http.client import HTTPException
from urllib.request import urlopen

from botocore.exceptions import BotoCoreError, ClientError

from plugins.publishing.fault import PublishFault
from plugins.publishing.target_s3_bucket import Bucket
from plugins.publishing.target_s3_lock import LOCK, MARK

SECONDS = 10
MUCH = 10_000  # bytes
REMEDY = (
    "Old releases are kept there, with what is no longer available. Let the public read all but"
    " .releases/ in the bucket: docs/hosting has the policy. Nothing was published."
)


def refuse_open_store(bucket: Bucket, url: str | None) -> None:
    """Stop where a stranger can read the store. Asked under the lock, which is an object of it."""
    if _is_open(bucket):
        raise PublishFault(f'Anybody can read .releases/ in the bucket "{bucket.name}".', REMEDY)
    if url and _is_served(f"{url}/{LOCK}"):
        raise PublishFault(f"Anybody can read {url}/{LOCK}", REMEDY)


def _is_open(bucket: Bucket) -> bool:
    """Ask the host without a key. Whatever it answers but the object, it does not give it."""
    with suppress(BotoCoreError, ClientError):
        bucket.connection.stranger.head_object(Bucket=bucket.name, Key=bucket.root + LOCK)
        return True
    return False


def _is_served(address: str) -> bool:
    """Ask the site. One that does not answer is looked at when the release is live."""
    with suppress(OSError, HTTPException), urlopen(address, timeout=SECONDS) as answer:  # noqa: S310 - publish.yaml takes web addresses only
        # A host may answer any address with a page of its own.
        return MARK in answer.read(MUCH)
    return False
