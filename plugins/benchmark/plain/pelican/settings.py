# ruff: noqa: INP001 - copied beside a site, not imported
"""A plain site for Pelican, to be timed."""

SITENAME = "Anytown"
SITEURL = "https://anytown.example"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
THEME_STATIC_PATHS: list[str] = []
TIMEZONE = "UTC"
LOCALE = ["C.UTF-8", "C"]
DEFAULT_LANG = "en"
ARTICLE_PATHS = ["items"]
PAGE_PATHS: list[str] = []
STATIC_PATHS = ["images"]
USE_FOLDER_AS_CATEGORY = False
DEFAULT_PAGINATION = 10
PAGINATED_TEMPLATES = {"index": None, "category": None}
PAGINATION_PATTERNS = (
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)
ARTICLE_URL = "items/{slug}/"
ARTICLE_SAVE_AS = "items/{slug}/index.html"
CATEGORY_URL = "categories/{slug}/"
CATEGORY_SAVE_AS = "categories/{slug}/index.html"
TAG_URL = "topics/{slug}/"
TAG_SAVE_AS = "topics/{slug}/index.html"
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = TAGS_SAVE_AS = ARCHIVES_SAVE_AS = ""
DIRECT_TEMPLATES = ["index"]
FEED_ALL_ATOM = "feed.xml"
FEED_MAX_ITEMS = 20
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_APPEND_REF = False
SLUGIFY_SOURCE = "basename"
CATEGORY_LINKS = [
    ("Appointments", "appointments"),
    ("Children", "children"),
    ("Hospitals", "hospitals"),
    ("Medicines", "medicines"),
    ("Mental health", "mental-health"),
    ("Pharmacies", "pharmacies"),
    ("Vaccinations", "vaccinations"),
    ("Your views", "your-views"),
]
