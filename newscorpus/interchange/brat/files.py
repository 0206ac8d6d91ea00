"""The files of a corpus of brat: documents of a text and its annotations, and their `annotation.conf`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import attrs

from newscorpus.errors import UsageError
from newscorpus.fs import reading
from newscorpus.interchange.brat.conf import parse_configuration
from newscorpus.interchange.engine.document import Declared
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.sources import refuse_archive

CONFIGURATION: Final = "annotation.conf"
SCHEME: Final = "# newscorpus/1"
"""How the `annotation.conf` of articles that were written by newscorpus begins."""
_ENDINGS: Final = (".ann", ".a1", ".a2")
_MARK: Final = "\ufeff"


@attrs.frozen
class Files:
    """The files of one document."""

    text: Path
    annotations: tuple[Path, ...]
    name: str
    """Relative to the source, without an ending."""


class Folder:
    """A folder of documents, or one of them.

    Args:
        source: The folder, or the file of a text or of annotations.

    Raises:
        UsageError: It does not exist, or is an archive.
    """

    def __init__(self, source: Path) -> None:
        if not source.exists():
            raise UsageError(f"{source}: no such file or folder")
        if not source.is_dir():
            refuse_archive(source)
        self._source = source
        self.root = source if source.is_dir() else source.parent
        self._only = None if source.is_dir() else source.with_suffix("")
        self._configurations: dict[Path, tuple[Declared, bool]] = {}

    def documents(self) -> Iterator[Files]:
        """Yield the documents in the order of their names.

        Raises:
            UsageError: There are none.
        """
        paths = (path for path in self.root.rglob("*") if path.suffix in (".txt", *_ENDINGS))
        stems = {path.with_suffix("") for path in paths if self._only in (None, path.with_suffix(""))}
        if not any(stem.with_name(stem.name + ending).exists() for stem in stems for ending in _ENDINGS):
            raise UsageError(
                f"{self._source}: no files {', '.join(f'*{one}' for one in _ENDINGS)}: not a corpus of brat"
            )
        for stem in sorted(stems):
            there = (stem.with_name(stem.name + ending) for ending in _ENDINGS)
            name = stem.relative_to(self.root).as_posix()
            yield Files(stem.with_name(f"{stem.name}.txt"), tuple(one for one in there if one.exists()), name)

    def configuration(self, folder: Path) -> tuple[Declared, bool]:
        """Return the types that apply in a folder, and whether they are those of newscorpus itself."""
        if folder not in self._configurations:
            path = folder / CONFIGURATION
            if path.is_file():
                text = _bytes(path).decode("utf-8", "replace")
                made = parse_configuration(text), text.startswith(SCHEME)
            elif folder == self.root:
                made = Declared(), False
            else:
                made = self.configuration(folder.parent)
            self._configurations[folder] = made
        return self._configurations[folder]

    def text(self, path: Path, losses: Losses, *, own: bool) -> tuple[str | None, bool]:
        """Return a text, None if it has none; and whether its file has a byte order mark, which is no part of it.

        Args:
            path: The file.
            losses: Where to count a text that cannot be read.
            own: Whether newscorpus has written it: then it has no mark, but may begin with this character.
        """
        try:
            text = reading.read_bytes(path).decode("utf-8")
        except reading.Unreadable as e:
            losses.add(f"document without a text: {e}", self.shown(path))
            return None, False
        except UnicodeDecodeError as e:
            losses.add("document whose text is not UTF-8", f"{self.shown(path)}: byte {e.start}")
            return None, False
        marked = text.startswith(_MARK) and not own
        return text.removeprefix(_MARK) if marked else text, marked

    def lines(self, path: Path, losses: Losses) -> Iterator[tuple[str, str]]:
        """Yield the place and the content of each line of annotations."""
        shown = self.shown(path)
        try:
            text = reading.read_bytes(path).decode("utf-8")
        except reading.Unreadable as e:
            losses.add(f"annotations that cannot be read: {e}", shown)
            return
        except UnicodeDecodeError as e:
            losses.add("annotations that are not UTF-8", f"{shown}: byte {e.start}")
            return
        for number, line in enumerate(text.removeprefix(_MARK).split("\n"), 1):
            yield f"{shown}:{number}", line.removesuffix("\r")

    def shown(self, path: Path) -> str:
        """Return the name of a file, relative to the source."""
        return path.relative_to(self.root).as_posix()


def _bytes(path: Path) -> bytes:
    try:
        return reading.read_bytes(path)
    except reading.Unreadable as e:
        raise UsageError(f"{path}: {e}") from None
