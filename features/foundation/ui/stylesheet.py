"""One stylesheet to fetch instead of fifty: `css/whole.css` is `css/chartside.css` with its imports put in place.

Nobody builds it: it is written when it is asked for, and anew when a sheet has changed. What one reads and edits are
the sheets.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

WHOLE, FIRST = "css/whole.css", "css/chartside.css"
IMPORT = re.compile(
    r'@import url\("(?P<sheet>[\w./-]+)"\) layer\((?P<layer>[\w-]+)\)(?: (?P<medium>\w+))?;[^\S\n]*\n?'
)


class WholeStylesheet(BaseFinder):
    """Finds the whole stylesheet, for the server of static files and for `collectstatic`."""

    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        self.sources = Path(settings.STATICFILES_DIRS[0])
        self.storage = FileSystemStorage(location=settings.WHOLE_STYLESHEET_IN)

    def check(self, **_kwargs: Any) -> list:
        return []

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:
        if path != WHOLE:
            return []
        found = str(self.written())
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        self.written()
        yield WHOLE, self.storage

    def written(self) -> Path:
        """The file, no older than any of the sheets."""
        target = Path(self.storage.path(WHOLE))
        newest = max(sheet.stat().st_mtime for sheet in (self.sources / "css").rglob("*.css"))
        if not target.exists() or target.stat().st_mtime < newest:
            target.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", encoding="utf-8", dir=target.parent, delete=False) as fresh:
                fresh.write(self.whole())
            Path(fresh.name).chmod(0o644)
            Path(fresh.name).replace(target)
        return target

    def whole(self) -> str:
        """The first sheet, each import replaced by what it imports, in its layer and for its medium."""
        first = self.sources / FIRST
        return IMPORT.sub(lambda said: self._put_in(first.parent, said), first.read_text(encoding="utf-8"))

    def _put_in(self, folder: Path, said: re.Match) -> str:
        sheet = (folder / said["sheet"]).read_text(encoding="utf-8")
        layered = f"@layer {said['layer']} {{\n{sheet}}}\n"
        return f"@media {said['medium']} {{\n{layered}}}\n" if said["medium"] else layered
