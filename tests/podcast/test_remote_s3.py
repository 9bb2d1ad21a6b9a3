"""Recordings in a bucket, read from a real S3 server on this machine, and where listeners go."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from urllib.request import Request, urlopen

import boto3
import fsspec  # type: ignore[import-untyped]
import pytest
from lxml import etree
from moto.server import ThreadedMotoServer
from s3fs import S3FileSystem  # type: ignore[import-untyped]

from plugins.catalogue.media import UnfitRecordingError
from plugins.catalogue.problem import ContentError
from plugins.podcast.remote import measured, public_address, refresh, remote_recordings
from plugins.podcast.sound import measure_sound
from tests.podcast.feed_samples import FEED
from tests.podcast.sound_samples import mp3
from tests.podcast.test_preparing import edit
from tests.small_site import PROJECT, SITE, SmallSite

KEY, SECRET = "a-key-to-read", "a-secret-never-shown"
ADDRESS = "s3://talks/2026/café%20one.mp3"
PUBLIC = "/2026/caf%C3%A9%2520one.mp3"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Give the address of an empty S3 server."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(
    server: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """Put a recording in a bucket, and set its address and key as a shell would."""
    for name in [name for name in os.environ if name.startswith(("AWS_", "FSSPEC_"))]:
        monkeypatch.delenv(name)
    here = {
        "AWS_ENDPOINT_URL": server,
        "AWS_ACCESS_KEY_ID": KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_MAX_ATTEMPTS": "1",
    }
    for name, value in here.items():
        monkeypatch.setenv(name, value)
    S3FileSystem.clear_instance_cache()  # They keep the settings that they were made with.
    client = boto3.client("s3", region_name="us-east-1")
    client.create_bucket(Bucket="talks")
    client.upload_file(
        str(mp3(tmp_path_factory.mktemp("sound") / "one.mp3", 3)), "talks", "2026/café%20one.mp3"
    )
    client.close()
    return server


@pytest.fixture
def locked(s3: str) -> Iterator[str]:
    """Let the server ask every key who it is, and know none."""
    _ask_keys(s3, after=0)
    yield s3
    _ask_keys(s3, after=1_000_000)


def _ask_keys(server: str, after: int) -> None:
    words = {"Content-Type": "text/plain"}
    address = f"{server}/moto-api/reset-auth"
    with urlopen(Request(address, str(after).encode(), words)):  # noqa: S310 - our own server
        pass


def fault(address: str) -> str:
    with pytest.raises(UnfitRecordingError) as caught:
        measured(address)
    assert caught.value.remedy
    said = f"{caught.value.fault} {caught.value.remedy}"
    assert KEY not in said
    assert SECRET not in said
    return said


def test_the_command_measures_a_bucket_and_the_feed_leads_to_its_public_address(
    s3: str, show_site: SmallSite
) -> None:
    show_site.write(
        "site.yaml", f"{SITE}media_hosts: {{talks: 'https://media.fenwick.example/'}}\n"
    )
    edit(show_site, "trailer.md", "trailer.mp3", f'"{ADDRESS}"')
    command = [sys.executable, "tasks.py", "media", "refresh", "--content", str(show_site.root)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    public = f"https://media.fenwick.example{PUBLIC}"
    assert "measured for the first time. Listeners fetch it at" in " ".join(said.split())
    assert public in "".join(said.split())
    assert SECRET not in said
    assert KEY not in said

    kept = remote_recordings(show_site.root)[ADDRESS]
    file = mp3(show_site.root.parent / "same.mp3", 3)
    assert kept.sound == measure_sound(file)
    assert s3 not in (show_site.root / "podcasts/media.json").read_text("utf-8")

    output = show_site.build(show_site.root.parent / "output")
    feed = etree.parse(output / FEED)
    lengths = {one.get("url"): one.get("length") for one in feed.iter("enclosure")}
    assert lengths[public] == str(file.stat().st_size)
    sources = {one.get("uri") for one in feed.iter("{*}source")}
    assert not any(str(one).startswith("s3:") for one in sources)

    pages = {page: page.read_text("utf-8") for page in output.rglob("*.html")}
    lets_it_play = "media-src 'self' https://media.fenwick.example;"
    playing = {page for page, source in pages.items() if f'src="{public}' in source}
    assert playing
    assert {page for page, source in pages.items() if lets_it_play in source} == playing


@pytest.mark.usefixtures("s3")
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("s3://tolks/one.mp3", 'there is no bucket "tolks". Correct the address'),
        ("s3://talks/One.mp3", 'the bucket "talks" holds no such file. Correct the address'),
    ],
)
def test_what_is_not_there_is_named(address: str, said: str) -> None:
    assert said in fault(address)


@pytest.mark.usefixtures("locked")
def test_a_key_that_may_not_read_is_named() -> None:
    assert 'the bucket "talks" does not let you read it. Ask whoever' in fault(ADDRESS)


@pytest.mark.usefixtures("s3")
@pytest.mark.parametrize("lacking", ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
def test_a_key_that_is_not_set_is_named(lacking: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(lacking)
    said = fault(ADDRESS)
    assert "a bucket asks for a key, and none is set. Set AWS_ACCESS_KEY_ID and" in said


@pytest.mark.usefixtures("s3")
def test_a_bucket_for_anybody_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    client = boto3.client("s3", region_name="us-east-1")
    client.put_object_acl(Bucket="talks", Key="2026/café%20one.mp3", ACL="public-read")
    client.close()
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    # What a new process does with its environment.
    settings: dict[str, dict[str, str]] = {}
    fsspec.config.set_conf_env(settings, {"FSSPEC_S3_ANON": "true"})
    monkeypatch.setitem(fsspec.config.conf, "s3", settings["s3"])
    assert round(measured(ADDRESS).sound.seconds) == 3


@pytest.mark.usefixtures("s3")
@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:9", "the bucket's host does not answer."),
        ("AWS_ENDPOINT_URL", "media", "the bucket cannot be asked with these settings."),
        ("AWS_PROFILE", "nobody", "the bucket cannot be asked with these settings."),
    ],
)
def test_settings_that_lead_nowhere_are_named(
    name: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert said in fault(ADDRESS)


@pytest.mark.usefixtures("s3")
def test_a_bucket_that_lost_a_recording_costs_nothing_that_was_measured(
    show_site: SmallSite,
) -> None:
    edit(show_site, "trailer.md", "trailer.mp3", f'"{ADDRESS}"')
    list(refresh(show_site.publication()))
    before = remote_recordings(show_site.root)
    assert ADDRESS in before
    client = boto3.client("s3", region_name="us-east-1")
    client.delete_object(Bucket="talks", Key="2026/café%20one.mp3")
    client.close()
    with pytest.raises(ContentError, match='the bucket "talks" holds no such file'):
        list(refresh(show_site.publication()))
    assert remote_recordings(show_site.root) == before


@pytest.mark.parametrize(
    ("hosts", "address", "public"),
    [
        ("{}", "s3://talks/2026/one.mp3", "https://talks.s3.amazonaws.com/2026/one.mp3"),
        ("{}", ADDRESS, f"https://talks.s3.amazonaws.com{PUBLIC}"),
        ("{}", "s3://talks/a.mp3?versionId=x", "https://talks.s3.amazonaws.com/a.mp3?versionId=x"),
        ("{talks: 'https://a.example/t/'}", "s3://talks/b/a.mp3", "https://a.example/t/b/a.mp3"),
        (
            "{other: 'https://a.example'}",
            "s3://talks/a.mp3",
            "https://talks.s3.amazonaws.com/a.mp3",
        ),
        ("{a.example: 'https://b.example'}", "https://a.example/a.mp3", "https://a.example/a.mp3"),
    ],
)
def test_listeners_get_a_web_address(
    hosts: str, address: str, public: str, small_site: SmallSite
) -> None:
    small_site.write("site.yaml", f"{SITE}media_hosts: {hosts}\n")
    assert public_address(address, small_site.publication().site) == public


@pytest.mark.parametrize(
    ("hosts", "said"),
    [
        ("{'s3://talks': 'https://a.example'}", 'media_hosts cannot speak of "s3://talks"'),
        ("{talks: media.example}", 'cannot be "media.example"'),
    ],
)
def test_a_public_address_that_leads_nowhere_is_a_problem(
    hosts: str, said: str, small_site: SmallSite
) -> None:
    small_site.write("site.yaml", f"{SITE}media_hosts: {hosts}\n")
    with pytest.raises(ContentError) as caught:
        small_site.load()
    assert said in str(caught.value)
