"""Every published picture in its sizes, made once and kept, or every reason why not."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from plugins.catalogue.keeping import digest
from plugins.catalogue.kept_files import KeptFiles
from plugins.catalogue.picture import UnfitPictureError
from plugins.catalogue.problem import Problem
from plugins.pictures.cache import Cache
from plugins.pictures.named import Naming
from plugins.pictures.variants import RECIPE, Variant, variants_of

FOLDER = "pictures"
PLAIN_WIDTH = 960  # For readers whose browser knows no srcset.
NAME_LENGTH = 16


@dataclass(frozen=True)
class Picture:
    """What an img element says: addresses begin with the site's root, sizes are of src."""

    src: str
    srcset: str
    width: int
    height: int


@dataclass(frozen=True)
class Made:
    """A picture in all its sizes, in the cache."""

    key: str  # of the source's bytes and the recipe; no part of the editor's file name
    sizes: tuple[tuple[int, int], ...]  # width and height, narrowest first

    def name(self, width: int) -> str:
        """Return a variant's path from the site's root."""
        return f"{FOLDER}/{self.key[:NAME_LENGTH]}-{width}.webp"

    def entry(self, width: int) -> str:
        """Return a variant's key in the cache."""
        return f"{self.key}-{width}"

    def picture(self, root: str) -> Picture:
        """Return what pages say of it; `root` is "" or "/folder"."""
        fitting = [size for size in self.sizes if size[0] <= PLAIN_WIDTH]
        width, height = (fitting or self.sizes)[-1]
        srcset = ", ".join(f"{root}/{self.name(each)} {each}w" for each, _ in self.sizes)
        return Picture(f"{root}/{self.name(width)}", srcset, width, height)


@dataclass(frozen=True)
class Gallery:
    """The pictures of a site, by their path from the content folder."""

    made: Mapping[str, Made]
    cache: Cache

    def write(self, output: Path, kept: KeptFiles | None = None) -> list[str]:
        """Write every picture in every size, and return their paths, as for cards."""
        kept = kept or KeptFiles(output, None, "")
        files = {
            made.name(width): partial(self.data, made, width)
            for made in self.made.values()
            for width, _ in made.sizes
        }
        for name, data in sorted(files.items()):
            kept.write(name, output, data)
        return list(files)

    def data(self, made: Made, width: int) -> bytes:
        """Return a variant's bytes."""
        data = self.cache.read(made.entry(width))
        if data is None:
            msg = f"{self.cache.folder} lost a picture while the site was built. Build it again."
            raise FileNotFoundError(msg)
        return data


def make_gallery(
    namings: Iterable[Naming], content: Path, cache: Cache
) -> tuple[Gallery, tuple[Problem, ...]]:
    """Return the pictures that can be published, and a problem for each naming of another."""
    namings = tuple(namings)
    paths = sorted({naming.picture for naming in namings})
    # Pillow decodes, scales and encodes without holding the interpreter: threads use every core.
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        files = (content / path for path in paths)
        results = dict(zip(paths, workers.map(partial(_make, cache=cache), files), strict=True))
    made = {path: result for path, result in results.items() if isinstance(result, Made)}
    unfit = {path: result for path, result in results.items() if not isinstance(result, Made)}
    problems = [
        naming.problem(unfit[naming.picture].fault, unfit[naming.picture].remedy)
        for naming in namings
        if naming.picture in unfit
    ]
    return Gallery(made, cache), tuple(problems)


def _make(file: Path, cache: Cache) -> Made | UnfitPictureError:
    source = file.read_bytes()
    key = digest(RECIPE, source)
    if kept := _kept(key, cache):
        return kept
    try:
        variants = variants_of(source)
    except UnfitPictureError as error:
        return error
    return _keep(key, variants, cache)


def _kept(key: str, cache: Cache) -> Made | None:
    """Return a picture that was made before, where every file of it is whole."""
    listing = cache.read(key)
    if listing is None:
        return None
    made = Made(key, tuple((width, height) for width, height in json.loads(listing)))
    whole = all(cache.read(made.entry(width)) is not None for width, _ in made.sizes)
    return made if whole else None


def _keep(key: str, variants: tuple[Variant, ...], cache: Cache) -> Made:
    made = Made(key, tuple((variant.width, variant.height) for variant in variants))
    for variant in variants:
        cache.write(made.entry(variant.width), variant.data)
    # Last, so that a listing never names a file that is not there.
    cache.write(key, json.dumps(made.sizes).encode())
    return made
