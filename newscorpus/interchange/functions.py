"""Code of the user's own that reads or writes a format: functions that `--map` names, and installed plug-ins.

Whatever this code raises becomes one UsageError with its name.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from inspect import signature
from pathlib import Path
from types import ModuleType
from typing import Any

from newscorpus._entry_points import problem_of
from newscorpus.codec import default_codec
from newscorpus.errors import NewscorpusError, UsageError
from newscorpus.interchange.engine.document import Document, Opened, Record
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapper import LabelReader
from newscorpus.interchange.engine.output import Output
from newscorpus.interchange.engine.sources import Source, name_of
from newscorpus.models import Article, Manifest
from newscorpus.text.words import counted


def from_function(name: str, source: Path, losses: Losses) -> Opened:
    """Return the articles that a function of the user's own makes of a source.

    Args:
        name: `module:function`, where the module is in the current folder or installed. The function takes the path of
            the source, and `losses` if it has a parameter of this name, and yields `Article`s, or dicts with the
            fields of one.
        source: The file or folder.
        losses: Where the function counts what it leaves out: nothing else is known of what it loses.

    Raises:
        UsageError: There is no such function, or it raises an error, also later.
    """
    module, _, function = name.partition(":")
    if "" not in sys.path:
        sys.path.insert(0, "")
    with _errors_of(name):
        read = getattr(import_module(module), function)
        counts = callable(read) and "losses" in signature(read).parameters
        articles = iter(read(source, losses=losses) if counts else read(source))
        if counts:
            losses.counted_by = name
        else:
            losses.uncounted = f"{name} takes no `losses`, and was given {_size(source)}"
    return Opened(_records(articles, name), Manifest(name=name_of(source)))


def _size(source: Path) -> str:
    """Return how much a source has: the number of its files, or of the lines of a file."""
    if source.is_dir():
        return counted(sum(path.is_file() for path in source.rglob("*")), "file")
    with source.open("rb") as file:
        return counted(sum(1 for _ in file), "line")


class Plugin:
    """A format that a plug-in reads with its function `read`, or writes with `write` and `is_export`.

    Args:
        module: The plug-in.
        name: What it is called in errors.
    """

    def __init__(self, module: ModuleType, name: str) -> None:
        self._module, self._name = module, name

    def read(self, source: Path, losses: Losses) -> Iterator[Record]:
        """Begin to read. Raises UsageError if the plug-in raises an error, also later."""
        with _errors_of(self._name):
            articles = iter(self._module.read(source, losses))
        return _records(articles, self._name)

    def write(self, articles: Iterator[Article], output: Output) -> None:
        """Write articles. Raises UsageError if the plug-in raises an error or writes nothing."""
        with _errors_of(self._name):
            self._module.write(articles, output)
        if not output.target.exists():
            raise UsageError(f"{self._name} has not written `output.target`")

    def is_export(self, path: Path) -> bool:
        """Report whether the plug-in takes a file or folder for one of its exports."""
        with _errors_of(self._name):
            return bool(self._module.is_export(path))


def label_reader(module: ModuleType, format: str, name: str) -> LabelReader:
    """Return the reader of a format whose texts with labels a plug-in yields, from its function `documents`.

    Args:
        module: The plug-in.
        format: The name of the format.
        name: What the plug-in is called in errors.
    """

    def documents(source: Source, losses: Losses) -> Iterator[Document]:
        with _errors_of(name):
            for document in module.documents(source, losses):
                if not isinstance(document, Document):
                    raise UsageError(f"{name} yields {type(document).__name__}, not a Document")
                yield document

    return LabelReader(format, documents)


@contextmanager
def _errors_of(name: str) -> Iterator[None]:
    """Raise the errors of code of the user's own as UsageError, with their cause."""
    try:
        yield
    except (NewscorpusError, OSError):
        raise
    except (ImportError, AttributeError) as e:
        raise UsageError(f"{name}: {e}") from e
    except Exception as e:
        raise UsageError(f"{name}: {problem_of(e)}") from e


def _records(articles: Iterator[Any], name: str) -> Iterator[Record]:
    with _errors_of(name):
        for number, article in enumerate(articles, 1):
            if isinstance(article, Article):
                data = default_codec().short(article)
            elif isinstance(article, Mapping):
                data = {key: _table(value) if key in ("actors", "events") else value for key, value in article.items()}
            else:
                raise UsageError(f"{name} yields {type(article).__name__}, not an Article or a dict")
            text = data.pop("text", None)
            if not isinstance(text, str):
                raise UsageError(f"{name} yields article {number} without its `text`")
            yield Record(data, text, f"{name}: article {number}")


def _table(value: Any) -> Any:
    """Return a list of objects with an `id` as a mapping by id."""
    if not isinstance(value, list) or not all(isinstance(item, Mapping) and "id" in item for item in value):
        return value
    return {item["id"]: {key: field for key, field in item.items() if key != "id"} for item in value}
