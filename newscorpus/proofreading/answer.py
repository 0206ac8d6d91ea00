"""The answer of a language model -> its objections: those that are grounded in the article, and those that are not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from newscorpus.anchoring import anchor
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.drafts.lenient import Lenient, Unreadable
from newscorpus.errors import UsageError
from newscorpus.models import Article, Corpus, text_of
from newscorpus.models.fields import fields_of
from newscorpus.proofreading.values import Values
from newscorpus.rules.objections import shortened
from newscorpus.text.fuzzy import find_alike
from newscorpus.text.index import Text
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten

PROBLEMS: Final = ("contradicted", "unsupported", "wrong-term", "missing")
MOST: Final = 100
"""Objections of one answer that are read. More are no proofreading."""
_LONGEST: Final = 2_000_000
"""Characters of an answer that is read."""
_MOST_TRIES: Final = 50
_BEGINNING: Final = re.compile(r"""\[\s*[\[{\]]|\{\s*["'“]?\w""")
"""How a list of objections, or an objection, begins; `[¶3]` does not."""
_TABLES: Final = ("actors", "events", "claims")


@attrs.frozen
class Objection:
    """What a language model objects to in an annotation, with words of the article that show it.

    Example::

        article = nc.load_article("seeds/000_acf5269c8d9a5d96.yaml")
        answer = '[{"at": "events.visit-june", "problem": "unsupported", "quote": "in recent weeks", "why": "…"}]'
        (objection,) = nc.read_objections(answer, article).objections
        assert objection.path == ("events", "visit-june") and not objection.near
    """

    path: Path
    """The entry or field that it is about, by ids and without indices of lists: `("events", "talks", "status")`."""
    problem: str
    """contradicted, unsupported, wrong-term or missing."""
    quote: str
    """The words of the article that show it."""
    span: Span
    """Where these are in the article text, in code points, half-open."""
    why: str
    """The reason, in the words of the model."""
    should_be: Any = None
    """What the annotation should have there, as a file has it; None if the model proposes nothing."""
    near: bool | None = None
    """Whether the quote is in a paragraph with evidence of the entry; None if that has no evidence."""

    @property
    def at(self) -> str:
        """The path as the prompt has it: `events.talks.status`."""
        return ".".join(map(str, self.path))


@attrs.frozen
class Proofreading:
    """What a language model answered about one article.

    Example::

        article = nc.load_article("seeds/000_acf5269c8d9a5d96.yaml")
        (proofreading,) = nc.proofread(article, lambda prompt: "[]")
        assert proofreading.objections == ()
    """

    article: str
    """The id of the article."""
    objections: tuple[Objection, ...] = ()
    """Those that are grounded in the article."""
    dropped: tuple[str, ...] = ()
    """The others, each as its path and what is wrong with it."""
    problem: str | None = None
    """Why there is no answer, or why it cannot be read, or only in part; None if all is well."""


class _Ungrounded(Exception):  # noqa: N818 - no error: a reason
    """Why an objection is dropped."""


def read_objections(answer: str, article: Article, *, corpus: Corpus | None = None) -> Proofreading:
    """Read the answer to a prompt of `proofreading_prompt`, and keep the objections that are grounded in the article.

    An objection is kept if its path is there, its quote is in the article text, and the value that it proposes is valid
    there: a term, an id, a date, words of the article, or a new entry in the form of a file.

    Args:
        answer: The answer: a JSON list somewhere in it, which may be sloppy, as for `from_draft`.
        article: The article that the prompt was about.
        corpus: The corpus that it belongs to. Without, that of the file that it was loaded from.

    Returns:
        The objections, those that were dropped, and what is wrong with the answer as a whole.

    Raises:
        UsageError: If an argument is not of its type, or the article has no text.

    Example::

        article = nc.load_article("seeds/000_acf5269c8d9a5d96.yaml")
        proofreading = nc.read_objections("Sorry, I cannot help with that.", article)
        print(proofreading.problem)
    """
    if not isinstance(answer, str) or not isinstance(article, Article) or article.text is None:
        raise UsageError("the answer as a string and an article with its text are expected")
    try:
        listed, problem = _listed(answer)
    except Unreadable as e:
        return Proofreading(article.id, problem=str(e))
    reader = _Reader(anchor(article), corpus)
    kept: dict[tuple[Path, str], Objection] = {}
    dropped: list[str] = []
    for data in listed[:MOST]:
        try:
            objection = reader.objection(data)
        except _Ungrounded as e:
            at = data.get("at") if isinstance(data, dict) else data
            dropped.append(f"{shortened(at, 80)}: {e}")
        else:
            key = objection.path, "" if len(objection.path) > 2 else objection.quote
            kept.setdefault(key, objection)  # of a value, what is said first
    if len(listed) > MOST:
        problem = f"the answer has {len(listed):,} objections; the first {MOST} were read"
    return Proofreading(article.id, tuple(kept.values()), tuple(dropped), problem)


def _listed(answer: str) -> tuple[list[Any], str | None]:
    """Return the last list of objections in an answer, or those that stand alone; and what is wrong with it."""
    if len(answer) > _LONGEST:
        raise Unreadable(f"the answer has {len(answer):,} characters; at most {_LONGEST:,} are read")
    alone: list[Any] = []
    lists: list[list[Any]] = []
    problem, end = None, 0
    for match in [*_BEGINNING.finditer(answer)][:_MOST_TRIES]:
        if match.start() < end:
            continue
        reader = Lenient(answer, match.start())
        try:
            data = reader.read()
        except Unreadable:
            continue
        end = reader.at
        problem = reader.problems[0].message if reader.problems else problem
        if isinstance(data, dict) and "at" in data:
            alone.append(data)
        elif isinstance(data, dict):
            lists += [value for value in data.values() if isinstance(value, list)][:1]
        else:
            lists.append(data)
    filled = [each for each in lists if any(isinstance(data, dict) and "at" in data for data in each)]
    if filled or alone:
        return (filled[-1] if filled else alone), problem
    if [] in lists:
        return [], None
    raise Unreadable(f"the answer has no JSON list of objections: {backticked(shortened(answer) or ' ')}")


class _Reader:
    """Grounds the objections of one answer."""

    def __init__(self, article: Article, corpus: Corpus | None) -> None:
        self._article = article
        self._text: Text = text_of(article.text or "")
        self._values = Values(article, corpus)

    def objection(self, data: Any) -> Objection:
        """Return an objection. Raises _Ungrounded."""
        if not isinstance(data, dict):
            raise _Ungrounded("it is no JSON object")
        problem = str(data.get("problem")).strip().replace("_", "-")
        if problem not in PROBLEMS:
            raise _Ungrounded(f"{backticked(shortened(problem))} is none of {', '.join(PROBLEMS)}")
        path, rest = self._path(str(data.get("at", "")), problem)
        span, near = self._place(shortened(data.get("quote"), 2000), path)
        quote = flatten(self._text.raw[slice(*span)])
        should_be = self._meant(path, rest, data.get("should_be"))
        return Objection(path, problem, quote, span, shortened(data.get("why")), should_be, near)

    def _meant(self, path: Path, rest: Sequence[str], value: Any) -> Any:
        """Return what an objection proposes, as a file has it. Raises _Ungrounded if it is not valid."""
        if value in (None, "", "null") or len(path) == 2 or (len(path) == 1 and not isinstance(value, dict)):
            return None  # of an entry that is missing, a description: `why` says it, too
        if len(path) == 1 and self._values.is_entry(str(path[0]), value):
            return value
        proposal = self._values.proposal(path, rest, value) if len(path) > 2 else None
        if proposal is None:
            raise _Ungrounded(f"{backticked(shortened(value))} is no valid value there, or is there already")
        return proposal[0]

    def _path(self, at: str, problem: str) -> tuple[Path, list[str]]:
        """Return the path of an entry or field, or for what is missing of a table, and the steps below."""
        words = re.sub(r"\[(\w[\w-]*)\]", r".\1", at.strip(" `'\"$.")).split()
        steps = [step for step in re.sub(r"[,;:]+$", "", words[0] if words else "").split(".") if step]
        table = steps[0] if steps else ""
        if table not in _TABLES:
            raise _Ungrounded("there is no such path")
        if len(steps) == 1:
            if problem != "missing":
                raise _Ungrounded("a table as a whole can only lack something")
            return (table,), []
        key: Any = int(steps[1]) if table == "claims" and steps[1].isdecimal() and len(steps[1]) < 6 else steps[1]
        items = getattr(self._article, table)
        if not (key in items if table != "claims" else isinstance(key, int) and key < len(items)):
            if problem == "missing" and len(steps) == 2:
                return (table,), []
            raise _Ungrounded(f"there is no {backticked(shortened('.'.join(steps[:2])))}")
        if len(steps) == 2:
            return (table, key), []
        names = {"kind": "kind", **{field.name: field.attribute for field in fields_of(type(items[key]))}}
        if steps[2] not in names or steps[2] in ("id", "note"):
            raise _Ungrounded(f"`{table}` have no field {backticked(shortened(steps[2]))}")
        is_table = isinstance(getattr(items[key], names[steps[2]]), Mapping) and len(steps) > 3
        end = 4 if is_table else 3
        return (table, key, *steps[2:end]), steps[end:]

    def _place(self, words: str, path: Path) -> tuple[Span, bool | None]:
        """Return where quoted words are: of several places the first near the evidence; and whether that is near."""
        bare = re.sub(r"\s*\[¶\d+\]\s*", " ", words).strip()
        spans: tuple[Span, ...] = ()
        for form in dict.fromkeys((bare, bare.strip(" “”„«»\"'‘’"), bare.strip(" “”„«»\"'‘’").rstrip(".,;:!"))):
            spans = spans or (self._text.whole(form) or find_alike(self._text.raw, form) if form else ())
        if not spans:
            raise _Ungrounded(f"the article does not have {backticked(words)}")
        evidence = list(self._evidence(path))
        close = [span for span in spans if any(start <= span[0] < end for start, end in evidence)]
        return (close or spans)[0], bool(close) if evidence else None

    def _evidence(self, path: Path) -> Iterator[Span]:
        """Yield the paragraphs with the evidence of an event, or with the words of a claim."""
        if len(path) < 2 or path[0] == "actors":
            return
        events, claims = self._article.events, self._article.claims
        for quote in events[str(path[1])].evidence if path[0] == "events" else claims[int(path[1])].quote:
            if quote.start is not None:
                yield self._text.paragraph(quote.start)
