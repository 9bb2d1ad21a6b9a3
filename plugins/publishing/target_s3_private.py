"""Whether strangers can read what only publishing may read: old releases, and who is gone."""

from __future__ import annotations

from contextlib import suppress
from http.client import HTTPException
from urllib.request import Request, urlopen

from botocore.exceptions import BotoCoreError, ClientError

from plugins.publishing.fault import PublishFault
from plugins.publishing.target_s3_bucket import Bucket

SECONDS = 10
REMEDY = (
    "Old releases are kept there, with what is no longer available. Let the public read all but"
    " .releases/ in the bucket: docs/hosting has the policy. Nothing was published."
)


def refuse_open_store(bucket: Bucket, name: str, url: str | None) -> None:
    """Stop where a stranger can read an object of the store; `name` is one that is there."""
    if _is_open(bucket, name):
        raise PublishFault(f'Anybody can read .releases/ in the bucket "{bucket.name}".', REMEDY)
    if url and _is_served(f"{url}/{name}"):
        raise PublishFault(f"Anybody can read {url}/{name}", REMEDY)


def _is_open(bucket: Bucket, name: str) -> bool:
    """Ask the host without a key. Whatever it answers but the object, it does not give it."""
    client = bucket.connection.stranger()
    with suppress(BotoCoreError, ClientError):
        client.head_object(Bucket=bucket.name, Key=bucket.root + name)
        return True
    return False


def _is_served(address: str) -> bool:
    """Ask the site. One that does not answer is looked at when the release is live."""
    asking = Request(address, method="HEAD")  # noqa: S310 - publish.yaml takes web addresses only
    with suppress(OSError, HTTPException), urlopen(asking, timeout=SECONDS) as answer:  # noqa: S310
        return bool(answer.status == 200)  # noqa: PLR2004 - found
    return False
