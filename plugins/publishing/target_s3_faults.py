"""What a bucket refuses, said plainly: never with a key, a secret or a library's own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    HTTPClientError,
    NoCredentialsError,
    PartialCredentialsError,
)
from botocore.exceptions import ConnectionError as HostConnectionError

from plugins.publishing.fault import PublishFault

NO_KEY = (
    "No key for the bucket is set.",
    (
        "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, in CI as secrets of the project;"
        " or name other variables as key and secret in publish.yaml."
    ),
)
WRONG_KEY = (
    "The bucket's host does not know this key, or the secret is not the key's.",
    "Look to the variables that publish.yaml names as key and secret, or make a new key.",
)
NO_RIGHT = (
    'The key may not do this in the bucket "{bucket}": {doing}.',
    "Let whoever owns the bucket allow it: docs/hosting lists the rights that are needed.",
)
WRONG_REGION = (
    'The bucket "{bucket}" is in another region{region}.',
    "Correct region in publish.yaml, and endpoint if it has the region in it.",
)
FAULTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "NoSuchBucket": (
            'There is no bucket "{bucket}".',
            "Correct bucket in publish.yaml, or make it: docs/hosting shows how.",
        ),
        "InvalidAccessKeyId": WRONG_KEY,
        "SignatureDoesNotMatch": WRONG_KEY,
        "InvalidToken": WRONG_KEY,
        "UnauthorizedAccess": WRONG_KEY,
        "ExpiredToken": ("The key is no longer valid.", "Set a new one, and publish again."),
        "AccessDenied": NO_RIGHT,
        "AllAccessDisabled": NO_RIGHT,
        "403": NO_RIGHT,
        "PermanentRedirect": WRONG_REGION,
        "AuthorizationHeaderMalformed": WRONG_REGION,
        "IllegalLocationConstraintException": WRONG_REGION,
        "301": WRONG_REGION,
        "RequestTimeTooSkewed": (
            "This machine's clock is wrong: the bucket's host refuses what it signs.",
            "Set the clock, and publish again.",
        ),
        "BadDigest": (
            "A file arrived damaged at the bucket, and was not taken.",
            "Publish again. If it happens twice, look to the network.",
        ),
        "QuotaExceeded": ('The bucket "{bucket}" is full.', "Make room in it, and publish again."),
    }
)
DOING: Mapping[str, str] = MappingProxyType(
    {
        "CopyObject": "write",
        "DeleteObject": "delete",
        "GetObject": "read",
        "HeadObject": "read",
        "ListObjectVersions": "list its old versions",
        "ListObjectsV2": "list what is in it",
        "PutObject": "write",
    }
)
AGAIN = "Nothing is lost: publish again. What is there already is not sent again."


@contextmanager
def bucket_faults(bucket: str) -> Iterator[None]:
    """Turn what the S3 library raises into a fault of the target."""
    try:
        yield
    except ClientError as error:
        raise _refused(error, bucket) from error
    except (NoCredentialsError, PartialCredentialsError) as error:
        raise PublishFault(*NO_KEY) from error
    except (HostConnectionError, HTTPClientError) as error:
        fault = "The bucket's host does not answer, or the connection broke."
        remedy = f"Look to the network, and to endpoint and region in publish.yaml. {AGAIN}"
        raise PublishFault(fault, remedy) from error
    except (BotoCoreError, ValueError) as error:
        fault = f"The bucket cannot be asked with these settings ({type(error).__name__})."
        remedy = "Look to bucket, endpoint and region in publish.yaml, and to AWS_ variables."
        raise PublishFault(fault, remedy) from error


def _refused(error: ClientError, bucket: str) -> PublishFault:
    code = code_of(error)
    headers = error.response.get("ResponseMetadata", {}).get("HTTPHeaders", {})
    region = str(headers.get("x-amz-bucket-region", ""))
    facts = {
        "bucket": bucket,
        "doing": DOING.get(error.operation_name, error.operation_name),
        "region": f": {region}" if region else "",
    }
    if code in FAULTS:
        fault, remedy = FAULTS[code]
        return PublishFault(fault.format_map(facts), remedy.format_map(facts))
    return PublishFault(f'The bucket "{bucket}" does not let us {facts["doing"]}: {code}.', AGAIN)


def code_of(error: ClientError) -> str:
    """Return the short name of what the host refused: "NoSuchKey"."""
    return str(error.response.get("Error", {}).get("Code", "unknown"))
