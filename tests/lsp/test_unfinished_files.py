"""`newscorpus lsp` in files that end anywhere, as while they are typed: each request is answered.

`NEWSCORPUS_CUTS=all` cuts the files of `tests/articles` at every character. The suite takes a sample.
"""

import os
import re
from pathlib import Path

import pytest

pytest.importorskip("pytest_lsp")
from editor import CLIENTS
from oslo import run

FILES = sorted((Path(__file__).parents[1] / "articles").glob("*.yaml"))
STEP = 1 if os.environ.get("NEWSCORPUS_CUTS") == "all" else 397


@pytest.mark.parametrize("client_name", CLIENTS)
def test_each_request_is_answered_wherever_a_file_ends(client_name, tmp_path):
    for file in FILES:
        (tmp_path / file.name).write_bytes(file.read_bytes())

    async def session(one):
        for name, text in ((file.name, file.read_text(encoding="utf-8")) for file in FILES):
            await one.open(name)
            for cut in range(len(text) % STEP, len(text) + 1, STEP):
                await one.edit(name, 0, len(one.texts[name]), text[:cut], wait=False)
                at = one.position(name, cut)
                for ask in (one.complete, one.hover, one.select, one.define, one.refer):
                    await ask(name, at)
                for ask in (one.symbols, one.fold, one.links, one.hints, one.lenses, one.format, one.actions):
                    await ask(name)
            await one.diagnostics(name)

    run(tmp_path, session, client_name=client_name, patience=3600)


def test_ids_are_completed_where_the_rest_of_a_file_is_missing(tmp_path):
    """Each actor of an article that is named as a speaker, once its first letter is typed."""
    file = next(file for file in FILES if file.stem == "court")
    text = file.read_text(encoding="utf-8")
    (tmp_path / file.name).write_text(text, encoding="utf-8")

    async def session(one):
        await one.open(file.name)
        speakers = list(re.finditer(r" by: ([\w-]+)", text))
        assert len(speakers) > 2
        for speaker in speakers:
            typed = text[: speaker.start(1) + 1]
            assert speaker[1] in await one.typed(file.name, typed + "¦"), typed[-40:]

    run(tmp_path, session)
