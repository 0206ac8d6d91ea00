"""Attach: a release without texts, and the texts -> the articles as they were."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import attrs

from newscorpus.api.load import AnyPath
from newscorpus.checking.discovery import Finder
from newscorpus.checking.loaded_corpus import ATTACHED, WITHHELD
from newscorpus.codec import Codec
from newscorpus.errors import UsageError
from newscorpus.formats.json.writer import dump_json
from newscorpus.fs import atomic, reading
from newscorpus.interchange.engine import markup
from newscorpus.models.article import Article, text_of
from newscorpus.releasing.release import ARTICLES
from newscorpus.releasing.withheld import Plain, id_stand_in, laid_out, restored, words_hash

_STAND_IN: Final = re.compile("sha256-[0-9a-f]{16}")
_LINKS: Final = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
"""Links and images of Markdown, with their words."""
_MARKS: Final = re.compile(
    r"^(?:[ \t]*(?:>|(?:#{1,6}|[-*+])[ \t]))+|(?<!\w)[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}(?!\w)", re.MULTILINE
)
"""Headings, quotations, items and emphasis of Markdown."""


@attrs.frozen
class Attached:
    """The result of `attach_text`."""

    target: Path
    """The file with the articles that have their texts."""
    attached: tuple[str, ...]
    """The ids of the articles that have their texts now."""
    earlier: tuple[str, ...]
    """The ids of articles whose text an earlier call attached, and for which there is none now."""
    refused: Mapping[str, str]
    """Id of an article → the file that should be its text, and why it is not."""
    missing: tuple[str, ...]
    """The ids of the articles of which there is no text."""

    @property
    def ok(self) -> bool:
        """Whether all articles have their texts."""
        return not self.refused and not self.missing


def attach_text(release: AnyPath, texts: AnyPath) -> Attached:
    """Put the texts back that a release withholds, and with them all words of them.

    A text is accepted if it has the words of the original, by its hash. White space may differ, and there may be HTML,
    or headings, quotations, items, emphasis and links of Markdown. The articles are written
    to `attached.jsonl` in the release; its other files stay.

    Args:
        release: The folder of the release.
        texts: A folder of texts in UTF-8, with any names. A file that has the name of the original file, or the id of
            the article with an ending such as `.txt` or `.html`, is refused if its words differ.

    Returns:
        Which articles have their texts, and which texts are missing or are not those of the articles.

    Raises:
        UsageError: If the folder is no release that withholds texts, its file is damaged, or there is no such folder
            of texts.
        OSError: If the file cannot be written.

    Example::

        nc.release("seeds/", "build/without", text=False)
        attached = nc.attach_text("build/without", "seeds/")
        assert attached.ok
        assert nc.load("build/without").articles == nc.load("seeds/").articles
    """
    folder, source = Path(release), Path(texts)
    if not (folder / WITHHELD).is_file():
        raise UsageError(f"{folder} is no release that withholds texts: it has no {WITHHELD}")
    if not source.is_dir():
        raise UsageError(f"{source} is no folder")
    codec, files = Codec(Finder().manifest(folder)), _Files(source)
    lines, before = dict[str, str](), _attached_before(folder / ATTACHED)
    refused, missing, kept = dict[str, str](), list[str](), list[str]()
    ids = dict[str, str]()
    for record in _records(folder / WITHHELD):
        id_ = record["id"]
        path = files.of(record)
        text, why = _text(path, record) if path else (None, None)
        if text is not None:
            article = _article(record, text, codec)
            lines[id_] = dump_json(codec.canonical(article), indent=False) + "\n"
            ids |= {id_stand_in(name): name for name in (article.id, *article.events)}
        elif id_ in before:
            lines[id_] = before[id_]
            kept.append(id_)
        elif why is None:
            missing.append(id_)
        if why is not None:
            refused[id_] = why
    if lines:
        atomic.write_text(folder / ATTACHED, "".join(lines.values()))
        _name_again(folder / ARTICLES, ids)
    attached = tuple(id_ for id_ in lines if id_ not in kept)
    return Attached(folder / ATTACHED, attached, tuple(kept), refused, tuple(missing))


class _Files:
    """The files of a folder and of the folders in it, by their words, by name and by id."""

    def __init__(self, folder: Path) -> None:
        self._by_words: dict[str, Path] = {}
        self._by_name: dict[str, Path] = {}
        self._by_id: dict[str, Path] = {}
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            self._add(self._by_name, path.name, path)
            if path.suffix not in _NO_TEXTS:
                for name in (path.stem, path.name):
                    self._add(self._by_id, name, path)
                with suppress(reading.Unreadable, UnicodeDecodeError):
                    self._by_words |= dict.fromkeys(map(words_hash, _readings(_decoded(path))), path)

    @staticmethod
    def _add(paths: dict[str, Path], name: str, path: Path) -> None:
        """Add a file with its name, and with what stands for the name in a release if the text has its words."""
        paths.setdefault(name, path)
        paths.setdefault(id_stand_in(name), path)

    def of(self, record: Plain) -> Path | None:
        """Return the file with the words of the text, or else that with the original name or the id of the article."""
        names = self._by_name.get(record.get("file", "")), self._by_id.get(record["id"])
        return self._by_words.get(record["words_sha256"]) or names[0] or names[1]


def _decoded(path: Path) -> str:
    return reading.read_bytes(path).decode("utf-8-sig")


_NO_TEXTS: Final = frozenset({".yaml", ".yml", ".json", ".jsonl"})
"""Endings of annotations, which have the id of the article as their name, too."""


def _records(path: Path) -> Iterator[Plain]:
    """Yield the articles that are withheld. Raises UsageError if one is damaged."""
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                record = json.loads(line)
                _require_record(record)
            except (ValueError, RecursionError):
                raise UsageError(f"{path}:{number} is damaged: no article that a release withholds") from None
            yield record


def _require_record(record: Any) -> None:
    kinds = {
        "id": str,
        "sha256": str,
        "words_sha256": str,
        "length": int,
        "layout": list,
        "words": dict,
        "article": dict,
    }
    if not isinstance(record, dict) or not all(isinstance(record.get(key), kind) for key, kind in kinds.items()):
        raise ValueError("no record")
    if not isinstance(record.get("file", ""), str) or not all(map(_is_space, record["layout"])):
        raise ValueError("no record")


def _is_space(entry: Any) -> bool:
    return isinstance(entry, list) and list(map(type, entry)) == [int, str]


def _attached_before(path: Path) -> dict[str, str]:
    """Return the lines of an earlier call by id. Raises UsageError if the file is another one."""
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8").split("\n")  # not splitlines: strings have other line separators
    try:
        return {json.loads(line)["id"]: f"{line}\n" for line in lines if line}
    except (ValueError, TypeError, KeyError, RecursionError):
        raise UsageError(f"{path} is damaged: remove it, and attach all texts again") from None


def _text(path: Path, record: Plain) -> tuple[str | None, str | None]:
    """Return the original text of an article from a file that has its words; else why it has not."""
    try:
        written = _decoded(path)
    except reading.Unreadable as e:
        return None, f"{path} cannot be read: {e}"
    except UnicodeDecodeError as e:
        line = e.object.count(b"\n", 0, e.start) + 1
        return None, f"{path}:{line} is not UTF-8: byte 0x{e.object[e.start]:02X}; save the file as UTF-8"
    for given in _readings(written):
        text = laid_out(given, record["layout"])
        if text is not None and text_of(text).sha256 == record["sha256"]:
            return text, None
    return None, f"{path} is not the text of `{record['id']}`: {_difference(written, record['length'])}"


def _difference(written: str, length: int) -> str:
    """Return how the words of a file differ from those of a text, of which only their number is known."""
    closest = min((len(given.split()) for given in _readings(written)), key=lambda number: abs(number - length))
    original = "as many as the original" if closest == length else f"the original {length}"
    return f"words differ (it has {closest}, {original})"


def _readings(written: str) -> Iterator[str]:
    """Yield what the text of a file may be: as it is, without references to characters, without markup."""
    yield written
    yield html.unescape(written)
    with suppress(AssertionError):  # Python raises it for `<![x]>`
        yield markup.text_of(written)
    yield _MARKS.sub("", _LINKS.sub(r"\1", written))


def _article(record: Plain, text: str, codec: Codec) -> Article:
    """Return the article with its text. Raises UsageError if the record is damaged."""
    article: Article
    try:
        article, errors = codec.structure(restored(record, text))
    except (ValueError, TypeError, RecursionError) as e:
        raise UsageError(f"`{record['id']}` in {WITHHELD} is damaged: {e}") from None
    if errors:
        raise UsageError(f"`{record['id']}` in {WITHHELD} is damaged: {errors[0].headline}")
    return article


def _name_again(path: Path, ids: Mapping[str, str]) -> None:
    """Put the ids back for which others stand in the references of articles that were not withheld."""
    if path.is_file():
        written = path.read_text(encoding="utf-8")
        named = _STAND_IN.sub(lambda match: ids.get(match[0], match[0]), written)
        if named != written:
            atomic.write_text(path, named)
