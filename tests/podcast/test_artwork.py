"""The square pictures that apps show."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import ExifTags
from PIL import Image as Picture
from PIL.PngImagePlugin import PngInfo

from plugins.catalogue.item import Image
from plugins.podcast.artwork import UnfitArtworkError, read_artwork

SECRET = b"Xylocanary"


def made(
    folder: Path,
    name: str = "art.jpg",
    size: tuple[int, int] = (1400, 1400),
    *,
    mode: str = "RGB",
    kind: str = "JPEG",
    **options: object,
) -> Path:
    """Write a picture whose left half is another colour than its right."""
    picture = Picture.new(mode, size)
    picture.paste(Picture.new(mode, (size[0] // 2, size[1]), "white" if mode != "P" else 1))
    file = folder / name
    picture.save(file, kind, **options)
    return file


def read(file: Path) -> tuple[str, bytes]:
    """Return the artwork's name and data."""
    image = Image(file=file.name, alt="A picture")
    artwork = read_artwork(file.parent, image, "podcasts/town-talk/")
    return artwork.place, artwork.data


def test_a_fit_picture_keeps_every_pixel(tmp_path: Path) -> None:
    for name, kind in (("art.jpg", "JPEG"), ("art.jpeg", "JPEG"), ("art.png", "PNG")):
        file = made(tmp_path, name, kind=kind)
        _, data = read(file)
        before = Picture.open(file).convert("RGB").tobytes()
        assert Picture.open(BytesIO(data)).convert("RGB").tobytes() == before


def test_its_name_is_of_its_content(tmp_path: Path) -> None:
    one, _ = read(made(tmp_path))
    same, _ = read(made(tmp_path, "another-name.jpeg"))
    other, _ = read(made(tmp_path, "other.jpg", (1500, 1500)))
    assert one == same != other
    assert one.startswith("podcasts/town-talk/artwork-")
    assert one.endswith(".jpg")


def test_what_a_camera_wrote_is_not_published(tmp_path: Path) -> None:
    exif = Picture.Exif()
    exif[ExifTags.Base.Artist] = SECRET.decode()
    file = made(tmp_path, exif=exif, comment=SECRET, xmp=SECRET)
    file.write_bytes(file.read_bytes() + SECRET)
    assert SECRET in file.read_bytes()
    _, data = read(file)
    assert SECRET not in data
    assert Picture.open(BytesIO(data)).size == (1400, 1400)


def test_what_a_program_wrote_into_a_png_is_not_published(tmp_path: Path) -> None:
    info = PngInfo()
    info.add_text("Comment", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    file = made(tmp_path, "art.png", kind="PNG", pnginfo=info)
    file.write_bytes(file.read_bytes() + SECRET)
    _, data = read(file)
    assert SECRET not in data
    Picture.open(BytesIO(data)).load()


def cut(file: Path) -> Path:
    """Cut a file short."""
    file.write_bytes(file.read_bytes()[:-100])
    return file


def no_picture(folder: Path) -> Path:
    """Write words under a picture's name."""
    file = folder / "art.jpg"
    file.write_bytes(b"Words, and no picture at all.")
    return file


def turned(folder: Path) -> Path:
    """Write a picture that lies on its side."""
    exif = Picture.Exif()
    exif[ExifTags.Base.Orientation] = 6
    return made(folder, exif=exif)


@pytest.mark.parametrize(
    ("write", "fault", "remedy"),
    [
        (no_picture, "is not a picture", "Export it again"),
        (lambda f: made(f, kind="PNG"), "is in truth PNG", "end in .png"),
        (lambda f: made(f, "art.png", kind="JPEG"), "is in truth JPEG", "end in .jpg"),
        (lambda f: made(f, kind="WEBP"), "is WEBP: apps take JPEG or PNG", "Export it"),
        (lambda f: made(f, "art.png", kind="GIF", mode="P"), "is GIF", "Export it"),
        (lambda f: cut(made(f)), "is cut short", "Copy it again"),
        (lambda f: cut(made(f, "art.png", kind="PNG")), "is cut short", "Copy it again"),
        (lambda f: made(f, mode="CMYK"), "colours that apps do not show (CMYK)", "in RGB"),
        (lambda f: made(f, "art.png", kind="PNG", mode="RGBA"), "(RGBA)", "in RGB"),
        (turned, "lies on its side", "turn it"),
        (lambda f: made(f, size=(1600, 1400)), "not square: it has 1600 by 1400", "Cut it"),
        (lambda f: made(f, size=(1399, 1399)), "is too small", "1400 to 3000"),
        (lambda f: made(f, size=(3001, 3001)), "is too large", "1400 to 3000"),
    ],
)  # fmt: skip
def test_a_picture_that_directories_refuse_is_refused(
    tmp_path: Path, write: object, fault: str, remedy: str
) -> None:
    assert callable(write)
    with pytest.raises(UnfitArtworkError) as refused:
        read(write(tmp_path))
    assert fault in refused.value.fault
    assert remedy in refused.value.remedy
