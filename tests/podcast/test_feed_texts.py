"""Titles, names and words of any signs come through a feed as they are."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree, html

from plugins.catalogue.kinds import Episode
from plugins.podcast.channel import Channel
from plugins.podcast.feed import feeds
from plugins.podcast.show_notes import show_notes
from tests.podcast.feed_samples import FEED, channels_of, texts, tree
from tests.podcast.tool import judged
from tests.small_site import SmallSite

HARD = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=200),
    st.sampled_from(
        [
            "]]>",
            "<![CDATA[x]]>",
            "&amp; & &#0; &nbsp;",
            "\"quotes\" 'and' “more”",
            "شام کی خبریں \u200fRTL\u200e mixed",
            "👩🏽‍⚕️🏴󠁧󠁢󠁥󠁮󠁧󠁿 e\u0301",
            "\x00\x01\x0b\x1f\x7f\x85\u2028",
            "\ud800 half a pair",
            "a" * 5000,
            "word " * 1000,
            "<script>alert(1)</script>",
            "-- --> <!-- ",
            "{picture} {file} %s {{ x }}",
        ]
    ),
)
QUICK = settings(deadline=None, max_examples=60)


def seen(text: str) -> str:
    """Return what of a text XML can hold, on one line."""
    fitting = "".join(
        sign
        for sign in text
        if sign in "\t\n\r"
        or (sign >= " " and not "\ud800" <= sign <= "\udfff" and sign not in "\ufffe\uffff")
    )
    return " ".join(fitting.split())


# The catalogue takes no empty title.
SHOWN = HARD.filter(seen)


def channel_of(site: SmallSite) -> Channel:
    """Return the site's one show with one episode."""
    (channel,) = channels_of(site.publication())
    return replace(channel, items=channel.items[2:])


def with_texts(channel: Channel, title: str, words: str, name: str) -> Channel:
    """Return the show with an episode of these texts."""
    first = channel.items[0]
    old = first.published.item
    assert isinstance(old, Episode)
    item = old.model_copy(update={"title": title, "summary": words, "made_by": name})
    notes = show_notes(words, "<p> Body.</p>", first.page)
    published = replace(first.published, item=item)
    changed = replace(first, published=published, notes=notes)
    return replace(channel, items=(changed, *channel.items[1:]))


@QUICK
@given(title=SHOWN, words=HARD, name=HARD)
@example(title="]]>", words="]]>", name="]]>")
def test_any_text_comes_through(full_site: SmallSite, title: str, words: str, name: str) -> None:
    changed = with_texts(channel_of(full_site), title, words, name)
    documents = dict(feeds(changed))
    item = next(tree(documents[FEED]).iter("item"))
    assert " ".join((item.findtext("title") or "").split()) == seen(title)
    if seen(name):
        assert " ".join(texts(item, "itunes:author")[0].split()) == seen(name)
    description = item.findtext("description") or ""
    assert len(description.encode()) < 4000
    shown = html.fragment_fromstring(description, create_parent="div").text_content()
    if len(words) < 300:  # The catalogue takes no longer summary.
        assert " ".join(shown.split()) == " ".join(f"{seen(words)} Body.".split())


@QUICK
@given(words=SHOWN, title=SHOWN)
def test_any_text_of_the_show_comes_through(full_site: SmallSite, words: str, title: str) -> None:
    channel = channel_of(full_site)
    show = channel.show.model_copy(update={"title": title, "author": words})
    documents = dict(feeds(replace(channel, show=show, description=words)))
    for data in documents.values():
        assert len((tree(data).findtext("description") or "").encode()) < 4000
        etree.fromstring(data)


def test_hard_texts_reach_an_apps_parser(full_site: SmallSite) -> None:
    title = "]]> & <b> “شام” 👩🏽‍⚕️"
    changed = with_texts(channel_of(full_site), title, title, title)
    parsed = judged("feedsmith", dict(feeds(changed))[FEED])["items"][0]
    assert parsed["title"] == title
    assert parsed["itunes"]["author"] == title
    assert parsed["description"].startswith("<p>]]&gt; &amp; &lt;b&gt; “شام” 👩🏽‍⚕️</p>")
