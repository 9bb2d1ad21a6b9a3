"""No judge keeps a withdrawn story live: a site that has lost its last one is sound."""

from __future__ import annotations

from pathlib import Path

from plugins.publishing.verify import verify
from tests.podcast.sound_samples import mp3
from tests.publishing.judged_site import FEED, SHOW, VTT, Judged, write
from tests.small_site import SmallSite

CONSENT = (
    "{reference: PS-7, given: 2026-01-05, uses: [website, print, audio, podcast, social],"
    " withdrawn: 2026-11-21}"
)
EPISODE = "{show: talk, guid: 5b9c4a52-1f0e-5c3a-8a55-b6f7c1d20009}"
SITE = """\
brand: {card: stories/her.png}
menu: [{label: Stories, link: /stories/}, {label: Hers, link: stories/told.md}]
"""


def test_a_site_without_its_last_story_and_the_shows_artwork_is_sound(tmp_path: Path) -> None:
    site = write(SmallSite.at(tmp_path / "content"))
    for path in (*(site.root / "stories").iterdir(), *(site.root / "podcasts/talk").iterdir()):
        path.unlink()
    site.picture("stories/her.png", (1400, 1400))
    mp3(site.root / "stories/told.mp3", 3)
    site.write("stories/told.vtt", VTT)
    site.item(
        "stories/told.md",
        title="Nobody told me about the tangerine tablets",
        consent=CONSENT,
        image="{file: her.png, alt: Her}",
        recording="{file: told.mp3, transcript: told.vtt}",
        episode=EPISODE,
    )
    show = SHOW.replace("artwork.png", "../../stories/her.png")
    site.write("podcasts/talk/show.md", f"---\n{show}---\nAbout the show.\n")
    picture = "{file: ../stories/her.png, alt: Her}"
    body = "![Her](../stories/her.png)\n\nRead [her story](../stories/told.md).\n"
    site.item("news/market.md", image=picture, body=body)
    text = (site.root / "site.yaml").read_text()
    site.write("site.yaml", text + SITE)
    output = site.build(tmp_path / "output")
    judged = Judged(output, site.publication())
    assert verify(output, judged.publication, judged.looking()) == ()
    assert "artwork" not in judged.read(FEED)
    assert "itunes:image" not in judged.read(FEED)
