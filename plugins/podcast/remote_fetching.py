"""Fetches a recording that lies on another host or in a bucket, and says in words why it cannot.

Where a bucket lies, and the key to it, come from the usual AWS settings alone (AWS_ENDPOINT_URL,
AWS_PROFILE...). What a library says of them is never shown: it may name them.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import urlsplit

import fsspec  # type: ignore[import-untyped]
from aiohttp import ClientError
from botocore.exceptions import (
    BotoCoreError,
    HTTPClientError,
    NoCredentialsError,
    PartialCredentialsError,
)
from botocore.exceptions import ConnectionError as NoConnectionError

from plugins.catalogue.media import UnfitRecordingError


def fetch(address: str, target: Path) -> None:
    """Copy all of a recording into a file; or raise what an editor can do about it."""
    try:
        with fsspec.open(address, "rb") as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)
    except (OSError, ValueError, ClientError, BotoCoreError) as error:
        parts = urlsplit(address)
        if parts.scheme == "s3":
            raise _in_a_bucket(parts.netloc, error) from error
        remedy = "Open the address in a browser, and correct it in the episode."
        raise UnfitRecordingError("cannot be fetched.", remedy) from error


def _in_a_bucket(bucket: str, error: Exception) -> UnfitRecordingError:
    """Return why a bucket gave no recording."""
    if isinstance(error, FileNotFoundError) and _code(error) == "NoSuchBucket":
        why = f'there is no bucket "{bucket}"'
        remedy = (
            "Correct the address in the episode, or AWS_ENDPOINT_URL if Amazon is not its host."
        )
    elif isinstance(error, FileNotFoundError):
        why = f'the bucket "{bucket}" holds no such file'
        remedy = "Correct the address in the episode: capital letters count."
    elif isinstance(error, PermissionError):
        why = f'the bucket "{bucket}" does not let you read it'
        remedy = "Ask whoever runs the bucket for a key that may read its files."
    elif isinstance(error, NoCredentialsError | PartialCredentialsError):
        why = "a bucket asks for a key, and none is set"
        remedy = (
            "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE. Where anybody may"
            " read the bucket, set FSSPEC_S3_ANON=true instead."
        )
    elif isinstance(error, NoConnectionError | HTTPClientError):
        why = "the bucket's host does not answer"
        remedy = "Look to the network, and to AWS_ENDPOINT_URL if it is set."
    else:
        why = "the bucket cannot be asked with these settings"
        remedy = "Look to what is set: AWS_PROFILE, AWS_ENDPOINT_URL, AWS_REGION."
    return UnfitRecordingError(f"cannot be fetched: {why}.", remedy)


def _code(error: Exception) -> str:
    """Return what S3 itself calls a fault; nothing where it did not say."""
    answer = getattr(error.__cause__, "response", {})
    return str(answer.get("Error", {}).get("Code", ""))
