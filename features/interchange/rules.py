"""How a document is laid out for reading: on lines of its own, without a changed sign."""

import re

_PIECES = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+|"', re.DOTALL)
STEP = "  "
DEEPEST = 40
"""Steps after which lines are not set in any further."""


def laid_out(text: str) -> str:
    """A JSON text with each member on its line, set in by its depth.

    It is not read and written again: every number keeps the digits and every string the signs with which it came. What
    is no JSON is laid out as far as it goes.
    """
    lines: list[str] = []
    line, depth, opened = "", 0, False
    for piece in _PIECES.findall(text):
        if piece in ("}", "]"):
            depth = max(depth - 1, 0)
            if opened:
                line += piece
                opened = False
                continue
            lines.append(line)
            line = _margin(depth) + piece
            continue
        if opened:
            lines.append(line)
            line, opened = _margin(depth), False
        if piece == ",":
            lines.append(line + piece)
            line = _margin(depth)
        else:
            line += ": " if piece == ":" else piece
        if piece in ("{", "["):
            depth, opened = depth + 1, True
    return "\n".join([*lines, line])


def _margin(depth: int) -> str:
    return STEP * min(depth, DEEPEST)
