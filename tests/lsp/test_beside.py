"""`newscorpus lsp` beside the real yaml-language-server: with the option for it, nothing is reported or offered twice."""

import os
from pathlib import Path

import pytest

pytest.importorskip("pytest_lsp")
from command import newscorpus
from editor import CURSOR
from language_server import LanguageServer
from oslo import TALKS, in_editor, run

NODE_MODULES = Path(os.environ.get("NEWSCORPUS_NODE_MODULES", "nowhere"))
pytestmark = pytest.mark.skipif(
    not (NODE_MODULES / "yaml-language-server").is_dir(),
    reason="NEWSCORPUS_NODE_MODULES names no folder with yaml-language-server",
)
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


@in_editor(folder="folder")
async def test_without_the_option_both_report(one):
    """The settings count: the test above would find what is reported twice."""
    found = await one.open("a.yaml", TEXT.replace("kind: person\n", "kind: persn\n"))
    assert [item.code for item in found] == ["NC104"]
    assert "meeting" in await one.typed("a.yaml", TEXT.replace(*PLACES[0], 1))
