"""How the site is found: sitemap, feeds, search, structured data, and old addresses."""
