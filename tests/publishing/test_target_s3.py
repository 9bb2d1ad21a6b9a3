"""A site in a bucket, on a real S3 server of this machine: what is sent, when and how."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plugins.publishing.fault import PublishFault
from plugins.publishing.headers import PAGE, SHORT, YEAR
from plugins.publishing.manifest import Story
from plugins.publishing.steps_commands import list_releases, roll_back_on
from plugins.publishing.target_s3 import S3Target
from plugins.publishing.target_s3_lock import LOCK
from tests.publishing import pages_site
from tests.publishing.conftest import Publishing, Said
from tests.publishing.s3_server import (
    BUCKET,
    ENVIRONMENT,
    KEY,
    SECRET,
    UNANSWERED,
    Asked,
    S3Server,
    edition,
    publish,
    release,
    running,
    target_of,
)

STORY = "stories/margaret/"
WORDS = "Margaret tells how the ward was kind"


@pytest.fixture(scope="module")
def one_server() -> Iterator[S3Server]:
    """Run one server for all."""
    with running() as server:
        yield server


@pytest.fixture
def server(one_server: S3Server) -> S3Server:
    """Give it with an empty bucket."""
    one_server.empty()
    return one_server


@pytest.fixture
def target(server: S3Server, tmp_path: Path) -> S3Target:
    """Give a target in its bucket."""
    return target_of(server, tmp_path)


def test_what_is_sent_is_what_visitors_get(
    server: S3Server, target: S3Target, tmp_path: Path
) -> None:
    assert target.live() is None
    assert target.releases() == ()
    first = release(tmp_path, 1, edition(1))
    publish(target, tmp_path, first)
    site = server.site()
    assert {path: data.decode() for path, data in site.items() if path != "redirects.json"} == (
        edition(1)
    )
    assert target.live() == first
    assert target.releases() == (first,)


def test_parts_come_before_pages_and_pages_before_what_names_them_and_deletions_last(
    server: S3Server, target: S3Target, tmp_path: Path
) -> None:
    publish(target, tmp_path, release(tmp_path, 1, edition(1)))
    server.requests.clear()
    publish(target, tmp_path, release(tmp_path, 2, edition(2, pages=5)))
    writes = server.site_writes()
    kinds = [_kind(one) for one in writes]
    assert set(kinds) == {"part", "page", "list", "deletion"}
    assert kinds == sorted(kinds, key=["part", "page", "list", "deletion"].index)
    pages = [one.name for one in writes if _kind(one) == "page"]
    assert pages.index("news/item-0/index.html") < pages.index("news/index.html")
    assert pages.index("news/index.html") < pages.index("index.html")
    gone = [one.name for one in writes if _kind(one) == "deletion"]
    assert gone.index("news/item-5/index.html") < gone.index("pictures/0000000000000001-320.webp")
    assert server.writes()[-2].name == ".releases/live.json"


def _kind(asked: Asked) -> str:
    if asked.method == "DELETE":
        return "deletion"
    if asked.name.endswith((".xml", "redirects.json", "pagefind-entry.json")):
        return "list"
    return "page" if asked.name.endswith(".html") else "part"


def test_a_second_publish_sends_only_what_has_changed(
    server: S3Server, target: S3Target, tmp_path: Path
) -> None:
    publish(target, tmp_path, release(tmp_path, 1, edition(1)))
    server.requests.clear()
    files = edition(1) | {"news/item-3/index.html": "New words."}
    publish(target, tmp_path, release(tmp_path, 2, files))
    blobs = [one for one in server.writes() if "/blobs/" in one.name]
    assert len(blobs) == 1
    assert [one.name for one in server.site_writes()] == ["news/item-3/index.html"]
    # Four files beside the site, the list, `seen`, turning twice, and live.json.
    assert len(server.writes()) - len(blobs) - 1 == 8
    assert len(server.requests) < 45


def test_the_same_again_sends_no_file(server: S3Server, target: S3Target, tmp_path: Path) -> None:
    publish(target, tmp_path, release(tmp_path, 1, edition(1)))
    server.requests.clear()
    publish(target, tmp_path, release(tmp_path, 2, edition(1)))
    assert not server.site_writes()
    assert not [one for one in server.writes() if "/blobs/" in one.name]


def test_what_somebody_else_has_changed_at_our_address_is_put_right(
    server: S3Server, target: S3Target, tmp_path: Path
) -> None:
    publish(target, tmp_path, release(tmp_path, 1, edition(1)))
    client = server.owner
    client.put_object(Bucket=BUCKET, Key="index.html", Body=b"Buy now")
    client.delete_object(Bucket=BUCKET, Key="feed.xml")
    client.put_object(Bucket=BUCKET, Key="talks/other.mp3", Body=b"not ours")
    publish(target, tmp_path, release(tmp_path, 2, edition(1)))
    site = server.site()
    assert site["index.html"].decode() == edition(1)["index.html"]
    assert "feed.xml" in site
    assert site["talks/other.mp3"] == b"not ours"


def test_what_is_live_is_read_back_from_the_bucket(
    server: S3Server, target: S3Target, tmp_path: Path
) -> None:
    live = release(tmp_path, 1, edition(1))
    publish(target, tmp_path, live)
    assert target.unlike(live) == ()
    client = server.owner
    client.put_object(Bucket=BUCKET, Key="index.html", Body=b"Buy now")
    client.delete_object(Bucket=BUCKET, Key="feed.xml")
    assert target.unlike(live) == ("feed.xml", "index.html")


def test_every_object_has_its_headers(server: S3Server, target: S3Target, tmp_path: Path) -> None:
    publish(target, tmp_path, release(tmp_path, 1, edition(1)))
    expected = {
        "index.html": ("text/html; charset=utf-8", PAGE),
        "podcasts/tv/feed.xml": ("application/rss+xml; charset=utf-8", SHORT),
        "feed.xml": ("application/atom+xml; charset=utf-8", SHORT),
        "news/item-0/item-0.pdf": ("application/pdf", SHORT),
        "podcasts/tv/one/one-0123abcd.mp3": ("audio/mpeg", YEAR),
        "assets/js/site.00000000.js": ("text/javascript; charset=utf-8", YEAR),
        "pictures/0000000000000001-320.webp": ("image/webp", YEAR),
    }
    for name, headers in expected.items():
        found = server.head(name)
        assert (found["ContentType"], found["CacheControl"]) == headers
        assert "ContentEncoding" not in found


def test_headers_that_have_changed_are_sent_though_the_file_has_not(
    server: S3Server, target: S3Target, tmp_path: Path
) -> None:
    publish(target, tmp_path, release(tmp_path, 1, edition(1)))
    server.requests.clear()
    publish(target, tmp_path, release(tmp_path, 2, edition(1), moved={"/news/item-2/": "/news/"}))
    assert [one.name for one in server.site_writes()] == [
        "news/item-2/index.html",
        "redirects.json",
    ]
    assert server.head("news/item-2/index.html")["WebsiteRedirectLocation"] == "/news/"


def test_old_addresses_lead_on_whatever_they_look_like(
    server: S3Server, target: S3Target, tmp_path: Path
) -> None:
    moved = {
        "/town/booth/": "/town/news/",
        "/town/winter": "/town/news/",
        "/town/leaflet%20one.aspx": "/town/news/",
    }
    files = edition(1) | {"booth/index.html": "Moved.", "winter/index.html": "Moved."}
    address = "https://fenwick.example/town"
    publish(target, tmp_path, release(tmp_path, 1, files, moved=moved, site_url=address))
    for name in ("booth/index.html", "winter", "winter/index.html", "leaflet one.aspx"):
        found = server.head(name)
        assert found["WebsiteRedirectLocation"] == "/town/news/"
        assert found["ContentType"] == "text/html; charset=utf-8"
    assert server.read("booth/index.html") == b"Moved."
    # An old address that is given up leads nowhere any more.
    publish(target, tmp_path, release(tmp_path, 2, edition(1), site_url=address))
    assert not {"booth/index.html", "winter", "leaflet one.aspx"} & set(server.site())


def test_a_story_that_is_gone_says_410_to_a_cdn_and_is_in_no_public_list(
    server: S3Server, target: S3Target, tmp_path: Path
) -> None:
    files = edition(1) | {f"{STORY}index.html": "No longer available."}
    publish(target, tmp_path, release(tmp_path, 1, files, gone=[STORY]))
    assert server.head(f"{STORY}index.html")["Metadata"] == {"status": "410"}
    assert server.head("index.html")["Metadata"] == {}
    assert b"margaret" in server.read(".releases/000001/gone.json")
    assert "gone.json" not in server.site()


def test_a_folder_of_a_bucket_is_all_that_is_touched(server: S3Server, tmp_path: Path) -> None:
    other = {"index.html": b"another site", "town-hall/index.html": b"a third"}
    for name, data in other.items():
        server.owner.put_object(Bucket=BUCKET, Key=name, Body=data)
    target = target_of(server, tmp_path, prefix="/town/")
    publish(target, tmp_path, release(tmp_path, 1, edition(1)))
    publish(target, tmp_path, release(tmp_path, 2, edition(2)))
    target.prune(1)
    found = server.objects()
    assert {name: found[name] for name in other} == other
    assert all(name in other or name.startswith("town/") for name in found)
    assert found["town/index.html"].decode() == edition(2)["index.html"]


def test_going_back_copies_inside_of_the_bucket(
    server: S3Server, target: S3Target, tmp_path: Path
) -> None:
    publish(target, tmp_path, release(tmp_path, 1, edition(1)))
    publish(target, tmp_path, release(tmp_path, 2, edition(2)))
    server.requests.clear()
    with target.lock():
        target.activate("000001")
    assert all(one.copied or one.method == "DELETE" for one in server.site_writes())
    assert not [one for one in server.writes() if "/blobs/" in one.name]
    site = server.site()
    assert {path: site[path].decode() for path in edition(1)} == edition(1)
    live = target.live()
    assert live
    assert live.release == "000001"
    # A page of release 2 that is open in a browser still finds its style, and nothing else.
    extra = set(site) - set(edition(1)) - {"redirects.json"}
    assert extra == {"assets/css/site.00000002.css"}


def test_parts_of_the_pages_before_stay_for_one_release(
    server: S3Server, target: S3Target, tmp_path: Path
) -> None:
    styles = []
    for number in (1, 2, 3):
        publish(target, tmp_path, release(tmp_path, number, edition(number)))
        styles.append([path for path in server.site() if path.endswith(".css")])
    assert styles[1] == ["assets/css/site.00000001.css", "assets/css/site.00000002.css"]
    assert styles[2] == ["assets/css/site.00000002.css", "assets/css/site.00000003.css"]


def test_old_releases_go_with_what_only_they_had(
    server: S3Server, target: S3Target, tmp_path: Path
) -> None:
    for number in (1, 2, 3):
        publish(target, tmp_path, release(tmp_path, number, edition(number)))
    with target.lock():
        target.prune(2)
    assert [one.release for one in target.releases()] == ["000002", "000003"]
    store = b"".join(server.objects(".releases/").values())
    assert b"edition 3" in store
    assert b"%PDF- 1" not in store
    with target.lock():
        target.activate("000002")
    assert server.read("index.html").decode() == edition(2)["index.html"]


def test_the_live_release_is_never_pruned(target: S3Target, tmp_path: Path) -> None:
    for number in (1, 2, 3):
        publish(target, tmp_path, release(tmp_path, number, edition(number)))
    with target.lock():
        target.activate("000001")
        target.prune(1)
    assert [one.release for one in target.releases()] == ["000001", "000003"]


def _with_story(number: int) -> dict[str, str]:
    return edition(number) | {
        f"{STORY}index.html": WORDS,
        f"{STORY}margaret-0a1b2c3d.mp3": f"{WORDS}, aloud",
        "index.html": f"Home. {WORDS}",
    }


@pytest.mark.parametrize("versions", [False, True])
def test_a_withdrawn_story_is_nowhere_in_the_bucket_old_versions_included(
    server: S3Server, target: S3Target, tmp_path: Path, *, versions: bool
) -> None:
    if versions:
        server.owner.put_bucket_versioning(
            Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"}
        )
    paths = (f"{STORY}index.html", f"{STORY}margaret-0a1b2c3d.mp3", "index.html")
    stories = {STORY: Story(("website",), paths)}
    for number in (1, 2):
        publish(target, tmp_path, release(tmp_path, number, _with_story(number), stories=stories))
    files = edition(3) | {f"{STORY}index.html": "No longer available."}
    manifest = release(tmp_path, 3, files, gone=[STORY])
    publish(target, tmp_path, manifest)
    with target.lock():
        removed = target.purge(paths, manifest)
        target.purge([STORY], manifest)
    assert {f"{number}/{path}" for number in ("000001", "000002") for path in paths} <= {*removed}
    kept = [one for one in server.versions() if one.get("VersionId") and "Size" in one]
    for one in kept:
        found = server.owner.get_object(Bucket=BUCKET, Key=one["Key"], VersionId=one["VersionId"])
        assert WORDS.encode() not in found["Body"].read(), one["Key"]
    assert not [one for one in server.versions() if one["Key"].endswith("margaret-0a1b2c3d.mp3")]
    # An old release without the story can still be gone back to.
    with target.lock():
        target.activate("000001")
    assert WORDS not in server.read("index.html").decode()
    assert server.read("news/index.html").decode() == edition(1)["news/index.html"]


def test_pruned_files_leave_no_old_version(
    server: S3Server, target: S3Target, tmp_path: Path
) -> None:
    server.owner.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    for number in (1, 2, 3):
        publish(target, tmp_path, release(tmp_path, number, edition(number)))
    with target.lock():
        target.prune(2)
    names = {str(one["Key"]) for one in server.versions()}
    assert not [name for name in names if name.startswith(".releases/000001/")]
    blobs = {name for name in names if "/blobs/" in name}
    assert blobs == set(server.objects(".releases/blobs/"))


def test_a_second_publish_is_told_who_publishes(
    server: S3Server, target: S3Target, tmp_path: Path
) -> None:
    other = target_of(server, tmp_path)
    refused = pytest.raises(PublishFault, match=r"Another publish .*, process \d+")
    with target.lock(), refused as caught, other.lock():
        pass
    assert "Nothing was published" in caught.value.remedy
    assert LOCK not in server.objects()


def test_a_second_publish_waits_for_the_first(server: S3Server, tmp_path: Path) -> None:
    said = Said()
    order: list[str] = []
    first, second = target_of(server, tmp_path), target_of(server, tmp_path, said, wait=20)

    def wait() -> None:
        with second.lock():
            order.append("second")

    waiting = threading.Thread(target=wait)
    with first.lock():
        waiting.start()
        while not said.lines:
            time.sleep(0.05)
        order.append("first")
    waiting.join(20)
    assert order == ["first", "second"]
    assert "Waiting for it" in said.all


@pytest.mark.parametrize("conditions", [True, False])
def test_of_two_that_begin_in_the_same_moment_one_is_refused(
    server: S3Server, tmp_path: Path, *, conditions: bool
) -> None:
    server.knows_conditions = conditions
    ways: list[str] = []
    both = threading.Barrier(2)

    def take() -> None:
        target = target_of(server, tmp_path)
        target.live()  # The connection is there.
        both.wait()
        try:
            with target.lock():
                ways.append("held")
                both.wait(10)
        except PublishFault:
            ways.append("refused")
            both.wait(10)

    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ways) == ["held", "refused"]


def test_a_lock_that_nobody_writes_any_more_is_taken_over(
    server: S3Server, target: S3Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = b'{"who": "ci on another machine", "machine": "x", "process": "1", "token": "t"}'
    server.owner.put_object(Bucket=BUCKET, Key=LOCK, Body=words)
    with pytest.raises(PublishFault, match="ci on another machine"), target.lock():
        pass
    monkeypatch.setattr("plugins.publishing.target_s3_lock.DEAD", -1.0)
    lock = target.lock()
    lock.__enter__()
    monkeypatch.undo()
    assert b"another machine" not in server.read(LOCK)
    lock.__exit__(None, None, None)
    assert LOCK not in server.objects()


def test_a_holder_whose_lock_was_taken_over_writes_nothing_more(
    server: S3Server, target: S3Target, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plugins.publishing.target_s3_lock.BEAT", 0.05)
    first = release(tmp_path, 1, edition(1))
    with target.lock():
        target.send(tmp_path / "000001", first, Said())
        server.owner.put_object(Bucket=BUCKET, Key=LOCK, Body=b'{"token": "of another"}')
        time.sleep(0.5)
        with pytest.raises(PublishFault, match="Another publish has taken over"):
            target.activate("000001")
    assert not server.site()
    assert b"of another" in server.read(LOCK)


def test_an_answer_that_is_lost_does_not_lose_the_lock(
    server: S3Server, target: S3Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plugins.publishing.target_s3_lock.BEAT", 0.05)
    taken = itertools.count()

    def forget(asked: Asked) -> str | None:
        first = asked.name == LOCK and asked.method == "PUT" and next(taken) in {0, 4}
        return UNANSWERED if first else None

    server.before = forget
    with target.lock():
        time.sleep(1.5)
        assert target._lease  # noqa: SLF001 - that it is not lost
        target._lease.check()  # noqa: SLF001
    assert next(taken) > 5


def test_a_lock_is_kept_as_long_as_it_is_held(
    server: S3Server, target: S3Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plugins.publishing.target_s3_lock.BEAT", 0.05)
    with target.lock():
        before = server.read(LOCK)
        time.sleep(0.4)
        assert server.read(LOCK) != before
        assert target._lease  # noqa: SLF001 - that it is not lost
        target._lease.check()  # noqa: SLF001


@pytest.mark.parametrize("way", ["policy", "object"])
def test_a_store_that_anybody_can_read_is_refused(
    way: str, server: S3Server, target: S3Target
) -> None:
    client = server.owner
    if way == "policy":
        client.put_bucket_acl(Bucket=BUCKET, ACL="public-read")
        allow = (
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",'
            f'"Action":"s3:GetObject","Resource":"arn:aws:s3:::{BUCKET}/*"}}]}}'
        )
        client.put_bucket_policy(Bucket=BUCKET, Policy=allow)
    else:
        server.before = lambda one: _open(server, one)
    refused = pytest.raises(PublishFault, match=r"Anybody can read .releases/ in the bucket")
    with refused as caught, target.lock():
        pass
    assert ".releases/" in caught.value.remedy
    assert not server.site()


def _open(server: S3Server, asked: Asked) -> None:
    """Let everybody read the lock as soon as it is asked for, as a careless policy would."""
    if asked.method == "HEAD":
        server.before = lambda _: None
        server.owner.put_object_acl(Bucket=BUCKET, Key=LOCK, ACL="public-read")


def test_a_site_that_serves_its_store_is_refused(server: S3Server, tmp_path: Path) -> None:
    target = target_of(server, tmp_path)
    target.url = f"{server.address}/{BUCKET}"
    server.before = lambda one: _open_to_readers(server, one)
    with pytest.raises(PublishFault, match="Anybody can read"), target.lock():
        pass


def _open_to_readers(server: S3Server, asked: Asked) -> None:
    """Let everybody read the lock when the bucket itself has been asked, as a CDN would."""
    if asked.method == "GET" and any(one.method == "HEAD" for one in server.requests):
        server.before = lambda _: None
        server.owner.put_object_acl(Bucket=BUCKET, Key=LOCK, ACL="public-read")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"bucket": "no-such-bucket"}, 'There is no bucket "no-such-bucket".'),
        ({"endpoint": "https://127.0.0.1:9"}, "host does not answer"),
        ({"secret": "NOT_SET"}, "NOT_SET is not set"),
        ({"secret": None}, "names only one of key and secret: secret is missing"),
        ({"bucket": "Not A Bucket"}, "cannot be asked with these settings"),
    ],
)
def test_what_stands_in_the_way_is_named_without_a_secret(
    fields: dict[str, Any],
    said: str,
    server: S3Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("plugins.publishing.target_s3_connection.ATTEMPTS", 1)
    target = target_of(server, tmp_path, **fields)
    with pytest.raises(PublishFault) as caught:
        target.releases()
    assert said in caught.value.fault
    assert caught.value.remedy
    assert KEY not in str(caught.value)
    assert SECRET not in str(caught.value)


def test_without_any_key_it_is_said_which_to_set(
    server: S3Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/dev/null")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    target = target_of(server, tmp_path, key=None, secret=None)
    with pytest.raises(PublishFault) as caught:
        target.live()
    assert "No key for the bucket is set." in caught.value.fault
    assert "AWS_ACCESS_KEY_ID" in caught.value.remedy


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (403, "AccessDenied", "The key may not do this in the bucket"),
        (403, "SignatureDoesNotMatch", "does not know this key"),
        (400, "AuthorizationHeaderMalformed", "is in another region"),
    ],
)
def test_what_the_host_refuses_is_named(
    status: int, code: str, said: str, server: S3Server, target: S3Target
) -> None:
    answer = f"<Error><Code>{code}</Code><Message>{SECRET} {KEY}</Message></Error>"
    server.answer = (f"{status} No", answer.encode())
    try:
        with pytest.raises(PublishFault) as caught:
            target.releases()
    finally:
        server.answer = None
    assert said in caught.value.fault
    assert SECRET not in str(caught.value)
    assert KEY not in str(caught.value)


def test_a_file_that_changed_while_it_was_published_is_not_sent(
    server: S3Server, target: S3Target, tmp_path: Path
) -> None:
    first = release(tmp_path, 1, edition(1))
    (tmp_path / "000001/site/feed.xml").write_text("<other/>")
    with pytest.raises(PublishFault, match=r"feed.xml was changed"):
        publish(target, tmp_path, first)
    assert target.releases() == ()
    assert not server.site()


def test_a_release_that_is_not_whole_is_not_made_live(
    server: S3Server, target: S3Target, tmp_path: Path
) -> None:
    first = release(tmp_path, 1, edition(1))
    publish(target, tmp_path, first)
    publish(target, tmp_path, release(tmp_path, 2, edition(2)))
    blob = first.by_path["news/item-0/item-0.pdf"].sha256
    server.owner.delete_object(Bucket=BUCKET, Key=f".releases/blobs/{blob}")
    server.requests.clear()
    with target.lock(), pytest.raises(PublishFault, match=r"item-0.pdf is missing"):
        target.activate("000001")
    assert not server.site_writes()
    with target.lock(), pytest.raises(PublishFault, match="There is no release 000007"):
        target.activate("000007")


@pytest.mark.parametrize("name", ["000001/manifest.json", "000002/manifest.json", "live.json"])
def test_damaged_lists_are_mended(
    name: str, server: S3Server, target: S3Target, tmp_path: Path
) -> None:
    first, second = (release(tmp_path, number, edition(number)) for number in (1, 2))
    publish(target, tmp_path, first)
    publish(target, tmp_path, second)
    server.owner.put_object(Bucket=BUCKET, Key=f".releases/{name}", Body=b"{")
    with pytest.raises(PublishFault, match="damaged"):
        target.releases() and target.live()
    mended = publish(target, tmp_path, release(tmp_path, 3, edition(3)))
    assert len(mended) == 1
    assert "damaged" in mended[0]
    site = server.site()
    assert {path: site[path].decode() for path in edition(3)} == edition(3)
    extra = set(site) - set(edition(3)) - {"redirects.json"}
    assert extra <= {"assets/css/site.00000002.css"}
    assert len(target.releases()) == (2 if name.startswith("000001") else 3)


def test_the_same_bytes_by_another_name_are_purged_too(
    server: S3Server, target: S3Target, tmp_path: Path
) -> None:
    sound = f"{STORY}margaret-0a1b2c3d.mp3"
    stories = {STORY: Story(("website",), (sound,))}
    files = edition(1) | {sound: WORDS, "podcasts/tv/two/two-0a1b2c3d.mp3": WORDS}
    publish(target, tmp_path, release(tmp_path, 1, files, stories=stories))
    manifest = release(tmp_path, 2, edition(2))
    publish(target, tmp_path, manifest)
    with target.lock():
        removed = target.purge([sound], manifest)
    assert f"000001/{sound}" in removed
    assert not [name for name, data in server.objects().items() if WORDS.encode() in data]


def test_the_commands_publish_withdraw_and_go_back_in_a_bucket(
    server: S3Server, publishing: Publishing, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    publishing.file.write_text(
        f"targets:\n  live: {{kind: s3, bucket: {BUCKET}, endpoint: '{server.address}',"
        " key: SITE_KEY, secret: SITE_SECRET, keep: 3, wait: 0}\n"
    )
    story = publishing.content.item("stories/margaret.md", title="Margaret")
    publishing.publish(1)
    assert pages_site.WORDS in server.read("index.html").decode()
    story.unlink()
    publishing.publish(2)
    everything = b"".join(server.objects().values()).decode()
    assert pages_site.WORDS not in everything
    assert "edition 2." in server.read("news/item-3/index.html").decode()
    roll_back_on(publishing.chosen(), None)
    assert "edition 1." in server.read("news/item-3/index.html").decode()
    assert pages_site.WORDS not in server.read("index.html").decode()
    list_releases(publishing.chosen())
    assert SECRET not in publishing.said.all
    assert KEY not in publishing.said.all
