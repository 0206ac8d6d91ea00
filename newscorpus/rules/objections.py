"""The rules about objections of a language model, as `newscorpus proofread` has kept them. Nobody is asked here."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any, Final

from newscorpus.anchoring import strip_offsets
from newscorpus.codec import codec_of
from newscorpus.diagnostics.changes import ProposedFix, SetValue, backticked
from newscorpus.diagnostics.report import Path
from newscorpus.fs import reading
from newscorpus.models import Article, Manifest
from newscorpus.models.fields import Type, fields_of
from newscorpus.models.todo import claims_meant
from newscorpus.rules.context import ArticleContext, memoized
from newscorpus.rules.rule import HINT, KEPT, Finding, rule
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten

_UNUSABLE: Final = "unusable"
_PROPOSED: Final = "the value that the model proposes"
_SHAPE: Final = {"model": str, "objections": list, "settled": dict}
_STRINGS: Final = ("at", "problem", "quote", "why")
"""What each objection has as strings."""
_SAID: Final = {
    "contradicted": "the article contradicts `{}`",
    "unsupported": "the article does not support `{}`",
    "wrong-term": "`{}` means something else than the article says",
    "missing": "something is missing in `{}`",
}
Kept = Mapping[str, Any]
"""What is kept of one article: `model`, `prompt` (the digest), `instructions` (the version), `problem`, `dropped` (how
many), `objections`, and `settled`: by `named`, the values that a person has decided for."""


def kept_file(root: FilePath, id_: str) -> FilePath:
    """Return the file in which the answer about an article is kept, in the folder of its corpus."""
    return root / KEPT / f"{id_}.json"


def read_kept(root: FilePath, id_: str) -> Kept | None:
    """Return what is kept of an article; None if there is nothing, or it is not as `newscorpus proofread` writes it."""
    try:
        data = json.loads(reading.read_bytes(kept_file(root, id_)))
    except (reading.Unreadable, ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not all(isinstance(data.get(name), kind) for name, kind in _SHAPE.items()):
        return None
    entries = [entry for entry in data["objections"] if isinstance(entry, dict)]
    return {**data, "objections": [e for e in entries if all(isinstance(e.get(name), str) for name in _STRINGS)]}


def named(entry: Mapping[str, Any]) -> str:
    """Return how an objection is named: its path, and the words of the claim that it is about, or of what is missing.

    So `adjudicate` names open points.
    """
    words = entry.get("claim") or ("" if "was" in entry else entry["quote"])
    return f"{entry['at']} of {words}" if words else str(entry["at"])


def path_of(entry: Mapping[str, Any], article: Article) -> Path | None:
    """Return the path in an article that an objection is about; None if it is gone."""
    table, *rest = entry["at"].split(".")
    members: Any = {"actors": article.actors, "events": article.events, "claims": article.claims}.get(table, ())
    if not rest and "claim" not in entry:
        return (table,)
    if table == "claims":
        meant = claims_meant(str(entry.get("claim")), article.claims)
        return (table, meant[0], *_field(rest)) if len(meant) == 1 else None
    return (table, rest[0], *_field(rest[1:])) if rest and rest[0] in members else None


def _field(names: Sequence[str]) -> Sequence[str]:
    return [*names[:1], ".".join(names[1:])] if len(names) > 1 else names


def field_at(article: Article, path: Path) -> tuple[Type, Any]:
    """Return the type of a field of an actor, event or claim, or of a key of it, and its value; None if it has none."""
    item = getattr(article, str(path[0]))[path[1]]
    if path[2] == "kind":
        return Type(str), item.kind
    field = next((field for field in fields_of(type(item)) if field.name == path[2]), None)
    if field is None:
        return Type(str), None
    kind, value = field.type, getattr(item, field.attribute)
    if len(path) == 3:
        return kind, value
    return (kind.args[1], value.get(path[3])) if isinstance(value, Mapping) else (kind, None)


def value_at(article: Article, path: Path, manifest: Manifest | None) -> Any:
    """Return the value of a field as people write it; None if the article has nothing there."""
    kind, value = field_at(strip_offsets(article), path)
    return None if value is None else codec_of(manifest).plain(kind, value, long=False)


@memoized
def _findings(context: ArticleContext) -> Iterator[tuple[str, Finding]]:
    """Yield the objections that are open, each with the problem: those whose value and words are still there."""
    if context.root is None or context.text is None or context.is_broken("id"):
        return
    kept = read_kept(context.root, context.article.id)
    if kept is None:
        return
    if kept.get("problem"):
        message = f"no answer of {kept['model']} that can be used: {shortened(kept['problem'])}"
        yield _UNUSABLE, Finding(("id",), message, help="run `newscorpus proofread` again")
    for entry in kept["objections"]:
        path = path_of(entry, context.article)
        spans = context.text.candidates(entry["quote"])
        if path and spans and entry["problem"] in _SAID and is_open(entry, kept, context.article, context.manifest):
            start = entry["start"] if isinstance(entry.get("start"), int) else 0
            span = min(spans, key=lambda span: abs(span[0] - start))
            yield entry["problem"], _finding(entry, kept["model"], path, span, context.article)


def is_open(entry: Mapping[str, Any], kept: Kept, article: Article, manifest: Manifest | None) -> bool:
    """Report whether nobody has decided about an objection: the value is that of then, and it is no open point."""
    path = path_of(entry, article)
    if path is None or entry.get("written"):
        return False
    now = value_at(article, path, manifest) if len(path) > 2 else None
    return now == entry.get("was") and now not in kept["settled"].get(named(entry), ())


def _finding(entry: Mapping[str, Any], model: str, path: Path, span: Span, article: Article) -> Finding:
    said = _SAID[entry["problem"]].format(".".join(map(str, path[2:] or path)))
    was, value = entry.get("was"), entry.get("should_be")
    fixes = tuple(_fix(was, value, path, article)) if len(path) > 2 else ()
    return Finding(
        path,
        f"{said}, says {shortened(model)}: {shortened(entry['why'])}",
        at_key=len(path) < 3,
        in_text=((span, "here"),),
        notes=("the words are not near the evidence",) if entry.get("near") is False else (),
        help=None if fixes else f"correct it{f': {shortened(value)}' if value else ''}; or waive this",
        arguments=(entry["quote"],),
        fixes=fixes,
    )


def _fix(was: Any, value: Any, path: Path, article: Article) -> Iterator[ProposedFix]:
    """Yield the fix, if it replaces a single value: `possible`, or the date in `{words: date}`."""
    if isinstance(was, dict) and isinstance(value, dict) and len(was) == len(value) == 1 and was.keys() == value.keys():
        (was,), (value,) = was.values(), value.values()
    if isinstance(was, str | int) and isinstance(value, str | int):
        only = (0,) if field_at(article, path)[0].base is tuple else ()
        title = f"replace {backticked(str(was))} with {backticked(str(value))}"
        yield ProposedFix(title, (SetValue((*path, *only), value),))


def shortened(words: Any, most: int = 200) -> str:
    """Return words of a model for a message: on one line, and not too many."""
    flat = flatten(words if isinstance(words, str) else json.dumps(words, ensure_ascii=False))
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"


def _of(problem: str, context: ArticleContext) -> Iterator[Finding]:
    return (finding for found, finding in _findings(context) if found == problem)


@rule("NC961", "contradicted-value", HINT, "an LLM says that the article contradicts a value", unsafe_fix=_PROPOSED)
def contradicted(context: ArticleContext) -> Iterator[Finding]:
    """
    `newscorpus proofread` has asked a language model, and kept what it objects to in `.newscorpus/proofread/`. The
    words that it quotes are in the article, and what it proposes is a valid value; whether it is right, you decide. If
    you change the value, the objection is gone. If you waive it, the model may repeat it, and nobody sees it again.

    Example:
          # a model objects: {"at": "events.talks.status", "quote": "met", "should_be": "occurred", "was": "planned"}
          events:
            talks:
              kind: meeting
              type: talks
        -     status: planned # <NC961>
        +     status: occurred
              evidence: Anna Berg met Carl Dahl
    """
    return _of("contradicted", context)


@rule("NC962", "unsupported-value", HINT, "an LLM finds no words for a value", unsafe_fix=_PROPOSED)
def unsupported(context: ArticleContext) -> Iterator[Finding]:
    """
    As NC961, where the model says that the article does not say what the annotation says, or says it only once: of two
    entries for the same thing, the second one is not supported.

    Example:
          # a model objects: {"at": "actors.anna.country", "quote": "in Oslo", "should_be": "NO", "was": "SE"}
          actors:
            anna:
              name: Anna Berg
              kind: person
        -     country: SE # <NC962>
        +     country: "NO"
    """
    return _of("unsupported", context)


@rule("NC963", "doubtful-term", HINT, "an LLM says that a term or code has another meaning", unsafe_fix=_PROPOSED)
def doubtful_term(context: ArticleContext) -> Iterator[Finding]:
    """
    As NC961, where the model says that a term, a role, a code or the notation of a date means something else than the
    article says.

    Example:
          # a model objects: {"at": "events.talks.type", "quote": "met", "should_be": "talks", "was": "call"}
          events:
            talks:
              kind: meeting
        -     type: call # <NC963>
        +     type: talks
              evidence: Anna Berg met Carl Dahl
    """
    return _of("wrong-term", context)


@rule("NC964", "unusable-answer", HINT, "the answer of an LLM could not be read, or only in part")
def unusable_answer(context: ArticleContext) -> Iterator[Finding]:
    """
    A model that refuses, or answers with something else than a list of objections, has not proofread the article. Run
    `newscorpus proofread` again: it asks about such articles again, and about the others only if they have changed.

    Example:
        - # a model answers: Sorry, I cannot help with that.
          note: proofread
    """
    return _of(_UNUSABLE, context)


@rule("NC971", "missing-entry", HINT, "an LLM misses an event, actor or claim, or a part of one")
def missing_entry(context: ArticleContext) -> Iterator[Finding]:
    """
    As NC961, for what the annotation lacks. What is important enough to be annotated is a question of the codebook, so
    most of these objections are debatable: NC96 does not include them.

    Example:
        - # a model objects: {"at": "events", "quote": "met", "problem": "missing"}
          note: there is a meeting
    """
    return _of("missing", context)


CODES: Final = {"contradicted": "NC961", "unsupported": "NC962", "wrong-term": "NC963", "missing": "NC971"}
"""The code of the rule for each problem."""
