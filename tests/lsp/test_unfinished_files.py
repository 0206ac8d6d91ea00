"""`newscorpus lsp` in files that end anywhere, as while they are typed: each request is answered.

`NEWSCORPUS_CUTS=all` cuts the files at every character. The suite takes a sample.
"""

import os
import re
import shutil
from pathlib import Path

import pytest

pytest.importorskip("pytest_lsp")
from editor import CLIENTS
from oslo import in_editor, run

ROOT = Path(__file__).parents[2]
FOLDERS = ("tests/articles", "seeds")
FILES = [path.relative_to(ROOT).as_posix() for at in FOLDERS for path in sorted((ROOT / at).glob("*.yaml"))]
STEP = 1 if os.environ.get("NEWSCORPUS_CUTS") == "all" else 397


@pytest.fixture
def folder(tmp_path):
    for at in FOLDERS:
        shutil.copytree(ROOT / at, tmp_path / at)
    return tmp_path


@pytest.mark.parametrize("client_name", CLIENTS)
def test_each_request_is_answered_wherever_a_file_ends(client_name, folder):
    async def session(one):
        for name in FILES:
            await one.open(name)
            text = one.texts[name]
            for cut in range(len(text) % STEP, len(text) + 1, STEP):
                await one.edit(name, 0, len(one.texts[name]), text[:cut], wait=False)
                at = one.position(name, cut)
                for ask in (one.complete, one.hover, one.select, one.define, one.refer):
                    await ask(name, at)
                for ask in (one.symbols, one.fold, one.links, one.hints, one.lenses, one.format, one.actions):
                    await ask(name)
            await one.diagnostics(name)

    run(folder, session, client_name=client_name, patience=3600)


@in_editor(folder="folder")
async def test_ids_are_completed_where_the_rest_of_a_file_is_missing(one):
    """Each actor of an article that is named as a speaker, once its first letter is typed."""
    name = "tests/articles/court.yaml"
    await one.open(name)
    text = one.texts[name]
    speakers = list(re.finditer(r" by: ([\w-]+)", text))
    assert len(speakers) > 2
    for speaker in speakers:
        typed = text[: speaker.start(1) + 1]
        assert speaker[1] in await one.typed(name, typed + "¦"), typed[-40:]
