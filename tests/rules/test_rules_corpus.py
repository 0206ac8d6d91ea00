"""NC7xx beyond the examples: what only the articles together show, in files of one article and of many."""

import json
import shlex
from pathlib import Path

import pytest
from examples import marked

from newscorpus import check
from newscorpus.rules import corpus as rules
from newscorpus.rules.summary import SUGGESTING, ArticleSummary, CorpusContext

TEXT = "Anna Berg met Carl Dahl in Oslo."


def reported(folder: Path, code: str, *articles: dict, **manifest) -> list[tuple[str, str, str, str | None]]:
    """What a rule says of a corpus of JSON Lines: of each finding the line, what it marks, the message and the help."""
    records = [
        {"format": "newscorpus/1", "id": f"a{i}", "language": "en", "text": f"{TEXT} {i}", **fields}
        for i, fields in enumerate(articles, 1)
    ]
    lines = "".join(json.dumps({k: v for k, v in one.items() if v is not None}) + "\n" for one in records)
    (folder / "all.jsonl").write_text(lines, encoding="utf-8")
    about = {"format": "newscorpus/1", "name": "c", "articles": ["*.jsonl"], **manifest}
    (folder / "corpus.yaml").write_text(json.dumps(about), encoding="utf-8")
    found = [d for d in check(folder).diagnostics if d.code == code]
    return [(str(d.primary.line), marked(d), d.message.replace(f"{folder.as_posix()}/", ""), d.help) for d in found]


def actor(key: str = "anna", kind: str | None = "person", qid: str | None = None) -> dict:
    ids = {"ids": {"wikidata": qid}} if qid else {}
    return {"id": key, "name": "Anna Berg", **({"kind": kind} if kind else {}), **ids}


def actors(*every: dict) -> dict:
    return {"actors": list(every)}


def event(key: str = "e", **relations: list[str]) -> dict:
    return {"id": key, "kind": "event", "type": "other", "evidence": ["Anna Berg met"], "relations": relations}


def events(*every: dict) -> dict:
    return {"events": list(every)}


DELETE = "delete one of the two articles; layers of annotation or annotators have a corpus each"
CORRECT = "correct the id, or add the event there"
TURN = "delete the relation that is wrong, or turn it around"
OTHER = "if they are two actors, give one of them another id"
CASES = {
    # --- NC701
    ("NC701", "three of one id"): (
        [{}, {"id": "a1"}, {"id": "b"}, {"id": "a1"}],
        [
            ("2", '"a1"', "duplicate article id `a1`: all.jsonl:1 has it, too", "write another `id`"),
            ("4", '"a1"', "duplicate article id `a1`: all.jsonl:1 has it, too", "write another `id`"),
        ],
    ),
    ("NC701", "two without one"): ([{"id": None}, {"id": None}], []),
    # --- NC702
    ("NC702", "three kinds"): (
        [actors(actor()), actors(actor(kind="group")), actors(actor("carl"), actor(kind="organization"))],
        [
            ("2", '"group"', "actor `anna` has the kind `group` here, but `person` in all.jsonl:1", OTHER),
            (
                "3",
                '"organization"',
                "actor `anna` has the kind `organization` here, but `person` in all.jsonl:1",
                OTHER,
            ),
        ],
    ),
    ("NC702", "two QIDs, behind an actor without"): (
        [
            actors(actor("carl"), actor(qid="Q1")),
            actors(actor("carl", qid="Q3"), actor(qid="Q2")),
            actors(actor("carl"), actor(qid="Q1")),
        ],
        [("2", '"Q2"', "actor `anna` has the QID `Q2` here, but `Q1` in all.jsonl:1", OTHER)],
    ),
    ("NC702", "a malformed kind"): ([actors(actor(kind="persson")), actors(actor())], []),
    ("NC702", "unnamed, each of its article"): (
        [
            actors(actor("they", "group") | {"named": False}),
            actors(actor("they", "organization") | {"named": False}),
            actors(actor("they")),
        ],
        [],
    ),
    ("NC702", "unnamed, with identifiers"): (
        [
            actors(actor("police", "organization", "Q1") | {"named": False}),
            actors(actor("police", "group", "Q1") | {"named": False}),
        ],
        [("2", '"group"', "actor `police` has the kind `group` here, but `organization` in all.jsonl:1", OTHER)],
    ),
    ("NC702", "the registry's"): ([actors({"id": "anna", "mentions": ["Anna"]}), actors(actor())], []),
    # --- NC703
    ("NC703", "in one article"): (
        [actors(actor("carl"), actor("ann", qid="Q1"), actor("anna", qid="Q1"))],
        [
            (
                "1",
                '"Q1"',
                "actor `anna` has the Wikidata identifier of `ann`, `Q1`",
                "use one id for both, such as `ann`",
            )
        ],
    ),
    # --- NC705
    ("NC705", "texts that are withheld"): (
        [{"text": None, "sha256": "0" * 64}, {"text": None, "sha256": "0" * 64}],
        [("2", f'"{"0" * 64}"', "duplicate text: all.jsonl:1 has the same", DELETE)],
    ),
    ("NC705", "behind one whose text is withheld and unknown"): (
        [{"text": None}, {"text": "One."}, {"text": "One."}],
        [("3", '"One."', "duplicate text: all.jsonl:2 has the same", DELETE)],
    ),
    ("NC705", "of one id it is the article twice"): ([{"id": "a", "text": "One."}, {"id": "a", "text": "One."}], []),
    # --- NC707
    ("NC707", "no such article"): (
        [events(event(same_as=["b1#e", "xyz#e"]))],
        [
            ("1", '"b1#e"', "unknown article `b1`: the corpus does not have it", "correct the id, or add the article"),
            (
                "1",
                '"xyz#e"',
                "unknown article `xyz`: the corpus does not have it",
                "correct the id, or add the article",
            ),
        ],
    ),
    ("NC707", "nearly an article"): (
        [{"id": "talks-in-oslo"}, events(event(same_as=["talks-in-olso#e"]))],
        [
            (
                "2",
                '"talks-in-olso#e"',
                "unknown article `talks-in-olso`: the corpus does not have it",
                "did you mean `talks-in-oslo#e`?",
            )
        ],
    ),
    ("NC707", "a malformed id of an event"): (
        [events(event("Talks")), events(event(same_as=["a1#talks", "a1#war"]))],
        [("2", '"a1#war"', "article `a1` has no event `war`", CORRECT)],
    ),
    ("NC707", "an event without an id"): (
        [
            {"events": [{"kind": "meeting", "type": "talks", "evidence": "met"}]},
            events(event(same_as=["a1#the-talks", "a1#war"])),
        ],
        [("2", '"a1#war"', "article `a1` has no event `war`", CORRECT)],
    ),
    ("NC707", "a malformed table of events"): ([{"events": 3}, events(event(same_as=["a1#talks"]))], []),
    ("NC707", "an occasion"): (
        [events(event("talks")), {"claims": [{"quote": "met", "at": "a1#talk"}]}],
        [("2", '"a1#talk"', "article `a1` has no event `talk`", "did you mean `a1#talks`?")],
    ),
    # --- NC708
    ("NC708", "through an event of its own"): (
        [
            events(event("e", after=["a2#e"])),
            events(event("e", after=["f"]), event("f", after=["g", "a1#e"]), event("g")),
        ],
        [("1", '"a2#e"', "relations form a cycle: a1#e → a2#e → a2#f → a1#e", TURN)],
    ),
    ("NC708", "of three articles"): (
        [events(event(part_of=["a2#e"])), events(event(part_of=["a3#e"])), events(event(part_of=["a1#e"]))],
        [("1", '"a2#e"', "relations form a cycle: a1#e → a2#e → a3#e → a1#e", TURN)],
    ),
    ("NC708", "within one article, it is NC208"): (
        [events(event("e", after=["f"]), event("f", after=["e", "a2#e"])), events(event())],
        [],
    ),
    ("NC708", "itself is NC207"): ([events(event("e", after=["a1#e"])), {}], []),
    ("NC708", "of two relations"): ([events(event(part_of=["a2#e"])), events(event(after=["a1#e"]))], []),
}


@pytest.mark.parametrize(("code", "what"), CASES)
def test_what_is_found_in_a_corpus(code, what, tmp_path):
    articles, expected = CASES[code, what]
    registry = {"anna": {"name": "Anna Berg", "kind": "person"}} if what == "the registry's" else {}
    assert reported(tmp_path, code, *articles, actors=registry) == expected


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


HEAD = "format: newscorpus/1\nlanguage: en\n"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ("a: [", "NC002"),
        ("- a", "NC102"),
        (f"{HEAD}text: Words.\n", "NC102"),
        (f"{HEAD}id: a b\ntext: Words.\n", "NC105"),
        (f"{HEAD}id: a\nevnts: {{talks: {{kind: event, type: other, evidence: Words}}}}\ntext: Words.\n", "NC101"),
    ],
)
def test_an_event_of_what_cannot_be_read_is_not_called_unknown(wrong, code, tmp_path):
    reported = "events: {e: {kind: event, type: other, evidence: words, relations: {after: a#talks}}}\n"
    write(
        tmp_path,
        corpus_yaml="format: newscorpus/1\nname: c\n",
        a_yaml=wrong,
        c_yaml=f"{HEAD}id: c\ntext: Other words.\n{reported}",
        d_yaml=f"{HEAD}id: d\ntext: Other words too.\n{reported.replace('a#', 'x#')}",
    )
    assert [d.code for d in check(tmp_path).diagnostics] == [code, "NC707"]


def test_texts_are_missed_in_folders_of_annotated_ones(tmp_path):
    write(
        tmp_path,
        corpus_yaml="format: newscorpus/1\nname: c\n",
        one__a_yaml=f"{HEAD}id: a\ntext_file: a.txt\n",
        one__a_txt="One.",
        one__b_txt="Two.",
        one__c_txt="Three.",
        two__c_yaml=f"{HEAD}id: c\ntext_file: ../one/c.txt\n",
        two__d_txt="Four.",
    )
    found = [(d.code, d.primary.file, d.message, d.help) for d in check(tmp_path).diagnostics]
    forgotten = (tmp_path / "one" / "b.txt").as_posix()
    assert found == [("NC704", forgotten, "no annotation names the text `b.txt`", f"run `newscorpus new {forgotten}`")]
    (tmp_path / "one" / "b.txt").rename(tmp_path / "one" / "b's own.txt")
    (finding,) = check(tmp_path).diagnostics
    assert finding.help is not None
    assert shlex.split(finding.help.removeprefix("run `").removesuffix("`")) == [
        "newscorpus",
        "new",
        (tmp_path / "one" / "b's own.txt").as_posix(),
    ]


def test_texts_in_folders_without_annotations_are_not_missed(tmp_path):
    """Nobody has begun there. An annotation of the same name, of any format, is one of a text."""
    write(tmp_path, corpus_yaml="format: newscorpus/1\nname: c\narticles: ['*.yaml', '*.jsonl']\n")
    for name in ("one/a", "one/b", "one/.d", "two/a", "b", "one/more/b", "one/c"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / f"{name}.txt").write_text(name)
    (tmp_path / "one" / "e.TXT").write_text("e")
    (tmp_path / "one" / "c.jsonl").write_text("")
    (tmp_path / "one" / "a.yaml").write_text(f"{HEAD}id: a\ntext_file: a.txt\n")
    (tmp_path / "one" / "b.txt.yaml").write_text(f"{HEAD}id: b\ntext: B.\n")
    found = check(tmp_path, select=["NC704"]).diagnostics
    assert [d.primary.file for d in found] == [(tmp_path / "one" / "b.txt").as_posix()]


@pytest.mark.parametrize(("total", "guessed"), [(0, True), (SUGGESTING, True), (SUGGESTING + 1, False)])
def test_in_a_corpus_of_very_many_articles_none_is_guessed(total, guessed):
    def facts(name: str, *links: str) -> ArticleSummary:
        paths = tuple((("events", "talks", "relations", "same_as", i), link) for i, link in enumerate(links))
        return ArticleSummary(f"{name}.yaml", None, name, None, None, ("talks",), (), paths, ())

    view = CorpusContext([facts("oslo"), facts("bergen", "osloo#talks", "oslo#talk")], total=total)
    hints = [finding.help for _, finding in rules.unknown_article_event.check(view)]
    assert hints == [
        "did you mean `oslo#talks`?" if guessed else "correct the id, or add the article",
        "did you mean `oslo#talks`?",
    ]
