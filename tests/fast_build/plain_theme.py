"""The small site's theme: every way in which one template uses another, or reads the site."""

from __future__ import annotations

from collections.abc import Mapping

EXTRA = "{% from 'macros.html' import card %}{% for page in pages %}{{ card(page) }}{% endfor %}\n"

TEMPLATES: Mapping[str, str] = {
    "base.html": """\
{% import "macros.html" as m %}<title>{% block title %}{{ SITENAME }}{% endblock %}</title>
<link href="{{ SITEURL }}/theme/look.css">{{ NOTICE }} {{ opening() if opening }}
{% for link in LINKS %}{{ link }}{% endfor %}
{% include "partials/menu.html" %}
{% block content %}{% endblock %}
{% include ["partials/foot.html", "partials/end.html"] ignore missing %}
""",
    "partials/menu.html": """\
{% for page in pages %}<a href="{{ SITEURL }}/{{ page.url }}">{{ page.title }}</a>{% endfor %}
{% for name, listed in categories %}{{ name }} {{ listed|length }} {{ name.url }}{% endfor %}
""",
    "partials/latest.html": """\
{% for one in articles[:3] %}{{ m.card(one) }}{% endfor %}
""",
    "partials/end.html": "The end\n",
    "partials/box-plain.html": "A box: {{ page.title }}\n",
    "partials/box-fancy.html": "*** {{ page.title }} ***\n",
    "macros.html": """\
{% macro card(one) %}{{ phone }} <a href="{{ one.url }}">{{ one.title }}</a> {{ one.locale_date }}\
{% endmacro %}
""",
    "article.html": """\
{% extends "base.html" %}{% block title %}{{ article.title }}{% endblock %}
{% block content %}{{ article.content }}
{{ article.author }} {{ article.category }} {% for tag in article.tags %}{{ tag.url }}{% endfor %}
{% for one in article.translations %}{{ one.lang }} {{ one.url }} {{ one.title }}{% endfor %}
{% if article.next_article %}Next: {{ article.next_article.title }}{% endif %}
{% if article.prev_article %}Before: {{ m.card(article.prev_article) }}{% endif %}
{{ article.words }} {{ article.ward }} {{ article.locale_date }} {{ article.locale_modified }}
{% include "partials/latest.html" %}{% endblock %}
""",
    "page.html": """\
{% extends "base.html" %}{% block title %}{{ page.title }}{% endblock %}
{% block content %}{{ page.content }}
{% for other in page.translations %}{{ other.lang }} {{ other.url }}{% endfor %}
{% for one, listed in categories %}{{ one.lead }}{% endfor %}
{% endblock %}
""",
    "plain_pages.html": "{{ page.title }}: {{ page.content }} {{ page.keywords }}\n",
    "plain_articles.html": "{{ article.title }}: {{ article.summary }} {{ article.keywords }}\n",
    "special_articles.html": """\
{% extends "article.html" %}{% block title %}{{ drafts|map(attribute="url")|join }}{% endblock %}
""",
    "special_pages.html": """\
{% extends "page.html" %}{% block content %}{{ super() }}
{% include "partials/box-" ~ page.box ~ ".html" ignore missing %}{% endblock %}
""",
    "index.html": """\
{% extends "base.html" %}{% block content %}{% for article in articles_page.object_list %}\
<h2>{{ article.title }}</h2>{{ article.summary }}
{% endfor %}{{ articles_page.number }}/{{ articles_paginator.num_pages }}
{% if articles_next_page %}{{ articles_next_page.url }}{% endif %}{% endblock %}
""",
    "category.html": """\
{% extends "index.html" %}{% block title %}{{ category }} {{ category.lead }}{% endblock %}
""",
    "author.html": """\
{% extends "base.html" %}{% block content %}{{ author }}\
{% for article in articles %}{{ m.card(article) }}{% endfor %}{% endblock %}
""",
    "listing.html": "{{ one.title }} {{ one.url }} {{ SITENAME }}\n",
    "tags.html": """\
{% extends "base.html" %}{% block content %}{% for tag, listed in tags|sort %}{{ tag }}: \
{% for one in listed %}{{ one.title }}{% endfor %}
{% endfor %}{% endblock %}
""",
    "archives.html": """\
{% extends "base.html" %}{% block content %}{% for one in dates %}{{ m.card(one) }} \
{{ one.date|strftime("%d/%m/%y") }}
{% endfor %}{{ drafts|length }} {{ hidden_articles|length }}{% endblock %}
""",
    "period_archives.html": """\
{% extends "base.html" %}{% block content %}{{ period }}{% for one in dates %}{{ m.card(one) }}
{% endfor %}{{ all_articles|length }}{% endblock %}
""",
}
