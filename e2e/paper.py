"""What stands on the pages of a PDF that the browser printed, as words."""

import re
from zlib import decompress

OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>")


def words_on(pdf: bytes) -> list[str]:
    """The text of each page without its spaces, in the order in which it was drawn: letters may be drawn one by one."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    pages = [body for body in objects.values() if b"/Type /Page\n" in body]
    return [_text(page, objects) for page in pages]


def _text(page: bytes, objects: dict[int, bytes]) -> str:
    fonts = {name: _letters(objects, int(font)) for name, font in re.findall(rb"/(F\d+) (\d+) 0 R", page)}
    (content,) = re.findall(rb"/Contents (\d+) 0 R", page)
    letters: dict[int, str] = {}
    words = []
    for font, glyphs in SHOWN.findall(_stream(objects, int(content))):
        if font:
            letters = fonts.get(font, {})
        codes = [int(glyphs[at : at + 4], 16) for at in range(0, len(glyphs), 4)]
        words += [letters.get(code, "") for code in codes]
    return re.sub(r"\s", "", "".join(words))


def _letters(objects: dict[int, bytes], font: int) -> dict[int, str]:
    """By the number of a glyph its letters, as the font tells them to whoever copies text."""
    (told,) = re.findall(rb"/ToUnicode (\d+) 0 R", objects[font])
    table = _stream(objects, int(told)).decode()
    letters = {}
    for section in re.findall(r"beginbfchar\n(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<(\w+)> <(\w+)>", section):
            letters[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for section in re.findall(r"beginbfrange\n(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)> <(\w+)> <(\w+)>", section):
            for step in range(int(last, 16) - int(first, 16) + 1):
                letters[int(first, 16) + step] = chr(int(text, 16) + step)
    return letters


def _stream(objects: dict[int, bytes], number: int) -> bytes:
    return decompress(objects[number].partition(b"stream\n")[2].rpartition(b"\nendstream")[0])
