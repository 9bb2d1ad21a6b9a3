"""From the theme's ingredients and a site's settings to every file under assets/."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.catalogue.dates import locale_of
from plugins.catalogue.site import Site
from plugins.nhs_theme import brand, icons, stylesheet
from plugins.nhs_theme.files import ThemeFile, ThemeFiles
from plugins.nhs_theme.fonts import font_of
from plugins.nhs_theme.parts import Parts
from plugins.nhs_theme.tool import right_to_left

NHS_ICONS = {
    "images/favicon.svg": "assets/images/favicon.svg",
    **{f"images/icon-{side}.png": f"assets/images/nhsuk-icon-{side}.png" for side in icons.SIZES},
}
IMPORT = re.compile(r"""(from\s*|import\s*)(["'])\./([\w.-]+)\2""")
SOURCE_MAP = re.compile(rb"\n?//# sourceMappingURL=\S+\s*$")


def direction(site: Site, lang: str) -> str:
    """Return "ltr" or "rtl"."""
    known = site.language(lang)
    if known is not None:
        return known.direction
    return "rtl" if locale_of(lang).character_order == "right-to-left" else "ltr"


def languages(site: Site) -> tuple[str, ...]:
    """Return the codes of every language of the site, its own first."""
    return (site.lang, *(language.code for language in site.languages))


def theme_files(parts: Parts, site: Site, root: str) -> ThemeFiles:
    """Return every file of the theme for this site; `root` is the path part of its address."""
    made = [*_images(parts), *_icons(parts, site, root), *_scripts(parts)]
    made += _styles(parts, site, {file.name: file for file in made})
    for lang in languages(site):
        made += _font(parts, lang)
    return ThemeFiles({file.name: file for file in made}, root)


def colour_of(site: Site) -> str:
    """Return the colour of the header."""
    return site.brand.colour or brand.NHS_BLUE


def _images(parts: Parts) -> Iterator[ThemeFile]:
    css = parts.design_system("nhsuk-frontend.min.css").decode()
    for name in stylesheet.asked_for(css):
        yield ThemeFile(name, parts.design_system(f"assets/{name}"))


def _styles(parts: Parts, site: Site, files: dict[str, ThemeFile]) -> Iterator[ThemeFile]:
    system = parts.design_system("nhsuk-frontend.min.css").decode()
    system = stylesheet.with_fonts(system, frutiger=site.brand.frutiger)
    system = stylesheet.with_addresses(system, lambda name: files[name].published_name)
    chosen = brand.variables(colour_of(site)) + brand.large_print(site.formats.large_print.size)
    own = chosen + parts.own("css/site.css").decode()
    yield ThemeFile("css/site.css", (system + own).encode())
    if any(direction(site, lang) == "rtl" for lang in languages(site)):
        # Our own sheet has only logical properties: it turns by itself.
        turned = right_to_left(system, node_modules=parts.node_modules, cache=parts.cache)
        yield ThemeFile("css/site.rtl.css", (turned + own).encode())
    # Pages only for reading have the design system's letters and colours, and none of its rules.
    yield ThemeFile("css/reading.css", chosen.encode() + parts.own("css/reading.css"))
    for name in ("css/search.css", "css/player.css"):
        yield ThemeFile(name, parts.own(name))


def _font(parts: Parts, lang: str) -> Iterator[ThemeFile]:
    font = font_of(lang)
    if font is None:
        return
    weights = {
        weight: ThemeFile(f"fonts/{font.package}-{weight}.woff2", parts.font(font, weight))
        for weight in font.weights
    }
    yield from weights.values()
    names = {weight: file.published_name for weight, file in weights.items()}
    faces = stylesheet.font_faces(font.family, names, parts.characters(font))
    family = f'"{font.family}",{stylesheet.STANDARD_FONTS}'
    use = f'[lang="{lang}"]{{--app-font:{family};font-family:var(--app-font)}}\n'
    yield ThemeFile(f"css/{lang}.css", (faces + use).encode())


def _scripts(parts: Parts) -> Iterator[ThemeFile]:
    system = SOURCE_MAP.sub(b"", parts.design_system("nhsuk-frontend.min.js"))
    library = ThemeFile("js/nhsuk-frontend.js", system)
    yield library
    made = {"nhsuk-frontend.js": library}

    def published(name: str) -> ThemeFile:
        """Return a script after those that it imports, whose names hold their content."""
        if name not in made:
            text = parts.own(f"js/{name}").decode()
            text = IMPORT.sub(lambda found: _import(found, published(found[3])), text)
            made[name] = ThemeFile(f"js/{name}", text.encode())
        return made[name]

    for name in parts.own_names("js"):
        yield published(name.removeprefix("js/"))


def _import(found: re.Match[str], script: ThemeFile) -> str:
    return f"{found[1]}{found[2]}./{script.published_name.removeprefix('js/')}{found[2]}"


def _icons(parts: Parts, site: Site, root: str) -> Iterator[ThemeFile]:
    colour = colour_of(site)
    text, initial = brand.text_on(colour), site.short_name[0].upper()
    if site.header.nhs:
        made = [ThemeFile(name, parts.design_system(file)) for name, file in NHS_ICONS.items()]
    else:
        made = [ThemeFile("images/favicon.svg", icons.drawing(initial, colour, text))]
        for side in icons.SIZES:
            png = icons.picture(initial, colour, text, side=side, font=parts.letters)
            made.append(ThemeFile(f"images/icon-{side}.png", png))
    yield from made
    by_name = {file.name: file.published_name for file in made}
    yield ThemeFile(
        "site.webmanifest",
        icons.manifest(
            name=site.name,
            short_name=site.short_name,
            start=f"{root}/",
            colour=colour,
            icons={side: by_name[f"images/icon-{side}.png"] for side in icons.SIZES},
        ),
    )
