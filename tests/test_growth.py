"""Work and memory grow with the input, not faster: each row of the table is a dimension that is doubled."""

import cProfile
import gc
import json
import math
import re
import tracemalloc
from pathlib import Path
from tempfile import mkdtemp

import attrs
import pytest
from command import newscorpus

import newscorpus as nc
from newscorpus import Article, InvalidCorpus, Manifest, limits, loads
from newscorpus.checking.baseline import Baseline, Entry, Scope
from newscorpus.checking.corpus_rules import run_corpus_rules
from newscorpus.checking.discovery import Finder
from newscorpus.checking.fixes import fixes_of_record
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.pipeline import ArticleCheck
from newscorpus.checking.selection import Selection, SessionOptions
from newscorpus.checking.session import discover
from newscorpus.codec import Codec
from newscorpus.formats.yaml.writer import dump_yaml
from newscorpus.fs.patterns import PatternList
from newscorpus.models import Checks
from newscorpus.parsed import SourceRecord
from newscorpus.rules import RULES, CorpusContext
from newscorpus.rules.summary import ArticleSummary
from newscorpus.views.article import article_page
from newscorpus.views.compared import ComparedView, compared_page

MANIFEST = "format: newscorpus/1\nname: c\n"
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


def stale(n):
    entries = [Entry(f"{i:032x}", "NC304", f"gone/{i}") for i in range(n)]
    text = "".join(f"{entry.line}\n" for entry in entries)
    baseline = Baseline(Path("b.json"), text=text, entries=entries)
    return lambda: baseline.stale(Scope(lambda entry, path: True, ACTIVE, ()))


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


def merged(n):
    """Claims that two people add at the beginning of a list, which git cannot merge by lines."""
    head = "format: newscorpus/1\nid: a\nlanguage: en\ntext: It rained.\nclaims:\n"
    sides = ("".join(f"  - quote: {side} {i} rained\n" for i in range(n)) for side in ("ours", "theirs"))
    versions = [f"{head}{own}  - quote: It rained\n" for own in ("", *sides)]
    return lambda: nc.merge(*versions)


def names(n, form="f{0}/g{0}.yaml"):
    return [form.format(i) for i in range(n)]


def covered(glob, n):
    patterns = PatternList.of(names(n, glob))
    return lambda: [patterns.covers(name) for name in names(n)]


def unmatched(glob, n):
    patterns = PatternList.of(names(n, glob))
    return lambda: patterns.unmatched(names(n))


def ignored_per_file(n):
    selection = Selection.of(Checks(per_file_ignore=dict.fromkeys(names(n, "g{}*"), ("NC903",))))
    return lambda: [selection.active(name) for name in names(n)]


def in_folder(contents):
    """A new folder with these files, in the current one."""
    folder = Path(mkdtemp(dir=Path.cwd()))
    for name, text in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def files(contents):
    """The search of articles in a folder, as a function."""
    folder = in_folder(contents)
    return lambda: Finder().files([folder])


def checked_folder(n, known=False):
    """The check of n articles with a finding each, as a function; `known` is whether a baseline has the findings."""
    text = "format: newscorpus/1\nid: a{}\nlanguage: en\ntext: w\nevents:\n  e: {{kind: event, type: other, evidence: [x]}}\n"
    path = in_folder({f"a{i}.yaml": text.format(i) for i in range(n)} | {"corpus.yaml": MANIFEST})
    if known:
        newscorpus("check", path, "--no-cache", "--write-baseline", path / "known.list", "-q")
        (path / "corpus.yaml").write_text(MANIFEST + "checks: {baseline: known.list}\n")
    return lambda: nc.check(path, jobs=1)


DIMENSIONS = {
    "** in a pattern × depth": lambda n: (
        lambda: PatternList.of(["**/a/" * n + "**/b/*.yaml"]).covers("a/" * (2 * n) + "c.yaml")
    ),
    "unused waivers × findings": lambda n: checked(actors=actors(n, aliases=["b"]), waive=waivers(n, at="actors.y{}")),
    "waivers by index × claims": lambda n: checked(claims=claims(n), waive=waivers(n, at="claims[{}].quote")),
    "waivers by words × claims with other capitals": lambda n: checked(
        text=words(n, "Word{}"),
        claims=[{"quote": f"word{i}"} for i in range(n)],
        waive=[{**one, "quote": f"word{i}"} for i, one in enumerate(waivers(n, code="NC305", at="claims.quote"))],
    ),
    "waivers of own fields × claims": lambda n: checked(
        claims=[{"quote": "w", "attributes": {f"a{i}": 1}} for i in range(n)],
        waive=waivers(n, at="claims.attributes.a{}"),
    ),
    "waivers of unknown rules × findings": lambda n: checked(
        actors=actors(n, aliases=["b"]), waive=waivers(n, code="NC3O4-{}")
    ),
    "relation cycles": lambda n: checked(events=chain(n, part_of=["e0"], caused_by=["e0"])),
    "relation cycles across articles": lambda n: related(
        *(summary(i, links=links(f"a{i + 1}#e", "a0#e")) for i in range(n))
    ),
    "events alike": lambda n: checked(
        actors=actors(1),
        events=events(n, participants={"agent": "x0"}, when="2024-05-06"),
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
    "actors nowhere × lost quotes": lambda n: checked(
        actors=actors(n, name="Anna"), events=events(n, evidence=["nothing"])
    ),
    "claims × paragraphs": lambda n: checked(
        rules=ACTIVE - {"NC620"},  # it compares a claim with fifty others, and no more
        text="\n\n".join(f"p{i} “we agree {i}” she said{i}" for i in range(n)),
        claims=[{"quote": f"we agree {i}"} for i in range(n)],
    ),
    "unknown `article#event` × events": lambda n: related(
        summary(0, links=links(*(f"a1#nothing{i}" for i in range(n)))),
        summary(1, events=tuple(f"e{i}" for i in range(n))),
    ),
    "stale baseline entries": stale,
    "a lost quote of a word that the text repeats": lambda n: checked(
        text="rain " * (2 * n) + "today", claims=[{"quote": "rain " * n + "yesterday"}]
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
    "view: findings": lambda n: viewed(events=events(n, titel="x")),
    "view: events that differ": lambda n: compared(
        *(
            [event(id=f"e{i}", evidence=[f"word{i}"], status=status) for i in range(n)]
            for status in ("planned", "possible")
        )
    ),
    "registry actors nowhere in the text": lambda n: checked(
        registry(n, aliases=["b"]), claims=[{"quote": "w", "by": f"r{i}"} for i in range(n)]
    ),
    "quotes with start and other white space": lambda n: checked(
        text=words(n, "word{}\n"),
        claims=[{"quote": {"exact": f"word{i} \nword{i + 1}", "start": 0}} for i in range(n - 1)],
    ),
    "quotations × claims": lambda n: checked(
        rules=ACTIVE - {"NC620"},
        text=" ".join(f"“we agree with {i}” she said" for i in range(n)),
        claims=[{"quote": f"she said “we agree with {i}"} for i in range(1, n)],
    ),
    "findings in a YAML file": lambda n: loaded(events(n, evidence=["word3 wodr4"])),
    "fixes": lambda n: checked(events=events(n, status="atempted")),
    "events that an editor formats": formatted,
    "fixes that fail": lambda n: checked(actors={f"X{i}": {"name": "w", "kind": "person"} for i in range(n)}),
    "unknown fields": lambda n: checked(**{f"titel{i}": "x" for i in range(n)}),
    "quotation marks": lambda n: checked(text="“a " * (20 * n)),
    "a quotation with all in it": lambda n: checked(
        text=f"“{' '.join(f'we agree on “it {i}” and' for i in range(n))}” they said",
        claims=[{"quote": f"on “it {i}”"} for i in range(n)],
        rules=ACTIVE - {"NC620"},
    ),
    "namesakes": lambda n: checked(text="ab " * (5 * n), actors=actors(n, name="ab")),
    "what both sides add to a merge": merged,
    "patterns that begin with **": lambda n: covered("**/f{}/*.yaml", n),
    "patterns with * in the middle": lambda n: covered("f*/*{}.*", n),
    "unmatched patterns": lambda n: unmatched("*h{}*.yaml", n),
    "files that ignore a rule": ignored_per_file,
    "nested folders": lambda n: files({f"{'d/' * i}a{i}.yaml": "x" for i in range(n)}),
    "lines of a .gitignore": lambda n: files(
        {".git/HEAD": "", ".gitignore": "".join(f"g{i}*\n" for i in range(n)), **dict.fromkeys(names(n), "x")}
    ),
    "findings × files": checked_folder,
    "entries of a baseline × files": lambda n: checked_folder(n, known=True),
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


SIZE = 16
EXPONENTS = {"nested folders": 1.3, "patterns with * in the middle": 1.2}
"""Each folder of each path is looked at, whether it is a link: of more, that is a good part. And a table of patterns
takes a few steps more or less by the hashes of strings, which each process has others of."""
SIZES = {
    "nested folders": 4,
    "waivers of unknown rules × findings": 75,  # beyond what a cache of 256 hides
    "findings in actors as a list": 40,
    "events that an editor formats": 50,
    "a lost quote of a word that the text repeats": 400,  # fewer words are compared one by one
    "findings in a YAML file": 50,
    "findings × files": 40,
    "events alike in other places": 400,  # what is done for each pair is little
    "registry actors nowhere in the text": 100,
}
"""Where growth shows only in larger inputs."""
NOISE = 2**16
"""Bytes. Of less memory, tables that grow in steps are a good part."""


@pytest.mark.parametrize("name", DIMENSIONS)
def test_twice_the_input_is_twice_the_work(name, tmp_path, monkeypatch):
    """And no more than about twice the memory; beyond the first findings, which have suggestions, and trials of fixes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(limits, "MAX_SUGGESTIONS", 10)
    monkeypatch.setattr(limits, "MAX_TRIALS", 4)
    dimension, size = DIMENSIONS[name], SIZES.get(name, SIZE)
    for n in (4, size * 4):
        dimension(n)()  # what is made once
    first, second, third = (calls(dimension(size * 2**i)) for i in range(3))
    most = 2 ** EXPONENTS.get(name, EXPONENT) * (second - first)
    assert third - second <= most + size, "work"  # a call for each item counts as none
    if (largest := memory(dimension(size * 4))) >= NOISE:
        assert math.log2(largest / memory(dimension(size))) / 2 <= OF_MEMORY, "memory"


def test_a_file_takes_few_bytes(tmp_path, monkeypatch):
    """Besides its folder: what a check knows of the files that it has found, and of the texts beside them."""
    monkeypatch.chdir(tmp_path)
    sizes = []
    for n in (50, 450):
        folder = in_folder(
            {"corpus.yaml": MANIFEST} | {f"a{i}.{end}": "w" for i in range(n) for end in ("yaml", "txt")}
        )
        discover(SessionOptions(folder))
        gc.collect()
        tracemalloc.start()
        session = discover(SessionOptions(folder))
        sizes.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
        assert (len(session.files), len(session.asked), len(session.tasks())) == (n, n, n)
    assert (sizes[1] - sizes[0]) / 400 < 100


def test_an_article_is_loaded_without_its_neighbours(tmp_path):
    """They are listed, not read: each takes a small part of the work of the article."""
    work = []
    for n in (1, 8, 40):  # what is cached in the first run does not count
        folder = tmp_path / str(n)
        folder.mkdir()
        (folder / "corpus.yaml").write_text(MANIFEST)
        for i in range(n):
            head = f"format: newscorpus/1\nid: a{i}\nlanguage: en\ntext: the words of article {i}\n"
            (folder / f"a{i}.yaml").write_text(head + "claims: [{quote: the words}]\n")
        work.append(calls(lambda folder=folder: nc.load_article(folder / "a0.yaml")))
    assert work[2] - work[1] < work[1]
