"""Law 11: work and memory grow with the input, not faster. Each row of the table is a dimension that is doubled."""

import cProfile
import gc
import json
import math
import re
import tracemalloc
from pathlib import Path

import attrs
import pytest

from newscorpus import Article, InvalidCorpus, Manifest, limits, loads
from newscorpus.checking.baseline import Baseline, Entry, Scope
from newscorpus.checking.corpus_rules import run_corpus_rules
from newscorpus.checking.discovery import Finder
from newscorpus.checking.fixes import fixes_of_record
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.pipeline import ArticleCheck
from newscorpus.checking.selection import Selection
from newscorpus.codec import Codec
from newscorpus.formats.yaml.writer import dump_yaml
from newscorpus.fs.patterns import PatternList
from newscorpus.parsed import SourceRecord
from newscorpus.rules import RULES, CorpusContext
from newscorpus.rules.summary import ArticleSummary
from newscorpus.views.article import article_page
from newscorpus.views.compared import ComparedView, compared_page

ACTIVE = frozenset(rule.code for rule in RULES)
EXPONENT = 1.15
"""Of work, at most: log2 of what the last doubling adds, by what the one before it added. What is done once, whatever
the size, is in neither; and calls are counted, so that nothing depends on the machine."""
OF_MEMORY = 1.15
"""Of memory, at most: log2 of what a doubling multiplies it by."""


PLAIN = LoadedCorpus(Path(), Selection(), Manifest(name="c"), Codec())
"""Of a corpus without words of its own: what is made once for it is not measured."""


def checked(manifest=None, rules=ACTIVE, **fields):
    """The check of one article, as a function: its findings, what waivers do to them, and their fixes."""
    data = {"format": "newscorpus/1", "id": "a", "language": "en", "published": "2024-05-08", "text": "w", **fields}
    source = SourceRecord("f", json.dumps(data).encode(), "json")
    corpus = LoadedCorpus(Path(), Selection(), manifest, Codec(manifest)) if manifest else PLAIN

    def run():
        result = ArticleCheck(source, corpus, rules).run()
        return fixes_of_record(source, corpus, rules, result.waived_with((), rules)[0])

    return run


def formatted(n):
    """The edits by which the language server formats events with comments and empty lines, as a function."""
    server = pytest.importorskip("newscorpus.lsp.change")
    event = "   e{}:   # its id\n      # what happens\n      kind:   event\n\n\n      evidence:\n      -  'It rained'\n"
    text = "format: newscorpus/1\nevents:\n" + "".join(map(event.format, range(n)))
    return lambda: list(server.formatting(server.Snapshot(text, "utf-16", Article)))


def configured(**fields):
    """The check of a `corpus.yaml`, as a function."""
    data = json.dumps({"format": "newscorpus/1", "name": "c", **fields}).encode()
    return lambda: Finder().read(data, Path(), "corpus.yaml").with_fixes()


def viewed(**fields):
    """The page of an article with its findings, as a function."""
    data = {"format": "newscorpus/1", "id": "a", "language": "en", "text": "w", **fields}
    source = SourceRecord("f", json.dumps(data).encode(), "json")
    result = ArticleCheck(source, PLAIN, ACTIVE).run()
    return lambda: article_page(result.article, result.diagnostics)


def compared(ones, others):
    """The page of an article by two annotators, as a function: each has its events."""
    data = {"format": "newscorpus/1", "id": "a", "language": "en", "text": words(1000)}
    sources = [SourceRecord("f", json.dumps({**data, "events": one}).encode(), "json") for one in (ones, others)]
    sides = [ArticleCheck(source, PLAIN, ACTIVE).run().article for source in sources]
    return lambda: compared_page(ComparedView(sides, ["anna", "bert"]))


def loaded(events):
    """The check of an article in YAML, as a function: its findings, their places in the file, and their fixes."""
    text = dump_yaml({"format": "newscorpus/1", "id": "a", "language": "en", "text": words(20), "events": events})

    def run():
        with pytest.raises(InvalidCorpus):
            loads(text)

    return run


def event(**fields):
    return {"kind": "event", "type": "other", "evidence": ["w"], **fields}


def events(n, **fields):
    return {f"e{i}": event(**fields) for i in range(n)}


def actors(n, **fields):
    return {f"x{i}": {"name": "w", "kind": "person", **fields} for i in range(n)}


def manifest(**fields):
    return Codec().structure({"format": "newscorpus/1", "name": "c", **fields}, Manifest)[0]


def summary(n, **fields):
    """The summary of article `n`."""
    given = {
        "events": ("e",),
        "actors": (),
        "links": (),
        "unread": (),
        "edges": (),
        "sha256": str(n),
        "text_file": None,
        **fields,
    }
    return ArticleSummary(
        **{
            **dict.fromkeys(field.name for field in attrs.fields(ArticleSummary)),
            **given,
            "file": f"a{n}",
            "id": f"a{n}",
        }
    )


def links(*targets, key="e"):
    """References of the event `key` to events of other articles."""
    return tuple((("events", key, "relations", "after", i), target) for i, target in enumerate(targets))


def related(*summaries):
    """The corpus rules over articles, as a function."""
    context = CorpusContext(list(summaries), (), (), len(summaries), {}, frozenset())
    return lambda: list(run_corpus_rules(context))


def belonging(glob, n):
    """Which of n files belong to a corpus with n globs, as a function."""
    patterns = PatternList.of(glob.format(i) for i in range(n))
    return lambda: [patterns.covers(f"f{i}/g.yaml") for i in range(n)]


def stale(n):
    entries = [Entry(f"{i:032x}", "NC304", f"gone/{i}") for i in range(n)]
    text = "".join(f"{entry.line}\n" for entry in entries)
    baseline = Baseline(Path("b.json"), text=text, entries=entries)
    return lambda: baseline.stale(Scope(lambda entry, path: True, ACTIVE, ()))


def terms(n):
    return manifest(vocabularies={"event": {"types": {f"type{i}": "w" for i in range(n)}}})


def registry(n, **fields):
    return manifest(actors={f"r{i}": {"name": "w", "kind": "person", **fields} for i in range(n)})


def claims(n, **fields):
    return [{"quote": "w", **fields} for _ in range(n)]


def chain(n, **relations):
    """Events that each come after the next one."""
    return {f"e{i}": event(relations={"after": [f"e{i + 1}"], **relations}) for i in range(n)}


def waivers(n, code="NC304", at="actors.x{}.aliases", **more):
    return [{"code": code.format(i), "at": at.format(i), "why": "w", **more} for i in range(n)]


def words(n, form="word{}"):
    return " ".join(form.format(i) for i in range(n))


DIMENSIONS = {
    "** in a pattern × depth": lambda n: (
        lambda: PatternList.of(["**/a/" * n + "**/b/*.yaml"]).covers("a/" * (2 * n) + "c.yaml")
    ),
    "unused waivers": lambda n: checked(waive=waivers(n)),
    "unused waivers × findings": lambda n: checked(actors=actors(n, aliases=["b"]), waive=waivers(n, at="actors.y{}")),
    "waivers by index × claims": lambda n: checked(claims=claims(n), waive=waivers(n, at="claims[{}].quote")),
    "waivers by equal words × claims": lambda n: checked(
        claims=claims(n), waive=waivers(n, at="claims.quote", quote="w")
    ),
    "waivers by words that differ × claims": lambda n: checked(
        claims=claims(n), waive=[{**one, "quote": f"w{i}"} for i, one in enumerate(waivers(n, at="claims.quote"))]
    ),
    "waivers by words × claims with other capitals": lambda n: checked(
        text=words(n, "Word{}"),
        claims=[{"quote": f"word{i}"} for i in range(n)],
        waive=[{**one, "quote": f"word{i}"} for i, one in enumerate(waivers(n, code="NC305", at="claims.quote"))],
    ),
    "waivers of unknown fields × claims": lambda n: checked(claims=claims(n), waive=waivers(n, at="claims.x{}")),
    "waivers of own fields × claims": lambda n: checked(
        claims=[{"quote": "w", "attributes": {f"a{i}": 1}} for i in range(n)],
        waive=waivers(n, at="claims.attributes.a{}"),
    ),
    "waivers of unknown rules × findings": lambda n: checked(
        actors=actors(n, aliases=["b"]), waive=waivers(n, code="NC3O4-{}")
    ),
    "unused waivers × broken values": lambda n: checked(waive=waivers(n), events=events(n, status="unkown")),
    "topics × evidence": lambda n: checked(
        text=words(n), events={"e": event(evidence=words(n).split(), topics=words(n).split())}
    ),
    "actors without kind × unknown fields": lambda n: checked(
        actors={f"x{i}": {"name": "w", "knd": "w", "sex": "f"} for i in range(n)}
    ),
    "required field × broken values": lambda n: checked(
        manifest(checks={"require": ["event.title"]}), events=events(n, status="unkown")
    ),
    "unknown ids × broken values": lambda n: checked(
        claims=claims(n, by=["nobody"]), events=events(n, status="unkown")
    ),
    "unknown ids × actors": lambda n: checked(actors=actors(n), claims=[*claims(n, by=["nobody"])]),
    "unknown `about` × actors": lambda n: checked(actors=actors(n), claims=claims(n, about=["nobody"])),
    "unknown ids × events": lambda n: checked(events=events(n, relations={"after": ["nothing"]})),
    "relation cycles": lambda n: checked(events=chain(n, part_of=["e0"], caused_by=["e0"])),
    "edges to the root of a chain": lambda n: checked(
        events={f"e{i}": event(relations={"after": [f"e{i + 1}", "e0"]}) for i in range(n)}
    ),
    "relation cycles across articles": lambda n: related(
        *(summary(i, links=links(f"a{i + 1}#e", "a0#e")) for i in range(n))
    ),
    "events alike": lambda n: checked(
        actors=actors(1),
        events=events(n, participants={"agent": "x0"}, when="2024-05-06"),
    ),
    "related events alike": lambda n: checked(
        actors=actors(1),
        events={
            f"e{i}": event(
                participants={"agent": "x0"}, when="2024-05-06", relations={"after": [f"e{j}" for j in (i - 1,) if i]}
            )
            for i in range(n)
        },
    ),
    "events alike in other places": lambda n: checked(
        rules=frozenset(["NC210"]),
        text=words(n),
        actors=actors(1),
        events={
            f"e{i}": event(evidence=["word0"], participants={"agent": "x0"}, when="2024-05-06", places=[f"word{i}"])
            for i in range(n)
        },
    ),
    "lost cues": lambda n: checked(claims=claims(n, cue="nobody said")),
    "lost triggers": lambda n: checked(events=events(n, triggers=["nothing"])),
    "actors nowhere × lost quotes": lambda n: checked(
        actors=actors(n, name="Anna"), events=events(n, evidence=["nothing"])
    ),
    "claims × paragraphs": lambda n: checked(
        rules=ACTIVE - {"NC620"},  # it compares a claim with fifty others, and no more
        text="\n\n".join(f"p{i} “we agree {i}” she said{i}" for i in range(n)),
        claims=[{"quote": f"we agree {i}"} for i in range(n)],
    ),
    "claims in ”…” without “": lambda n: checked(
        rules=ACTIVE - {"NC620"},  # it compares a claim with fifty others, and no more
        text=" ".join(f"”we agree {i}” she said" for i in range(n)),
        claims=[{"quote": f"we agree {i}"} for i in range(n)],
    ),
    "aliases of one form": lambda n: checked(actors=actors(n, aliases=["w"])),
    "unknown `article#event` × events": lambda n: related(
        summary(0, links=links(*(f"a1#nothing{i}" for i in range(n)))),
        summary(1, events=tuple(f"e{i}" for i in range(n))),
    ),
    "unknown articles": lambda n: related(*(summary(i, links=links(f"b{i}#e")) for i in range(n))),
    "stale baseline entries": stale,
    "a lost quote of a word that the text repeats": lambda n: checked(
        text="rain " * (2 * n) + "today", claims=[{"quote": "rain " * n + "yesterday"}]
    ),
    "words within longer words beside them": lambda n: checked(
        text=words(2 * n),
        events={
            "e": event(evidence=[words(2 * n)], topics=[*(f"word{i} word{i + 1}" for i in range(n)), *words(n).split()])
        },
    ),
    "places in one mapping": lambda n: checked(
        text=words(n), events={"e": event(evidence=["word0"], places={f"word{i}": "XX" for i in range(n)})}
    ),
    "findings in actors as a list": lambda n: checked(
        actors=[{"id": f"x{i}", "name": "w", "kind": "persn"} for i in range(n)]
    ),
    "speakers at one occasion": lambda n: checked(
        text=words(n),
        actors=actors(n, name="word0"),
        events={"e": event(evidence=["word0"])},
        claims=[{"quote": f"word{i}", "by": f"x{i}", "at": "e"} for i in range(n)],
    ),
    "speakers × participants of their occasion": lambda n: checked(
        actors={"s": {"name": "w", "kind": "person"}, **actors(n, named=False)},
        events={
            "t": {
                "kind": "meeting",
                "type": "talks",
                "participants": {"participant": [f"x{i}" for i in range(n)]},
                "evidence": ["w"],
            }
        },
        claims=claims(n, by="s", at="t"),
    ),
    "aliases of the registry × aliases of the article": lambda n: checked(
        manifest(actors={"x": {"name": "w", "kind": "person", "aliases": [f"a{i}" for i in range(n)]}}),
        actors={"x": {"aliases": [f"b{i}" for i in range(n)]}, "y": {"name": "b0", "kind": "person"}},
    ),
    "unknown roles in the registry": lambda n: configured(
        actors={f"r{i}": {"name": "w", "kind": "person", "roles": {f"role{i}": "nothing"}} for i in range(n)}
    ),
    "unknown rules": lambda n: configured(checks={"ignore": [f"quote-not-in-txx{i}" for i in range(n)]}),
    "view: equal quotes": lambda n: viewed(events=events(n)),
    "view: findings": lambda n: viewed(events=events(n, titel="x")),
    "view: events that differ": lambda n: compared(
        *(
            [event(id=f"e{i}", evidence=[f"word{i}"], status=status) for i in range(n)]
            for status in ("planned", "possible")
        )
    ),
    "view: events of one annotator": lambda n: compared(
        [event(id=f"e{i}", evidence=[f"word{i}"]) for i in range(n)], []
    ),
    "view: quotes that overlap": lambda n: viewed(
        text=words(n), claims=[{"quote": f"word{i} word{i + 1}"} for i in range(n - 1)]
    ),
    "registry actors nowhere in the text": lambda n: checked(
        registry(n, aliases=["b"]), claims=[{"quote": "w", "by": f"r{i}"} for i in range(n)]
    ),
    "references with a registry": lambda n: checked(registry(n), claims=claims(n, by=["nobody"])),
    "own terms × unknown terms": lambda n: checked(terms(n), events=events(n, type="nothing")),
    "enum values × events": lambda n: checked(
        manifest(attributes={"event": {"a": {"type": "string", "enum": [f"v{i}" for i in range(n)]}}}),
        events=events(n, attributes={"a": "other"}),
    ),
    "files named × files": lambda n: belonging("f{}.yaml", n),
    "patterns × files": lambda n: belonging("f{}/*.yaml", n),
    "topics × text": lambda n: checked(
        text=words(4 * n), events={"e": event(evidence=["word0"], topics=[f"word{i}" for i in range(n)])}
    ),
    "quotes with start and other white space": lambda n: checked(
        text=words(n, "word{}\n"),
        claims=[{"quote": {"exact": f"word{i} \nword{i + 1}", "start": 0}} for i in range(n - 1)],
    ),
    "times after the publication": lambda n: checked(
        text="on Monday", events=events(n, evidence=["on Monday"], when={"on Monday": "2024-06-03"})
    ),
    "quotes × white space in their contexts": lambda n: checked(
        text="a" + " " * n + "b", claims=[{"quote": {"exact": "a", "within": "a b"}} for _ in range(n)]
    ),
    "quotations × claims": lambda n: checked(
        rules=ACTIVE - {"NC620"},
        text=" ".join(f"“we agree with {i}” she said" for i in range(n)),
        claims=[{"quote": f"she said “we agree with {i}"} for i in range(1, n)],
    ),
    "participants × occasions that they are a part of": lambda n: checked(
        actors=actors(n),
        events={
            **events(n),
            "t": event(
                participants={"agent": [f"x{i}" for i in range(n)]}, relations={"part_of": [f"e{i}" for i in range(n)]}
            ),
        },
        claims=claims(1, by="x0", at="e0"),
    ),
    "unknown ids × registry": lambda n: checked(
        registry(n), claims=[{"quote": "w", "by": f"r{i}x"} for i in range(n)], rules=ACTIVE - {"NC620"}
    ),
    "findings in a YAML file": lambda n: loaded(events(n, evidence=["word3 wodr4"])),
    "findings in one entry of a YAML file": lambda n: loaded(
        {"e": event(evidence=[f"word3 wodr{i}" for i in range(n)])}
    ),
    "fixes": lambda n: checked(events=events(n, status="atempted")),
    "events that an editor formats": formatted,
    "fixes that fail": lambda n: checked(actors={f"X{i}": {"name": "w", "kind": "person"} for i in range(n)}),
}
"""Of each dimension, a function from its size to the work of that size."""


def calls(run):
    """Calls that a function makes, of Python and of C: the same on any machine, whatever patterns others compiled."""
    re.purge()
    profile = cProfile.Profile(subcalls=False)
    profile.runcall(run)
    return sum(one.callcount for one in profile.getstats())


def memory(run):
    """The bytes that a function has at most."""
    gc.collect()
    tracemalloc.start()
    try:
        run()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def assert_grows_alike(dimension, size, exponent=EXPONENT, *, and_memory=True):
    """Twice the size is twice the work, and no more than about twice the memory."""
    for n in (4, size * 4):
        dimension(n)()  # what is made once
    first, second, third = (calls(dimension(size * 2**i)) for i in range(3))
    assert third - second <= 2**exponent * (second - first) + size, "work"  # a call for each item counts as none
    if and_memory and (most := memory(dimension(size * 4))) >= NOISE:
        assert math.log2(most / memory(dimension(size))) / 2 <= OF_MEMORY, "memory"


def rows():
    for name, dimension in DIMENSIONS.items():
        yield pytest.param(dimension, SIZES.get(name, SIZE), id=name)


SIZE = 16
SIZES = {
    "waivers of unknown rules × findings": 75,  # beyond what a cache of 256 hides
    "findings in actors as a list": 40,
    "events that an editor formats": 50,
    "a lost quote of a word that the text repeats": 400,  # fewer words are compared one by one
    "findings in a YAML file": 50,
    "events alike in other places": 400,  # what is done for each pair is little
    "edges to the root of a chain": 100,  # of less memory, growth is not measured
    "own terms × unknown terms": 40,
    "unknown rules": 25,
    "registry actors nowhere in the text": 100,
}
"""Where growth shows only in larger inputs."""
NOISE = 2**16
"""Bytes. Of less memory, tables that grow in steps are a good part."""


@pytest.mark.parametrize(("dimension", "size"), list(rows()))
def test_twice_the_input_is_twice_the_work(dimension, size, monkeypatch):
    """Beyond the first findings, which have suggestions, and whose fixes are tried."""
    monkeypatch.setattr(limits, "MAX_SUGGESTIONS", 10)
    monkeypatch.setattr(limits, "MAX_TRIALS", 4)
    assert_grows_alike(dimension, size)
