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
from newscorpus.models.fields import fields_of
from newscorpus.models.todo import claims_meant
from newscorpus.rules.context import ArticleContext, memoized
from newscorpus.rules.rule import HINT, KEPT, Finding, rule
from newscorpus.text.words import flatten

_UNUSABLE: Final = "unusable"
_FIX: Final = "the value that the model proposes"
_MOST: Final = 200
"""Characters of a reason in a message."""
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
    is_kept = isinstance(data, dict) and isinstance(data.get("objections"), list)
    if not is_kept or not isinstance(data.get("settled", {}), dict):
        return None
    return {**data, "objections": [entry for entry in data["objections"] if _is_entry(entry)]}


def _is_entry(entry: Any) -> bool:
    names = ("at", "problem", "quote", "why")
    return isinstance(entry, dict) and all(isinstance(entry.get(name), str) for name in names)


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


def value_at(article: Article, path: Path, manifest: Manifest | None) -> Any:
    """Return the value of a field as plain data in short forms; None if the article has nothing there."""
    item = getattr(article, str(path[0]))[path[1]]
    if path[2] == "kind":
        return item.kind
    field = next((field for field in fields_of(type(item)) if field.name == path[2]), None)
    value = getattr(item, field.attribute) if field else None
    if field is None or value is None:
        return None
    kind = field.type if len(path) == 3 else field.type.args[1]
    inner = value if len(path) == 3 else value.get(path[3])
    return None if inner is None else codec_of(manifest).plain(kind, inner, long=False)


@memoized
def _findings(context: ArticleContext) -> Iterator[tuple[str, Finding]]:
    """Yield the objections that are open, each with the problem: those whose value and words are still there."""
    kept = read_kept(context.root, context.article.id) if context.root else None
    if kept is None:
        return
    if kept.get("problem"):
        message = f"no answer of {kept.get('model')} that can be used: {_short(kept['problem'])}"
        yield _UNUSABLE, Finding(("id",), message, help="run `newscorpus proofread` again")
    for entry in kept["objections"]:
        finding = _finding(entry, kept, context) if is_open(entry, kept, context.article, context.manifest) else None
        if finding is not None:
            yield entry["problem"], finding


def is_open(entry: Mapping[str, Any], kept: Kept, article: Article, manifest: Manifest | None) -> bool:
    """Report whether nobody has decided about an objection: the value is that of then, and it is no open point."""
    path = path_of(entry, article)
    if path is None or entry.get("written"):
        return False
    is_field = len(path) > 2
    now = value_at(strip_offsets(article), path, manifest) if is_field else None
    return (not is_field or now == entry.get("was")) and now not in kept.get("settled", {}).get(named(entry), ())


def _finding(entry: Mapping[str, Any], kept: Kept, context: ArticleContext) -> Finding | None:
    path = path_of(entry, context.article)
    span = next(iter(context.text.candidates(entry["quote"])), None) if context.text else None
    if path is None or span is None:
        return None
    value, was = entry.get("should_be"), entry.get("was")
    fixes: tuple[ProposedFix, ...] = ()
    below = entry.get("below", [])
    if isinstance(below, list) and isinstance(value, str | int) and len(path) > 2:
        title = f"replace {backticked(str(was))} with {backticked(str(value))}"
        fixes = (ProposedFix(title, (SetValue((*path, *below), value),)),)
    where = "there is" if len(path) == 1 else backticked(_shown(path[2:] or path[1:]))
    said = {
        "contradicted": f"the article contradicts {where}",
        "unsupported": f"the article does not support {where}",
        "wrong-term": f"{where} means something else than the article says",
        "missing": f"something is missing in {backticked(_shown(path))}",
    }.get(entry["problem"], where)
    advice = f"write {backticked(str(value))}" if value is not None and len(path) > 2 else "correct it"
    far = () if entry.get("near") is not False else ("the words are not near the evidence",)
    return Finding(
        path,
        f"{said}, says {kept.get('model')}: {_short(entry['why'])}",
        at_key=len(path) < 3,
        in_text=((span, "here"),),
        notes=far,
        help=f"{advice}; or waive this, if the annotation is right",
        arguments=(flatten(entry["quote"]),),
        fixes=fixes,
    )


def _shown(path: Sequence[str | int]) -> str:
    return ".".join(map(str, path))


def _short(words: str) -> str:
    flat = flatten(str(words))
    return flat if len(flat) <= _MOST else f"{flat[: _MOST - 1]}…"


def _of(problem: str, context: ArticleContext) -> Iterator[Finding]:
    return (finding for found, finding in _findings(context) if found == problem)


@rule(
    "NC961",
    "contradicted-value",
    HINT,
    "a language model says that the article contradicts a value",
    needs_text=True,
    unsafe_fix=_FIX,
)
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


@rule(
    "NC962", "unsupported-value", HINT, "a language model finds no words for a value", needs_text=True, unsafe_fix=_FIX
)
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


@rule(
    "NC963",
    "doubtful-term",
    HINT,
    "a language model says that a term or code has another meaning",
    needs_text=True,
    unsafe_fix=_FIX,
)
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


@rule("NC964", "unusable-answer", HINT, "the answer of a language model could not be read, or only in part")
def unusable_answer(context: ArticleContext) -> Iterator[Finding]:
    """
    A model that refuses, or answers with something else than a list of objections, has not proofread the article. Run
    `newscorpus proofread` again: it asks about such articles again, and about the others only if they have changed.

    Example:
        - # a model answers: Sorry, I cannot help with that.
          note: proofread
    """
    return _of(_UNUSABLE, context)


@rule(
    "NC971",
    "missing-entry",
    HINT,
    "a language model misses an event, actor or claim, or a part of one",
    needs_text=True,
)
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
