"""Pelican's settings: values only. What is true of one organisation stands in content/site.yaml."""

from importlib.resources import files

from jinja2 import ChainableUndefined

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
# An output that this content does not make any more must not stay behind.
DELETE_OUTPUT_DIRECTORY = True

PLUGIN_PATHS = ["."]
PLUGINS = [
    "plugins.catalogue.plugin",
    "plugins.pictures.plugin",
    "plugins.files.plugin",
    "plugins.alternative_formats.plugin",
    "plugins.calendar.plugin",
    "plugins.nhs_theme.plugin",
    "plugins.discovery.plugin",
    "plugins.podcast.plugin",
    "plugins.listen_feed.plugin",
]

# The catalogue plugin sets SITENAME, SITEURL, FEED_DOMAIN, TIMEZONE and DEFAULT_LANG from
# site.yaml; the two below only stand in until it has read it, as Pelican asks for them before.
TIMEZONE = "UTC"
FEED_DOMAIN = "https://site.invalid"
# The machine's language changes nothing; the theme words dates itself.
LOCALE = ["C.UTF-8", "en_US.UTF-8", "C"]
# AS_OF is the one clock: a day as text, or None for today.
CATALOGUE = {"AS_OF": None, "DRAFTS": False, "SITE_URL": None}

ARTICLE_PATHS = [
    "news", "stories", "podcasts", "people", "events", "meetings", "feedback", "campaigns",
    "editions",
]  # fmt: skip
PAGE_PATHS = ["pages"]
STATIC_PATHS: list[str] = []  # Only files that a published item names are published.
ARTICLE_TRANSLATION_ID = PAGE_TRANSLATION_ID = "translation_id"
# The catalogue decides what may be seen; Pelican's own half-way states write reachable pages.
WITH_FUTURE_DATES = True
DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = ""

CATEGORY_URL = CATEGORY_SAVE_AS = "{slug}/"
CATEGORY_SAVE_AS = "{slug}/index.html"
TAG_URL = "topics/{slug}/"
TAG_SAVE_AS = "topics/{slug}/index.html"
TAGS_URL = "topics/"
TAGS_SAVE_AS = "topics/index.html"
ARCHIVES_URL = "archive/"
ARCHIVES_SAVE_AS = "archive/index.html"
YEAR_ARCHIVE_URL = "archive/{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = "archive/{date:%Y}/index.html"
SEARCH_URL = "search/"
SEARCH_SAVE_AS = "search/index.html"
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "tags", "archives", "search", "404"]
PAGINATED_TEMPLATES = {"category": None, "tag": None}
PAGINATION_PATTERNS = (
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)

FEED_ALL_ATOM = "feed.xml"
CATEGORY_FEED_ATOM = "{slug}/feed.xml"
TAG_FEED_ATOM = "topics/{slug}/feed.xml"
TRANSLATION_FEED_ATOM = None
FEED_APPEND_REF = False

THEME_STATIC_DIR = "assets"
THEME_STATIC_PATHS: list[str] = []  # The theme's plugin writes them, each named by its content.
THEME_TEMPLATES_OVERRIDES = [str(files("nhsuk_frontend_jinja") / "templates")]
# The NHS macros reach into values that may be absent.
JINJA_ENVIRONMENT = {
    "undefined": ChainableUndefined,
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
}
