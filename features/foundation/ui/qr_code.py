"""A QR code as one SVG path for a template to draw: no data: image, no markup made in Python."""

from dataclasses import dataclass

import qrcode

QUIET_ZONE = 4
"""Empty modules around the code, as ISO 18004 wants them."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """`size` modules wide and high, quiet zone included; `path` fills the dark ones."""

    size: int
    path: str

    @classmethod
    def of(cls, text: str) -> "QrCode":
        code = qrcode.QRCode(border=QUIET_ZONE)
        code.add_data(text)
        rows = code.get_matrix()
        dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
        return cls(size=len(rows), path="".join(dark))
