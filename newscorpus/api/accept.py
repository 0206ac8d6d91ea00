"""Accept: the version of an annotator at open points -> the file, in which everything else stays."""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from fnmatch import fnmatchcase
from pathlib import Path as FilePath
from typing import Any, Final

import attrs

from newscorpus.api.article_file import ArticleFile
from newscorpus.api.load import AnyPath, accepted_articles
from newscorpus.checking.selection import SessionOptions
from newscorpus.comparison.adjudication import value_at
from newscorpus.comparison.differences import plain
from newscorpus.diagnostics.report import Path, path_text
from newscorpus.edits.comments import document_of, value_of, with_comments
from newscorpus.edits.editor import edit_text
from newscorpus.edits.layout import CannotEdit, Layout
from newscorpus.edits.values import insert_behind
from newscorpus.errors import UsageError
from newscorpus.formats.document import Document
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.models import KINDS, Actor, Article, Claim, Todo
from newscorpus.models.fields import fields_of
from newscorpus.models.todo import claims_meant

_SHOWN: Final = 5
"""How many open points a message names."""
_TABLES: Final = ("actors", "events")
_OWNERS: Final[dict[str, tuple[type, ...]]] = {"actors": (Actor,), "events": tuple(KINDS.values()), "claims": (Claim,)}


@attrs.frozen
class Decided:
    """What became of the open points of a file that were to be accepted."""

    accepted: tuple[Todo, ...] = ()
    kept: tuple[Todo, ...] = ()
    """Those where a person has written something else meanwhile: they stay open."""
    left: int = 0
    """How many points are open now."""


def accept(path: AnyPath, annotator: str, at: str | Iterable[str] = (), *, force: bool = False) -> tuple[Todo, ...]:
    """Decide open points of an article for the version of one annotator.

    Their version is written in place of what is there, with its comments, and the entries of `todo` are deleted.
    Everything else stays: see `edit`. Points of which the annotator says nothing stay open, and so do points where
    somebody has written a value of their own since `adjudicate`.

    Args:
        path: The file, in YAML.
        annotator: Whose version, as the entries of `todo` name them.
        at: Which points: paths as the entries have them, with ` of ` and the words of the claim where there are some,
            or patterns of these: `events.*.title`, `claims.stance of We agree*`. By default, all.
        force: Whether to replace values that somebody has written since `adjudicate`, too.

    Returns:
        The entries that were decided; empty if the file has no such point.

    Raises:
        InvalidCorpus: If the file cannot be parsed, or would have an error that it does not have now: a version that
            needs another one, say.
        UsageError: If there is no such file in YAML, the entries name other annotators, or the file cannot be edited
            with certainty; nothing is written then.
        OSError: If the file cannot be written.

    Example::

        with nc.edit("build/gold/000_acf5269c8d9a5d96.yaml") as doc:
            doc.headline = "The visit"
            doc.todo = [nc.Todo(at="headline", versions={"bert": "headline: The visit", "anna": "headline: A visit"})]
        nc.accept("build/gold/000_acf5269c8d9a5d96.yaml", "anna")
        assert nc.load_article("build/gold/000_acf5269c8d9a5d96.yaml").headline == "A visit"
    """
    return decide(path, annotator, at, force=force).accepted


def decide(path: AnyPath, annotator: str, at: str | Iterable[str] = (), *, force: bool = False) -> Decided:
    """Accept the version of an annotator as `accept` does; return also what was kept. Raises as `accept` does."""
    patterns = (at,) if isinstance(at, str) else tuple(at)
    file = ArticleFile.read(path)
    if file.record.format != "yaml":
        raise UsageError(f"{path}: versions are accepted in YAML")
    todos = file.article.todo
    meant = [i for i, todo in enumerate(todos) if _is_meant(todo, annotator, patterns)]
    names = {name for todo in todos for name in todo.annotators}
    if names and annotator not in names:
        raise UsageError(f"{path} has no open point of `{annotator}`{_known(todos, annotator)}")
    try:
        kept = [] if force else [i for i in meant if _is_decided(todos[i], file, annotator)]
        decided = [i for i in meant if i not in kept]
        edited = _decided(file.document, file.article, annotator, decided) if decided else None
    except (CannotEdit, ValueError) as e:
        raise UsageError(f"{path} cannot be edited with certainty: {e}; nothing was written to it") from None
    if edited is not None:
        file.write(edited)
    accepted, as_it_is = (tuple(todos[i] for i in points) for points in (decided, kept))
    return Decided(accepted, as_it_is, left=len(todos) - len(decided))


def open_files(paths: Iterable[FilePath], annotator: str, at: Iterable[str] = ()) -> list[FilePath]:
    """Return the files with open points of an annotator. Raises UsageError if there are none."""
    patterns, known = tuple(at), list[Todo]()
    files = list[FilePath]()
    for path in paths:
        for file in dict.fromkeys(_files_in(path)) if path.is_dir() else [path]:
            todos = ArticleFile.read(file).article.todo
            known += todos
            if any(_is_meant(todo, annotator, patterns) for todo in todos):
                files.append(file)
    if not files:
        where = f" at {', '.join(patterns)}" if patterns else ""
        raise UsageError(f"there is no open point of `{annotator}`{where}{_known(known, annotator)}")
    return files


def _files_in(folder: FilePath) -> Iterator[FilePath]:
    """The files of its articles. A corpus may have open points as errors: these are to be decided."""
    options = SessionOptions(folder, essential=True, ignore=("NC805",))
    yield from (FilePath(article.path) for article in accepted_articles(options) if article.path)


def with_version(text: str, article: Article, annotator: str, points: Sequence[int]) -> str:
    """Return the text of a file with the version of an annotator at some of its open points, by their index.

    Raises UsageError, which says why, if it cannot be edited with certainty.
    """
    bare = text.removeprefix("\ufeff")
    try:
        return text[: len(text) - len(bare)] + _decided(parse_yaml(bare), article, annotator, points)
    except (CannotEdit, ValueError) as e:
        raise UsageError(str(e)) from None


def _is_meant(todo: Todo, annotator: str, patterns: Sequence[str]) -> bool:
    names = (todo.at, named(todo))
    known = any(pattern in names or any(fnmatchcase(name, pattern) for name in names) for pattern in patterns)
    return annotator in todo.annotators and (known or not patterns)


def named(todo: Todo) -> str:
    """Return how a point is named: its path, and the words of the claim that it is, or is in."""
    return f"{todo.at} of {todo.quote}" if todo.quote else todo.at


def _known(todos: Sequence[Todo], annotator: str) -> str:
    """What there is instead: the open points of the annotator; else the names of others."""
    points = dict.fromkeys(named(todo) for todo in todos if annotator in todo.annotators)
    if points:
        more = f" and {len(points) - _SHOWN} more" if len(points) > _SHOWN else ""
        return f"; open are {', '.join(f'`{name}`' for name in list(points)[:_SHOWN])}{more}"
    names = dict.fromkeys(name for todo in todos for name in todo.annotators)
    return f"; there are those of {', '.join(names)}" if names else ""


def _is_decided(todo: Todo, file: ArticleFile, annotator: str) -> bool:
    """Whether a point has another value than `adjudicate` writes: that of the first annotator, or none if one has none.

    The value of the annotator who is to be accepted is no other decision. Raises CannotEdit and ValueError.
    """
    path = _path_of(todo, file.article, 0)
    data = file.document.data
    _require_owner(data, path)
    try:
        for step in path:
            data = data[step]
    except (KeyError, IndexError, TypeError):
        if todo.without or len(path) == 2:
            return False
        data = default_at(file.article, path)
    first = next(iter(todo.versions), annotator)
    same = {name: data == value_of(path, todo.versions[name]) for name in {first, annotator} if name in todo.versions}
    is_as_made = same.get(first, False) and (not todo.without or _is_member(path))
    return not (is_as_made or same.get(annotator, False))


def _is_member(path: Path) -> bool:
    """Whether a path is of an actor, event or claim, which stays if something refers to it."""
    return len(path) == 2 and path[0] in (*_TABLES, "claims")


def default_at(article: Article, path: Path) -> Any:
    """Return the value of a field that the file does not have, as plain data; None if there is none."""
    owner, field = (article, path) if path[0] not in _OWNERS else (getattr(article, str(path[0]))[path[1]], path[2:])
    kind = next(known.type for known in fields_of(type(owner)) if known.name == field[0])
    value = value_at(owner, field)
    return None if value is None else plain(kind if len(field) == 1 else kind.under(str(field[1])), value)


def _decided(document: Document, article: Article, annotator: str, decided: Sequence[int]) -> str:
    """The text with the version of an annotator at some points. Raises CannotEdit and ValueError."""
    data, excerpts = deepcopy(document.data), dict[Path, str]()
    gone = list[Path]()
    for i in decided:
        todo = article.todo[i]
        path = _path_of(todo, article, len(excerpts))
        _require_owner(data, path)
        if annotator in todo.without:
            gone += [path] if todo.at != "claims" else []
            continue
        excerpts[path] = todo.versions[annotator]
        try:
            value = value_of(path, excerpts[path])
        except ValueError as e:
            raise ValueError(f"the version of {annotator} at {todo.at}: {e}") from None
        _set(data, path, value)
        if todo.at == "claims.quote":  # other points of the claim are named by its words
            for entry in data["todo"]:
                entry.update({"quote": _words(value)} if entry.get("quote") == todo.quote else {})
    for path in gone:
        _delete(data, path)
    data["todo"] = [entry for i, entry in enumerate(data["todo"]) if i not in decided]
    if not data["todo"]:
        del data["todo"]
    text = edit_text(document, data, donor=document_of(excerpts))
    for path, lines in excerpts.items():
        comments = Layout(parse_yaml(f"{lines}\n")).comments
        missing = [comment.words for comment in comments if comment.words not in text]
        if missing:
            text = with_comments(parse_yaml(text), path, missing)
    return text


def _words(quotes: Any) -> Any:
    """The words of the first of some quotes, in any of their forms."""
    first = quotes[0] if type(quotes) is list else quotes
    return first.get("exact", next(iter(first))) if type(first) is dict else first


def _path_of(todo: Todo, article: Article, new: int) -> Path:
    """The path of a point in the data of the file; of a claim as a whole, behind the last one."""
    table, *rest = todo.at.split(".")
    if table == "claims" and not rest:  # what is open as a whole is not there
        return (table, len(article.claims) + new)
    if table == "claims" and todo.quote:
        meant = claims_meant(todo.quote, article.claims)
        if len(meant) != 1:
            count = "several claims begin" if meant else "no claim begins"
            raise CannotEdit(f"{count} with `{todo.quote}`, as the entry for `{todo.at}` says")
        return (table, meant[0], *_field(rest))
    if table in _TABLES and rest:
        return (table, rest[0], *_field(rest[1:]))
    return tuple(_field([table, *rest]))


def _require_owner(data: dict[str, Any], path: Path) -> None:
    """Raise CannotEdit if a point is in an actor or event that is not there, or in a list."""
    table = data.get(str(path[0]), {}) if path[0] in _TABLES else None
    if type(table) is list:
        raise CannotEdit(f"`{path[0]}` is a list; write it as a mapping of ids")
    if table is not None and len(path) > 2 and path[1] not in table:
        raise CannotEdit(f"there is no `{path_text(path[:2])}`")


def _field(names: Sequence[str]) -> Sequence[str]:
    """A field, and a key of it, which may have dots."""
    return [*names[:1], ".".join(names[1:])] if len(names) > 1 else names


def _set(data: dict[str, Any], path: Path, value: Any) -> None:
    """Set a value in plain data, a new field at its usual place."""
    owner: Any = data
    for i, step in enumerate(path[:-1]):
        if type(owner) is dict and step not in owner:
            _insert(owner, path[:i], str(step), [] if type(path[i + 1]) is int else {})
        owner = owner[step]
    last = path[-1]
    if type(owner) is list and type(last) is int and last >= len(owner):
        owner.append(value)
    elif type(owner) is dict and last not in owner:
        _insert(owner, path[:-1], str(last), value)
    else:
        owner[last] = value


def _insert(owner: dict[str, Any], path: Path, key: str, value: Any) -> None:
    """Insert a field into what is at a path, at its usual place; a key of another mapping behind all others."""
    classes: tuple[type, ...] = () if path else (Article,)
    if len(path) == 2:
        classes = _OWNERS.get(str(path[0]), ())
    order = [field.name for cls in classes for field in fields_of(cls)]
    insert_behind(owner, key, value, order[: order.index(key)] if key in order else owner.keys())


def _delete(data: dict[str, Any], path: Path) -> None:
    """Delete what is at a path, if it is there, and a mapping that becomes empty."""
    owners: list[Any] = [data]
    for step in path[:-1]:
        if type(owners[-1]) is dict and step not in owners[-1]:
            return
        owners.append(owners[-1][step])
    owners[-1].pop(path[-1], None)
    if not owners[-1]:  # never the article, which has an id
        _delete(data, path[:-1])
