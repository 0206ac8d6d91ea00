"""The real yaml-language-server: with our schema, it completes, explains and underlines; and beside `newscorpus lsp`, with
the option for it, nothing is reported or offered twice.

It is found in the `node_modules` folder that NEWSCORPUS_NODE_MODULES names; without it these tests are skipped.
"""

import os
from pathlib import Path

import pytest

pytest.importorskip("pytest_lsp")
from command import newscorpus
from documents import SMALL
from editor import CURSOR
from language_server import LanguageServer
from oslo import TALKS, in_editor, run

NODE_MODULES = Path(os.environ.get("NEWSCORPUS_NODE_MODULES", "nowhere"))
pytestmark = pytest.mark.skipif(
    not (NODE_MODULES / "yaml-language-server").is_dir(),
    reason="NEWSCORPUS_NODE_MODULES names no folder with yaml-language-server",
)
ROOT = Path(__file__).parents[2]
HEAD = """\
# yaml-language-server: $schema=article.schema.json
format: newscorpus/1
id: a
text: Anna Berg met Carl Dahl.
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("editor")
    assert newscorpus("schema", "--write", folder).code == 0
    with LanguageServer(NODE_MODULES, folder) as running:
        yield running


@pytest.fixture
def typed(server, request):
    """Opens a text with the cursor at `|` and returns: diagnostics, completions, hover."""

    def open_(body, where="|"):
        text = HEAD + body
        at = text.index(where)
        line, column = text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1)
        name = f"{abs(hash((request.node.name, body)))}.yaml"
        said = server.open(name, text.replace(where, "", 1))
        return said, server.complete(name, line, column), server.hover(name, line, column)

    return open_


EVENT = "events:\n  talks:\n    kind: meeting\n    type: talks\n    evidence: Anna Berg met Carl Dahl\n"


def test_kinds_are_completed_with_their_meaning(typed):
    _, offered, _ = typed("events:\n  talks:\n    kind: |\n")
    assert list(offered) == ["event", "meeting", "incident"]
    assert "actors come together" in offered["meeting"]["documentation"]["value"]
    _, offered, _ = typed("actors:\n  anna:\n    kind: |\n")
    assert list(offered) == ["person", "group", "organization", "country", "locality", "unknown"]


def test_statuses_types_roles_and_relations_are_those_of_the_kind(typed):
    """A meeting can be refused, an incident cannot; roles and relations are keys."""
    _, offered, _ = typed(EVENT + "    status: |\n")
    assert "refused" in offered
    assert "a party declined" in offered["refused"]["documentation"]["value"]
    _, offered, _ = typed(
        EVENT.replace("meeting", "incident").replace("type: talks", "type: attack") + "    status: |\n"
    )
    assert "refused" not in offered
    assert "alleged" in offered
    _, offered, _ = typed(EVENT.replace("type: talks", "type: |"))
    assert {"visit", "talks"} <= offered.keys()
    assert "attack" not in offered
    _, offered, _ = typed(EVENT + "    participants:\n      |\n")
    assert {"visitor", "host"} <= offered.keys()
    assert "receives the others" in offered["host"]["documentation"]
    _, offered, _ = typed(EVENT + "    relations:\n      |\n")
    assert {"part_of", "caused_by"} <= offered.keys()


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ("actors:\n  anna: {name: Anna Berg, kind: |persn}\n", '"person", "group"'),
        (EVENT + "    status: |planed\n", '"planned"'),
        (EVENT + "    |titel: Talks\n", "titel"),
        (EVENT + "    participants: {|visitr: anna}\n", '"visitor"'),
        (EVENT + "    when: {text: on Monday, edtf: |2024/05}\n", "Expected a date"),
        ("|headline: 2024\n", "put a number"),
        ("language: |english_\n", "BCP 47"),
        ("actors:\n  |Anna_B: {name: Anna Berg, kind: person}\n", "lower-case letters"),
    ],
)
def test_mistakes_are_underlined_where_they_stand(typed, broken, words):
    said, _, _ = typed(broken)
    line = (HEAD + broken)[: (HEAD + broken).index("|")].count("\n")
    (one,) = said
    assert one["range"]["start"]["line"] == line
    assert words in one["message"], one["message"]


def test_right_files_are_not_underlined(server):
    text = (ROOT / "seeds" / "000_acf5269c8d9a5d96.yaml").read_text(encoding="utf-8")
    assert server.open("seed.yaml", HEAD.splitlines()[0] + "\n" + text) == []

    assert server.open("small.yaml", HEAD.splitlines()[0] + "\n" + SMALL) == []
    manifest = (ROOT / "seeds" / "corpus.yaml").read_text(encoding="utf-8")
    assert server.open("corpus.yaml", "# yaml-language-server: $schema=corpus.schema.json\n" + manifest) == []


BESIDE = {"besideYamlLanguageServer": True}
MODELINE = "# yaml-language-server: $schema=article.schema.json\n"
TEXT = MODELINE + TALKS.replace(", roles: {Chancellor: norway}", "").replace("published:", "language: en\npublished:")
BROKEN = [
    ("kind: person\n", "kind: persn\n"),
    ("    title:", "    titel:"),
    ("    type: talks\n", ""),
    ("by: anna", "by: [anna, 5]"),
    ("  carl:\n", "  Carl:\n"),
    ("Oslo: NO", "Oslo: XX"),
    ("2024-05-06}", "2024-13-01}"),
    ("newscorpus/1", "newscorpus/9"),
    ("[anna, carl]}", "[anna, carl}"),
    ("    kind: meeting\n", "    kind: meeting\n    kind: meeting\n"),
    ("claims:", "\tclaims:"),
    ("published: 2024-05-08", "published: May 2024"),
]
OWN = [
    ("about: [meeting, carl]", "about: [meeting, dahl]"),
    ("quote: We agree on the fence", "quote: We agree on the fance"),
    ("on Monday: 2024-05-06", "on Monday: 2024-05-07"),
]
"""What only our server knows."""
PLACES = [
    ("    kind: meeting", f"    kind: {CURSOR}"),
    ("    type: talks", f"    type: {CURSOR}"),
    ("    type: talks", f"    {CURSOR}"),
    ("    by: anna", f"    {CURSOR}"),
    ("    by: anna", f"    by: {CURSOR}"),
    ("kind: person\n", f"kind: person\n    {CURSOR}\n"),
    ("kind: person\n", f"kind: person\n    named: {CURSOR}\n"),
    ("Oslo: NO", f"Oslo: {CURSOR}"),
    ("participant:", f"{CURSOR}"),
    ("about: [meeting, carl]", f"stance: {CURSOR}"),
    ("quote: We agree on the fence", f"quote: We {CURSOR}"),
]


@pytest.fixture
def folder(tmp_path):
    assert newscorpus("schema", "article", "--write", tmp_path).code == 0
    return tmp_path


@in_editor(folder="folder", options=BESIDE)
async def test_nothing_is_reported_twice(one, folder):
    """What the schema states is left to the other server, which reports it; all else is ours alone."""
    texts = [TEXT.replace(old, new, 1) for old, new in (*BROKEN, *OWN)]
    with LanguageServer(NODE_MODULES, folder) as other:
        theirs = [bool(other.open(f"{i}.yaml", text)) for i, text in enumerate(texts)]
    assert theirs == [True] * len(BROKEN) + [False] * len(OWN)
    assert await one.open("a.yaml", TEXT) == []
    for text, is_theirs in zip(texts, theirs, strict=True):
        found = [item.code for item in await one.edit("a.yaml", 0, len(one.texts["a.yaml"]), text)]
        assert not [code for code in found if code.startswith("NC1") or code in ("NC002", "NC003")]
        assert found or is_theirs, text


def test_nothing_is_offered_twice(folder):
    """At no place have both servers an item with the same label; ours has ids and words of the article."""
    ours: list[set[str]] = []

    async def session(one):
        await one.open("a.yaml", TEXT)
        for old, new in PLACES:
            ours.append({label.strip() for label in await one.typed("a.yaml", TEXT.replace(old, new, 1))})

    run(folder, session, options=BESIDE)
    assert {"anna", "carl"} <= ours[4]
    assert any(label.startswith("We agree") for label in ours[-1])
    with LanguageServer(NODE_MODULES, folder) as other:
        for i, ((old, new), own) in enumerate(zip(PLACES, ours, strict=True)):
            text = TEXT.replace(old, new, 1)
            at = text.index(CURSOR)
            other.open(f"{i}.yaml", text.replace(CURSOR, ""))
            line, column = text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1
            assert not own & other.complete(f"{i}.yaml", line, column).keys(), new
