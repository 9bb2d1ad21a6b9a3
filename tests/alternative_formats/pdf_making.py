"""PDFs of documents, with the pictures that samples and strategies name."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp

from PIL import Image

from plugins.alternative_formats.document import Document
from plugins.alternative_formats.format import Commission
from plugins.alternative_formats.pdf import FORMAT
from plugins.catalogue.site_formats import FormatSettings, LargePrint

TURNED = 6  # EXIF: the camera was held on its side
ORIENTATION, PHOTOGRAPHER = 0x0112, 0x013B


@cache
def content() -> Path:
    """Return a content folder: a photograph taken on its side, and a drawing seen through."""
    folder = Path(mkdtemp(prefix="pdf-content-"))
    (folder / "news").mkdir()
    (folder / "news/clinic.jpg").write_bytes(photograph(300, 200))
    drawing = Image.new("RGBA", (300, 300), (200, 20, 20, 0))
    drawing.paste((20, 20, 200, 255), (100, 100, 200, 200))
    drawing.save(folder / "news/leaves.jpg", "WEBP", lossless=True)
    return folder


def photograph(width: int, height: int) -> bytes:
    """Return a JPEG of many colours, to be turned, with the name of who took it."""
    image = Image.radial_gradient("L").resize((width, height)).convert("RGB")
    image = Image.merge("RGB", (image.getchannel(0), image.getchannel(0).rotate(90), _lines(image)))
    exif = Image.Exif()
    exif[ORIENTATION], exif[PHOTOGRAPHER] = TURNED, "Ann Other of Oadby"
    file = BytesIO()
    image.save(file, "JPEG", exif=exif)
    return file.getvalue()


def _lines(image: Image.Image) -> Image.Image:
    return Image.linear_gradient("L").resize(image.size)


def commission(document: Document, size: int = 18) -> Commission:
    """Return the order of a PDF in letters of a size."""
    settings = FormatSettings(large_print=LargePrint(size=size))
    return Commission(document=document, settings=settings, content=content())


def pdf_of(document: Document, size: int = 18) -> bytes:
    """Return the PDF of a document in letters of a size."""
    return FORMAT.render(commission(document, size))
