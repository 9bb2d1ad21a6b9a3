"""An address as a QR code, for the camera of a phone."""

from __future__ import annotations

import io

import segno

QUIET = 4  # modules of white around it: ISO/IEC 18004, 6.3.8


def qr_code(address: str) -> bytes:
    """Return the code as SVG, without style: pages forbid it. It may lose 15% and be read."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out,
        kind="svg",
        border=QUIET,
        scale=8,
        light="#fff",
        svgclass=None,
        lineclass=None,
        nl=False,
    )
    return out.getvalue()
