"""The connection to a bucket's host, with the key that the environment holds, or with none."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import boto3
from botocore import UNSIGNED
from botocore.config import Config

from plugins.publishing.fault import PublishFault
from plugins.publishing.publish_file import S3Settings, secret_of

AT_ONCE = 8  # requests under way
ATTEMPTS = 5  # of each request, further and further apart
ANY_REGION = "us-east-1"  # What hosts that know no regions are told.


class Connection:
    """How one host is spoken to."""

    def __init__(self, settings: S3Settings, environment: Mapping[str, str]) -> None:
        """Keep the settings; nothing is asked yet."""
        self.settings = settings
        self._environment = environment

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401 - the library is untyped
        return boto3.session.Session()

    @cached_property
    def client(self) -> Any:  # noqa: ANN401 - untyped
        """A client that tries again by itself where the host is busy or breaks off."""
        region = self.settings.region or (ANY_REGION if self.settings.endpoint else None)
        return self._client(region, **_credentials(self.settings, self._environment))

    @cached_property
    def stranger(self) -> Any:  # noqa: ANN401 - untyped
        """A client that has no key."""
        return self._client(self.settings.region or ANY_REGION, signature_version=UNSIGNED)

    def _client(self, region: str | None, *, signature_version: Any = None, **key: str) -> Any:  # noqa: ANN401
        config = Config(
            connect_timeout=10,
            read_timeout=60,
            max_pool_connections=AT_ONCE,
            retries={"mode": "standard", "max_attempts": ATTEMPTS},
            # Hosts that only speak as S3 does know neither newer checksums nor names before theirs.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            s3={"addressing_style": "path" if self.settings.endpoint else "auto"},
            signature_version=signature_version,
        )
        endpoint = self.settings.endpoint
        return self._session.client(
            "s3", endpoint_url=endpoint, region_name=region, config=config, **key
        )


def _credentials(settings: S3Settings, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the named variables' values; none where the library is to find them by itself."""
    if settings.key is None and settings.secret is None:
        return {}
    if settings.key is None or settings.secret is None:
        lacking = "key" if settings.key is None else "secret"
        fault = f"publish.yaml names only one of key and secret: {lacking} is missing."
        raise PublishFault(fault, "Name both variables, or neither.")
    given = {
        "aws_access_key_id": secret_of(settings.key, environment),
        "aws_secret_access_key": secret_of(settings.secret, environment),
    }
    # A key that CI borrows for an hour has a third part, always under this name.
    token = environment.get("AWS_SESSION_TOKEN")
    if token and settings.key == "AWS_ACCESS_KEY_ID":
        given["aws_session_token"] = token
    return given
