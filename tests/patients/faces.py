"""A picture to be taken for a photo."""

from io import BytesIO

from PIL import Image, ImageDraw


def face(*, size: int = 300) -> bytes:
    """A PNG of somebody who is nobody."""
    picture = Image.new("RGB", (size, size), "lightsteelblue")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((size * 0.3, size * 0.15, size * 0.7, size * 0.6), fill="peru")
    pen.ellipse((size * 0.1, size * 0.65, size * 0.9, size * 1.4), fill="darkslategray")
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()
