"""The NHS look of the site: its style sheets, scripts, fonts, words and page templates."""
