"""Any edits of any file: it then loads to what they make in memory, and every line that none touched is unchanged."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from restyled import as_json, restyled

import newscorpus as nc

FOLDER = Path(__file__).parents[1] / "articles"
SOURCES = {
    name: (FOLDER / f"{name}.yaml").read_text(encoding="utf-8") for name in ("court", "flood", "pressekonferenz")
}
TEXTS = {name: (FOLDER / f"{name}.txt").read_text(encoding="utf-8") for name in SOURCES}
ARTICLES = {name: nc.load_article(FOLDER / f"{name}.yaml") for name in SOURCES}
WORDS = (
    "seen",
    "a: b",
    "no # comment",
    "it's",
    'say "so"',
    "yes",
    "12",
    "- x",
    "{a}",
    "two\nlines\n",
    "é – “x”",
    "w " * 70 + "w",
)

Way = tuple[str | int, ...]


@attrs.frozen
class Edit:
    """One change: `set` a field, an entry or an item, `insert` an item, or `remove` an entry or item."""

    what: str
    way: Way
    value: Any = None


def in_memory(model: Any, edit: Edit) -> Any:
    """The model with the change."""
    return _made(model, edit.way, edit)


def accepted(article: nc.Article, edit: Edit) -> nc.Article | None:
    """The article with the change, as it would be read; None if that is not valid."""
    try:
        made = nc.anchor(in_memory(article, edit))
    except ValueError:
        return None
    return made if nc.check(made).ok else None


def _made(value: Any, way: Way, edit: Edit) -> Any:
    step, rest = way[0], way[1:]
    if attrs.has(type(value)):
        return attrs.evolve(value, **{str(step): _made(getattr(value, str(step)), rest, edit) if rest else edit.value})
    if isinstance(value, tuple):
        items = list(value)
        _change(items, step, edit) if not rest else items.__setitem__(step, _made(items[step], rest, edit))
        return tuple(items)
    table = dict(value)
    _change(table, step, edit) if not rest else table.__setitem__(step, _made(table[step], rest, edit))
    return table


def _change(items: Any, step: Any, edit: Edit) -> None:
    if edit.what == "remove":
        del items[step]
    elif edit.what == "insert":
        items.insert(step, edit.value)
    else:
        items[step] = edit.value


def in_draft(doc: Any, edit: Edit) -> None:
    """Make the change in what `nc.edit` gives."""
    *above, last = edit.way
    for step in above:
        doc = getattr(doc, str(step)) if not isinstance(doc, dict | list) else doc[step]
    if isinstance(doc, dict | list):
        _change(doc, last, edit)
    else:
        setattr(doc, str(last), edit.value)


@st.composite
def edits(draw: st.DrawFn, article: nc.Article) -> Edit:
    """An edit of an article."""
    made: Edit = draw(st.sampled_from(_KINDS).flatmap(lambda kind: kind(article)))
    return made


def _owners(article: nc.Article) -> list[Way]:
    return [
        *(("events", key) for key in article.events),
        *(("actors", key) for key in article.actors),
        *(("claims", i) for i in range(len(article.claims))),
    ]


@st.composite
def _noted(draw: st.DrawFn, article: nc.Article) -> Edit:
    """A note, a title, a headline: other words, or none."""
    fields = [*((*way, "note") for way in _owners(article)), *(("events", key, "title") for key in article.events)]
    return Edit(
        "set", draw(st.sampled_from([("headline",), ("note",), *fields])), draw(st.none() | st.sampled_from(WORDS))
    )


@st.composite
def _terms(draw: st.DrawFn, article: nc.Article) -> Edit:
    """A term, a country, a day."""
    choices: list[tuple[Way, list[Any]]] = [(("published",), ["2024-05-07", "2024-05-06T10:00:00Z"])]
    choices += [(("events", key, "status"), [None, "ongoing", "alleged"]) for key in article.events]
    choices += [(("actors", key, "country"), [None, "NO", "SE"]) for key in article.actors]
    choices += [(("actors", key, "named"), [True, False]) for key in article.actors]
    way, values = draw(st.sampled_from(choices))
    return Edit("set", way, draw(st.sampled_from(values)))


_COPIED = ("participants", "when", "places", "things", "topics", "triggers", "relations", "casualties", "evidence")


@st.composite
def _copied(draw: st.DrawFn, article: nc.Article) -> Edit:
    """What one event has is given to another."""
    field = draw(st.sampled_from(_COPIED))
    having = [event for event in article.events.values() if hasattr(event, field)]
    if not having:
        return draw(_noted(article))
    one, other = draw(st.sampled_from(having)), draw(st.sampled_from(having))
    value = getattr(one, field)
    value = tuple(map(_bare, value)) if field in ("evidence", "topics", "triggers") else value
    return Edit("set", ("events", other.id, field), value)


def _bare(quote: nc.Quote) -> nc.Quote:
    return nc.Quote(exact=quote.exact, within=quote.within)


def _lists(article: nc.Article) -> list[Way]:
    found: list[Way] = [("claims",)]
    for key, event in article.events.items():
        found += [("events", key, field) for field in ("evidence", "topics", "places", "triggers")]
        found += [("events", key, "participants", role) for role in event.participants]
    for key in article.actors:
        found += [("actors", key, field) for field in ("aliases", "mentions", "roles")]
    return found


def _get(value: Any, way: Way) -> Any:
    for step in way:
        value = getattr(value, str(step)) if attrs.has(type(value)) else value[step]
    return value


@st.composite
def _removed(draw: st.DrawFn, article: nc.Article) -> Edit:
    """An item of a list, an event, an actor."""
    items = [(*way, i) for way in _lists(article) for i in range(len(_get(article, way)))]
    tables = [way for way in _owners(article) if way[0] != "claims"]
    return Edit("remove", draw(st.sampled_from(items) | st.sampled_from(tables)) if items and tables else ("claims", 0))


@st.composite
def _inserted(draw: st.DrawFn, article: nc.Article) -> Edit:
    """An item of a list: words of the text, a place, a role, a claim."""
    way = draw(st.sampled_from(_lists(article)))
    exact = draw(_words(article))
    quote = nc.Quote(exact=exact)
    made: dict[str, Any] = {
        "claims": nc.Claim(quote=quote, by=draw(_ids(article.actors)), note=draw(st.none() | st.sampled_from(WORDS))),
        "places": nc.Place(name=quote, country=draw(st.sampled_from([None, "NO", "SE"]))),
        "roles": nc.Role(title=quote, org=next(iter(draw(_ids(article.actors))), None)),
        "aliases": exact,
    }
    if "participants" in way:
        value: Any = nc.Participant(actor=draw(st.sampled_from(sorted(article.actors))))
    else:
        value = made.get(str(way[-1]), quote)
    return Edit("insert", (*way, draw(st.integers(0, len(_get(article, way))))), value)


def _ids(table: Any) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(sorted(table)), max_size=2, unique=True).map(tuple) if table else st.just(())


@st.composite
def _words(draw: st.DrawFn, article: nc.Article) -> str:
    """Some words of the text, which has them once."""
    words = (article.text or "").split(" ")
    start = draw(st.integers(0, len(words) - 6))
    return " ".join(words[start : start + draw(st.integers(3, 6))]).strip()


@st.composite
def _added(draw: st.DrawFn, article: nc.Article) -> Edit:
    """An event or an actor."""
    key = draw(st.sampled_from(["new", "another", "one-more"]))
    quote = nc.Quote(exact=draw(_words(article)))
    if draw(st.booleans()):
        return Edit("set", ("actors", key), nc.Actor(id=key, name=key.title(), kind="person", mentions=[quote]))
    participants = {"agent": ids} if (ids := draw(_ids(article.actors))) else {}
    note = draw(st.none() | st.sampled_from(WORDS))
    event = nc.Event(id=key, type="decision", participants=participants, evidence=[quote], note=note)
    return Edit("set", ("events", key), event)


_KINDS: list[Callable[[nc.Article], st.SearchStrategy[Edit]]] = [_noted, _terms, _copied, _removed, _inserted, _added]


@st.composite
def files(draw: st.DrawFn) -> tuple[str, str]:
    """The text of an annotation with the ending of its name."""
    name = draw(st.sampled_from(sorted(SOURCES)))
    if draw(st.integers(0, 3)):
        return draw(restyled(SOURCES[name])), f"{name}.yaml"
    data = json.loads(nc.dumps(ARTICLES[name], "json"))
    return draw(as_json(data)), f"{name}.json"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("edited")
    for name, text in TEXTS.items():
        (made / f"{name}.txt").write_text(text, encoding="utf-8")
    return made


@settings(suppress_health_check=list(HealthCheck), max_examples=max(25, settings.default.max_examples // 2))
@given(files(), st.data())
def test_any_edits(folder: Path, file: tuple[str, str], data: st.DataObject) -> None:
    """The file has what they make in memory. Other actors and events stay as they are, whether they are made together or saved."""
    text, name = file
    path = folder / name
    path.write_text(text, encoding="utf-8")
    before = sources(path)
    first = nc.load_article(path)
    done, now = drawn_edits(data, first)
    together = edited(path, text, done)
    assert nc.load_article(path) == now
    after = sources(path)
    for owner in before.keys() & after.keys():
        if getattr(first, owner[0])[owner[1]] == getattr(now, owner[0])[owner[1]]:
            assert after[owner] == before[owner]
    path.write_text(text, encoding="utf-8")
    nc.save(now, path, base=first)
    assert nc.load_article(path) == now
    assert path.read_text(encoding="utf-8") == together or replaces(done)


def sources(path: Path) -> dict[tuple[str, str], str]:
    """What the file has for each actor and event."""
    text = path.read_text(encoding="utf-8")
    article = nc.load_article(path)
    owners = [(table, key) for table in ("actors", "events") for key in getattr(article, table)]
    spans = {owner: nc.locate(path, owner) for owner in owners}
    return {owner: text[span.start : span.end] for owner, span in spans.items()}


def drawn_edits(data: st.DataObject, article: nc.Article) -> tuple[list[Edit], nc.Article]:
    """Edits that are valid one after the other, and the article with them."""
    done = list[Edit]()
    for _ in range(data.draw(st.integers(1, 6))):
        edit = data.draw(edits(article))
        if then := accepted(article, edit):
            article, done = then, [*done, edit]
    return done, article


def edited(path: Path, text: str, *steps: list[Edit]) -> str:
    """The text of a file after steps, each of several edits together; empty if one of them is refused."""
    path.write_text(text, encoding="utf-8")
    for step in steps:
        try:
            with nc.edit(path) as doc:
                for edit in step:
                    in_draft(doc, edit)
        except nc.InvalidCorpus:
            return ""
    return path.read_text(encoding="utf-8")


def replaces(done: list[Edit]) -> bool:
    """Whether members of a list go and others come: `save` cannot know that these are not the same, changed."""
    removed, inserted = ({edit.way[:-1] for edit in done if edit.what == what} for what in ("remove", "insert"))
    return bool(removed & inserted)


@settings(suppress_health_check=list(HealthCheck), max_examples=max(10, settings.default.max_examples // 4))
@given(files(), st.data())
def test_what_check_refuses_is_not_written(folder: Path, file: tuple[str, str], data: st.DataObject) -> None:
    """An edit is refused if the article in memory has errors, and only then."""
    text, name = file
    path = folder / name
    path.write_text(text, encoding="utf-8")
    article = nc.load_article(path)
    edit = data.draw(edits(article))
    try:
        with nc.edit(path) as doc:
            in_draft(doc, edit)
    except (nc.InvalidCorpus, ValueError):
        assert path.read_text(encoding="utf-8") == text
        assert accepted(article, edit) is None
    else:
        assert nc.load_article(path) == accepted(article, edit)
