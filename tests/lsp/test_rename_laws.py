"""`newscorpus lsp`: a rename changes exactly the references, and the corpus checks as before."""

import asyncio
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("pytest_lsp")
from editor import editor, lsp
from restyled import restyled
from test_lsp import LATER, MANIFEST, TALKS

import newscorpus as nc

NEW = "renamed-1"
MANIFEST = MANIFEST.replace("exclude: [notes.yaml]\n", "")
IDS = [("talks", "anna"), ("talks", "carl"), ("talks", "meeting"), ("talks", "norway"), ("later", "sleep")]
"""Ids, each with a file that has it."""


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """A corpus in an editor, in one session for all examples."""
    folder = tmp_path_factory.mktemp("renamed")
    (folder / "corpus.yaml").write_text(MANIFEST, encoding="utf-8")
    for name in ("talks", "later"):
        (folder / f"{name}.yaml").write_text("format: newscorpus/1\n", encoding="utf-8")
    with asyncio.Runner() as runner:
        context = editor(folder)
        one = runner.run(context.__aenter__())
        for name in ("talks.yaml", "later.yaml", "corpus.yaml"):
            runner.run(one.open(name))
        yield one, runner
        runner.run(context.__aexit__(None, None, None))


async def set_texts(one, texts):
    for name, text in texts.items():
        if one.texts[name] != text:
            await one.edit(name, 0, len(one.texts[name]), text)


async def renamed(one, name, key, new):
    """Rename an id where it first stands by itself."""
    at = re.search(rf"(?<![\w#.-]){key}(?![\w.-])['\"]?(?::|[,\]}}\s])", one.texts[name]).start()
    asked = lsp.RenameParams(lsp.TextDocumentIdentifier(one.uri(name)), one.position(name, at + 1), new)
    found = await one.client.text_document_rename_async(asked)
    edits = one.changes(found)
    one.apply(edits)
    return sum(map(len, edits.values()))


def findings(folder: Path, texts) -> list[tuple[str, str]]:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return sorted((one.code, Path(one.primary.file).name) for one in nc.check(folder).diagnostics)


def unquoted(texts: dict[str, str], key: str) -> dict[str, str]:
    """The texts without quotation marks, in which the new id is the old one again, wherever it is."""
    return {name: re.sub("['\"]", "", text.replace(NEW, key)) for name, text in texts.items()}


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=min(15, settings.default.max_examples))
@given(
    st.fixed_dictionaries({"talks.yaml": restyled(TALKS), "later.yaml": restyled(LATER)}),
    st.sampled_from(IDS),
)
def test_a_rename_changes_exactly_the_references(opened, texts, of):
    """As many edits as the article has references and definitions; the same findings; all else stays."""
    one, runner = opened
    file, key = of
    texts["corpus.yaml"] = MANIFEST
    runner.run(set_texts(one, texts))
    before = findings(one.folder, texts)
    edits = runner.run(renamed(one, f"{file}.yaml", key, NEW))
    after = dict(one.texts)
    assert findings(one.folder, after) == before
    assert sum(text.count(NEW) for text in after.values()) == edits
    assert edits == {"anna": 3, "carl": 3, "meeting": 4, "norway": 3, "sleep": 1}[key]
    assert unquoted(after, key) == unquoted(texts, key)
