"""Articles with errors among those of an import: left out, or accepted without their broken parts."""

import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from newscorpus.anchoring import Reason, anchor_all
from newscorpus.api.dump import short
from newscorpus.checking.discovery import Finder
from newscorpus.checking.results import check_session
from newscorpus.checking.selection import SessionOptions
from newscorpus.checking.session import discover
from newscorpus.codec import Codec, codec_of
from newscorpus.diagnostics.report import Diagnostic, Report, Severity, path_text
from newscorpus.errors import InvalidCorpus
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.formats.yaml.writer import dump_yaml
from newscorpus.interchange.engine.losses import COMPUTED, Losses
from newscorpus.models import MANIFEST, Article
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.rules import RULES

Errors = Mapping[str, Sequence[Diagnostic]]
"""Name of a file → its errors."""

_KEPT: Final = ("format", "id", "text", "text_file", "text_withheld", "sha256", "language")
"""The fields of an article that are never left out."""
_TELLING: Final = ("kind", "type", "status", "stance", "actor", "other", "edtf")
"""Fields without which an object says something else, or nothing: the whole object is left out."""
_MISSING: Final = ("NC102", "NC111", "NC112")
"""The codes of what an object lacks."""
_OF_ONE_VALUE: Final = ("NC1", "NC301", "NC302", "NC303", "NC308", "NC311", "NC314", "NC315", "NC317")
"""The codes of errors that are in the value, and do not come from another one: all are left out at once."""
_OF_CORPUS: Final = "NC7"


def annotation(data: Mapping[str, Any], text: str, codec: Codec) -> str:
    """Return the YAML file of an article; its short forms, if a model can be made of it."""
    article, errors = codec.structure({**data, "text": text})
    if isinstance(article, Article) and not errors:
        article = evolve_unchecked(article, text=text)
        # The short form has no `end`, which contradicts the words of some quotes: the check is to see it.
        if all(lost.reason is not Reason.OFFSETS for lost in anchor_all(article).unanchored):
            data = short(article, codec)
    return dump_yaml(data)


def names_in(folder: Path) -> Iterator[str]:
    """Yield the names of the files below a folder; none if there is no folder."""
    for at, _, names in os.walk(folder):
        below = Path(at).relative_to(folder).as_posix()
        yield from names if below == "." else (f"{below}/{name}" for name in names)


def reject(corpus: Path, rejected: Path, losses: Losses | None = None, jobs: int | None = None) -> dict[str, int]:
    """Move the articles with errors out of a corpus, until it has none; return how often each error was found.

    Args:
        corpus: The folder of the corpus.
        rejected: The folder to move them into.
        losses: Where to count the broken parts of articles, which are then accepted without these; None to accept none.
        jobs: The number of processes; None for as many as save time.

    Raises:
        InvalidCorpus: The `corpus.yaml` has errors.
    """
    codes = Counter[str]()
    while any(name != MANIFEST for name in names_in(corpus)):
        broken = _errors(corpus, (corpus,), jobs)
        refused = _accept_partial(corpus, broken, losses) if losses is not None and broken else broken
        codes.update(error.code for errors in refused.values() for error in errors)
        if not broken:
            break
        if refused:
            rejected.mkdir(exist_ok=True)
            (rejected / MANIFEST).write_bytes((corpus / MANIFEST).read_bytes())
        for name in refused:
            for file in (name, Path(name).with_suffix(".txt").as_posix()):
                (rejected / file).parent.mkdir(exist_ok=True)
                (corpus / file).rename(rejected / file)
    return dict(codes.most_common())


def _errors(corpus: Path, paths: tuple[Path, ...], jobs: int | None = 1) -> Errors:
    """The errors of articles, without fixes, which nobody reads."""
    settings = Finder().manifest(corpus).checks
    milder = () if settings else [rule.code for rule in RULES if rule.severity is not Severity.ERROR]
    session = discover(SessionOptions(paths, ignore=milder, jobs=jobs))
    errors: dict[str, list[Diagnostic]] = defaultdict(list)
    for finding in check_session(session, fixes=False).report(fixes=False):
        if finding.severity is Severity.ERROR:
            name = Path(os.path.relpath(finding.primary.file, corpus)).with_suffix(".yaml")
            errors[name.as_posix()].append(finding)
    if MANIFEST in errors:
        raise InvalidCorpus(Report(tuple(error for several in errors.values() for error in several)))
    return errors


def _accept_partial(corpus: Path, broken: Errors, losses: Losses) -> Errors:
    """Leave the broken parts out of articles; return those that are broken all the same: their files stay."""
    codec = codec_of(Finder().manifest(corpus))
    before = {name: (corpus / name).read_bytes() for name in broken}
    parts: dict[str, list[tuple[Diagnostic, tuple[str | int, ...]]]] = {name: [] for name in broken}
    first, refused = broken, set[str]()
    while broken:
        for name, errors in broken.items():
            without = _without(corpus / name, errors, codec)
            parts[name] += without
            if not without:
                refused.add(name)
                (corpus / name).write_bytes(before[name])
        again = tuple(corpus / name for name in broken if name not in refused)
        broken = _errors(corpus, again) if again else {}
    for name in parts.keys() - refused:
        for error, path in parts[name]:
            place = f"{Path(name).stem}: {path_text(path)}: {error.message}"
            losses.add(f"{{}} with {error.name}, left out", place, name=_kind(path))
    return {name: first[name] for name in sorted(refused)}


def _without(file: Path, errors: Sequence[Diagnostic], codec: Codec) -> list[tuple[Diagnostic, tuple[str | int, ...]]]:
    """Write an article without the smallest parts that have its errors; return these, none if that is impossible."""
    data = parse_yaml(file.read_text(encoding="utf-8")).data
    tree = _long(data, codec)
    own = [error for error in errors if error.code.startswith(_OF_ONE_VALUE)]
    if any(error.code.startswith(_OF_CORPUS) for error in errors):
        return []
    parts: list[tuple[Diagnostic, tuple[str | int, ...]]] = []
    for error in own or errors[:1]:
        path = _part(tree, error)
        if path is None:
            return []
        if not any(path[: len(other)] == other for _, other in parts):
            parts = [(known, other) for known, other in parts if other[: len(path)] != path] + [(error, path)]
    for _, path in sorted(parts, key=lambda part: [str(step).rjust(9, "0") for step in part[1]], reverse=True):
        _delete(tree, path)
    text = file.with_suffix(".txt").read_bytes().decode("utf-8")
    file.write_text(annotation(tree, text, codec), encoding="utf-8", errors="surrogatepass", newline="\n")
    return parts


def _long(data: Any, codec: Codec) -> Any:
    """Return the data of an article in long forms, as paths of findings lead through them, if a model can be made."""
    article, errors = codec.structure(data)
    if errors or not isinstance(article, Article):
        return data
    tree = codec.canonical(article)
    for table in ("actors", "events"):
        rows = tree.get(table, [])
        tree[table] = {row["id"]: {key: value for key, value in row.items() if key != "id"} for row in rows}
    return _without_computed(tree)


def _without_computed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_computed(item) for key, item in value.items() if key not in COMPUTED and item is not None}
    return [_without_computed(item) for item in value] if isinstance(value, list) else value


def _part(tree: Any, error: Diagnostic) -> tuple[str | int, ...] | None:
    """Return the path of the smallest part that carries an error; None if that is the article, or is not found."""
    path = tuple(error.path)
    held = list(_values(tree, path))
    if len(held) == len(path) and error.code in _MISSING:
        path = path[:-1]  # of a field that is not there
    elif len(held) <= len(path):
        return None
    quotes = (i for i, value in enumerate(held) if isinstance(value, dict) and "exact" in value)
    path = path[: next(quotes, len(path))]
    while path and path[-1] in _TELLING:
        path = path[:-1]
    is_article = not path or path[0] in _KEPT or path in (("actors",), ("events",), ("claims",))
    return None if is_article else path


def _kind(path: Sequence[str | int]) -> str:
    """Return which sort of part a path leads to: `events.participants.agent`."""
    of_one = path[1:2] if path[0] in ("actors", "events") else ()
    return ".".join(step for step in (*path[:1], *path[1 + len(of_one) :]) if isinstance(step, str))


def _values(tree: Any, path: Sequence[str | int]) -> Iterator[Any]:
    """Yield the tree and what each step of a path leads to, as far as there is something."""
    yield tree
    for step in path:
        is_there = (isinstance(tree, dict) and step in tree) or (
            isinstance(tree, list) and isinstance(step, int) and step < len(tree)
        )
        if not is_there:
            return
        tree = tree[step]
        yield tree


def _delete(tree: Any, path: Sequence[str | int]) -> None:
    """Delete a value, and what is then empty above it."""
    above = list(_values(tree, path))[:-1]
    for holder, step in zip(reversed(above), reversed(path), strict=True):
        del holder[step]
        if holder:
            break
