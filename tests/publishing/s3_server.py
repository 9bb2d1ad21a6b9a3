"""A real S3 server on this machine that remembers what it was asked, and releases to send to it."""

from __future__ import annotations

import io
import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from urllib.request import urlopen

import boto3
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

from plugins.publishing.manifest import Manifest, Story, manifest_of, to_json
from plugins.publishing.media_types import media_type
from plugins.publishing.publish_file import S3Settings
from plugins.publishing.target import Around
from plugins.publishing.target_s3 import S3Target, opened
from tests.publishing.conftest import Said

BUCKET = "council-site"
KEY, SECRET = "a-key-to-write-with", "a-secret-never-shown"
ENVIRONMENT = {"SITE_KEY": KEY, "SITE_SECRET": SECRET}
CONDITIONS = {"HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH"}
LOST = "lost"  # Returned by what looks at a request before: it is not carried out.
UNANSWERED = "unanswered"  # It is carried out, and the answer says that it was not.
Environ = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    name: str  # of the object
    copied: str | None  # from which
    query: str

    @property
    def writes(self) -> bool:
        """Whether it changes what is there."""
        return self.method in {"PUT", "DELETE", "POST"}


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"  # Connections stay open, as a bucket's host keeps them.

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002, ANN401 - theirs
        """Say nothing."""


@dataclass
class S3Server:
    """The server, its requests, and what happens before one is answered."""

    requests: list[Asked] = field(default_factory=list)
    before: Callable[[Asked], object] = lambda _: None
    # Said to whatever is asked, in place of the library's answer.
    answer: tuple[str, bytes] | None = None
    address: str = ""
    knows_conditions: bool = True

    def __post_init__(self) -> None:
        """Keep the library's own application."""
        self._application = DomainDispatcherApplication(create_backend_app)

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:  # noqa: ANN401
        """Remember a request, and let the library answer it."""
        path = environ["PATH_INFO"].encode("latin-1").decode()
        if path.startswith(f"/{BUCKET}"):
            # The body is read whole: a client that dies in the middle has asked nothing.
            length = int(environ.get("CONTENT_LENGTH") or 0)
            body = environ["wsgi.input"].read(length)
            if len(body) < length:
                start_response("400 Bad Request", [])
                return ()
            environ["wsgi.input"] = io.BytesIO(body)
            copied = environ.get("HTTP_X_AMZ_COPY_SOURCE")
            asked = Asked(
                environ["REQUEST_METHOD"],
                path.removeprefix(f"/{BUCKET}").lstrip("/"),
                unquote(copied).partition("/")[2] if copied else None,
                environ.get("QUERY_STRING", ""),
            )
            self.requests.append(asked)
            fate = self.before(asked)
            if fate == UNANSWERED:
                b"".join(self._application(environ, lambda *_: lambda _: None))
            if fate in {LOST, UNANSWERED}:
                start_response("503 Slow Down", [])
                return ()
            if not self.knows_conditions and CONDITIONS & set(environ):
                start_response("501 Not Implemented", [("Content-Type", "application/xml")])
                return (b"<Error><Code>NotImplemented</Code></Error>",)
            if self.answer is not None:
                start_response(self.answer[0], [("Content-Type", "application/xml")])
                return (self.answer[1],)
        answer: Iterable[bytes] = self._application(environ, start_response)
        return answer

    @cached_property
    def owner(self) -> Any:  # noqa: ANN401 - the library is untyped
        """A connection of a key that may do all."""
        return boto3.client(
            "s3",
            endpoint_url=self.address,
            region_name="us-east-1",
            aws_access_key_id="owner",
            aws_secret_access_key="owner",  # noqa: S106 - of a server for tests
        )

    def empty(self) -> None:
        """Forget all buckets and requests; make an empty bucket."""
        self.before = lambda _: None
        self.knows_conditions = True
        with urlopen(f"{self.address}/moto-api/reset", b""):  # noqa: S310 - our own server
            pass
        self.owner.create_bucket(Bucket=BUCKET)
        self.requests.clear()

    def writes(self) -> list[Asked]:
        """Return the requests that change the site or the store, without those of the lock."""
        return [one for one in self.requests if one.writes and not one.name.endswith("lock.json")]

    def site_writes(self) -> list[Asked]:
        """Return those that visitors notice."""
        return [one for one in self.writes() if ".releases/" not in one.name]

    def objects(self, prefix: str = "") -> dict[str, bytes]:
        """Return what is in the bucket."""
        client = self.owner
        pages = client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=prefix)
        names = [one["Key"] for page in pages for one in page.get("Contents", ())]
        found: dict[str, bytes] = {}
        for name in names:
            with suppress(self.owner.exceptions.NoSuchKey):  # It has gone since it was listed.
                found[name] = self.read(name)
        return found

    def site(self) -> dict[str, bytes]:
        """Return what visitors can ask for."""
        return {
            name: data for name, data in self.objects().items() if not name.startswith(".releases/")
        }

    def read(self, name: str) -> bytes:
        """Return an object's bytes."""
        data: bytes = self.owner.get_object(Bucket=BUCKET, Key=name)["Body"].read()
        return data

    def head(self, name: str) -> Mapping[str, Any]:
        """Return an object's headers."""
        found: Mapping[str, Any] = self.owner.head_object(Bucket=BUCKET, Key=name)
        return found

    def versions(self) -> list[Mapping[str, Any]]:
        """Return all that a bucket with versions has kept."""
        found = self.owner.list_object_versions(Bucket=BUCKET)
        return [*found.get("Versions", ()), *found.get("DeleteMarkers", ())]


@contextmanager
def running() -> Iterator[S3Server]:
    """Run a server for the block."""
    server = S3Server()
    web = make_server("127.0.0.1", 0, server, threaded=True, request_handler=_Quiet)
    server.address = f"http://127.0.0.1:{web.server_address[1]}"
    thread = threading.Thread(target=web.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        web.shutdown()
        web.server_close()
        thread.join()


def settings_of(server: S3Server, **fields: Any) -> S3Settings:  # noqa: ANN401 - as YAML has them
    """Return the lines of publish.yaml for a server."""
    given = {
        "kind": "s3",
        "bucket": BUCKET,
        "endpoint": server.address,
        "key": "SITE_KEY",
        "secret": "SITE_SECRET",
        "wait": 0,
    }
    return S3Settings.model_validate(given | fields)


def target_of(
    server: S3Server,
    root: Path,
    said: Said | None = None,
    environment: Mapping[str, str] = ENVIRONMENT,
    **fields: Any,  # noqa: ANN401
) -> S3Target:
    """Return the target in a server's bucket."""
    around = Around(root, root / ".cache", environment, said or Said())
    return opened("live", settings_of(server, **fields), around)


Files = Mapping[str, str | bytes]


def release(  # noqa: PLR0913, PLR0917 - what a release is made of
    folder: Path,
    number: int,
    files: Files,
    moved: Mapping[str, str] | None = None,
    gone: Sequence[str] = (),
    stories: Mapping[str, Story] | None = None,
    site_url: str = "https://fenwick.example",
) -> Manifest:
    """Write a release into a folder, as publishing does before it sends it."""
    place = folder / f"{number:06}"
    rows = [{"from": old, "to": new, "status": 301} for old, new in (moved or {}).items()]
    listing = json.dumps({"redirects": rows})
    for path, words in {**files, "redirects.json": listing}.items():
        file = place / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(words if isinstance(words, bytes) else words.encode())
    (place / "redirects.json").write_text(listing)
    (place / "gone.json").write_text(json.dumps({"gone": [f"/{one}" for one in gone]}))
    (place / "sbom.json").write_text("{}")
    manifest = manifest_of(
        place / "site",
        release=f"{number:06}",
        built_from={"site_url": site_url},
        media_type=media_type,
        tombstones=gone,
        stories=stories or {},
    )
    (place / "manifest.json").write_text(to_json(manifest))
    return manifest


def publish(target: S3Target, folder: Path, manifest: Manifest) -> list[str]:
    """Publish a release that was written; return what was mended before."""
    with target.lock():
        mended = target.mend()
        target.send(folder / manifest.release, manifest, Said())
        target.activate(manifest.release)
    return mended


def edition(number: int, pages: int = 6) -> dict[str, str]:
    """Return a small site whose pages name their parts; each edition has its own."""
    style = f"assets/css/site.{number:08x}.css"
    picture = f"pictures/{number:016x}-320.webp"
    body = f'<link href="/{style}"><img src="/{picture}"> Edition {number}.'
    names = [f"news/item-{one}/index.html" for one in range(pages)]
    names += ["index.html", "news/index.html", "404.html"]
    return {name: f"{body} This is {name}." for name in names} | {
        style: f"/* edition {number} */",
        picture: f"RIFF {number}",
        "assets/js/site.00000000.js": "// the same in each edition",
        "news/item-0/item-0.pdf": f"%PDF- {number}",
        "podcasts/tv/one/one-0123abcd.mp3": "sound " * 2000,
        "feed.xml": f"<feed>{number}</feed>",
        "podcasts/tv/feed.xml": f"<rss>{number}</rss>",
        "sitemap.xml": "<urlset/>",
        "pagefind/pagefind-entry.json": f'{{"edition": {number}}}',
        f"pagefind/fragment/en_{number:07x}.pf_fragment": f"words {number}",
    }


if __name__ == "__main__":  # A process to be killed: the server's address, a folder, a release.
    _server = S3Server(address=os.environ["S3_SERVER"])
    _folder = Path(os.environ["S3_FOLDER"])
    from plugins.publishing.manifest import from_json

    _manifest = from_json((_folder / os.environ["S3_RELEASE"] / "manifest.json").read_bytes())
    publish(target_of(_server, _folder), _folder, _manifest)
