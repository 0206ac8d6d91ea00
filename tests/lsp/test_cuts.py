"""`newscorpus lsp` in files that end anywhere: each request is answered, and ids above the end are completed.

`NEWSCORPUS_CUTS=all` cuts the files of `seeds/` and `tests/articles` at every character, and asks twice where an id is
typed: in the file that ends there, and with the rest of the file below. The suite takes a sample.
"""

import asyncio
import os
import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

pytest.importorskip("pytest_lsp")
from editor import CLIENTS, editor

ROOT = Path(__file__).parents[2]
FOLDERS = ("seeds", "tests/articles")
FILES = sorted(file.relative_to(ROOT).as_posix() for at in FOLDERS for file in (ROOT / at).glob("*.yaml"))
EVERY = 1 if os.environ.get("NEWSCORPUS_CUTS") == "all" else 397
REFER = {"participants", "by", "at", "about", "relations", "roles", "to"}


def scalars(node, path=()):
    """The path and the node of each scalar, keys included, by the parser of ruamel."""
    if node.id == "mapping":
        for key, value in node.value:
            yield (*path, key.value), key, True
            yield from scalars(value, (*path, key.value))
    elif node.id == "sequence":
        for item in node.value:
            yield from scalars(item, path)
    else:
        yield path, node, False


def typed_ids(text, registry):
    """Of each reference: where it begins and ends, the id, and where that is defined; those of the registry before."""
    root = YAML().compose(text)
    found = list(scalars(root))
    ids = {
        (path[0], path[1]): node.end_mark.index
        for path, node, is_key in found
        if is_key and len(path) == 2 and path[0] in ("actors", "events")
    }
    ids |= {("actors", name): -1 for name in registry}
    for path, node, is_key in found:
        names = path[:-1] if is_key else path
        if len(path) > 2 and REFER & set(names[1:] if path[0] != "claims" else names):
            defined = [end for table in ("actors", "events") if (end := ids.get((table, node.value))) is not None]
            if defined and (not is_key or "participants" in names):
                yield node.start_mark.index, node.end_mark.index, node.value, min(defined)


def registry_of(folder):
    file = folder / "corpus.yaml"
    data = YAML(typ="safe").load(file) if file.exists() else None
    return list((data or {}).get("actors", ()))


async def asked(one, name, text, cut):
    """What is offered where a text is cut; hover and symbols are answered, too."""
    await one.edit(name, 0, len(one.texts[name]), text, wait=False)
    at = one.position(name, cut)
    found = await one.complete(name, at)
    await one.hover(name, at)
    await one.symbols(name)
    return found


async def answered(one, name, cut):
    """All else that is asked of a file is answered, too."""
    at = one.position(name, cut)
    await one.fold(name)
    await one.select(name, at)
    await one.links(name)
    await one.hints(name)
    await one.lenses(name)
    await one.format(name)
    await one.define(name, at)
    await one.refer(name, at)
    await one.actions(name)


async def cut_at(one, name, text, cuts, ids):
    missing = []
    for cut in cuts:
        found = await asked(one, name, text[:cut], cut)
        if cut % 7 == 0:
            await answered(one, name, cut)
        for start, end, word, defined in ids:
            if start < cut <= end and defined < start:
                line_end = text.find("\n", cut)
                below = text[:cut] + (text[line_end:] if line_end >= 0 else "")
                with_rest = await asked(one, name, below, cut) if EVERY == 1 else found
                missing += [(name, cut, word, text[start:cut])] * (word not in found or word not in with_rest)
    return missing


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("client_name", CLIENTS if EVERY > 1 else CLIENTS[:1])
def test_every_cut_is_answered(client_name, name, tmp_path):
    """Completion, hover and symbols; ids are completed wherever the text above defines them."""
    for at in FOLDERS:
        shutil.copytree(ROOT / at, tmp_path / at)
    text = (ROOT / name).read_text(encoding="utf-8")
    ids = list(typed_ids(text, registry_of((ROOT / name).parent)))
    sample = {end for _, end, _, defined in ids if defined >= 0} if EVERY > 1 else set()
    cuts = sorted({*range(len(text) % EVERY, len(text) + 1, EVERY), *sorted(sample)[:: max(len(sample) // 8, 1)]})
    assert name.endswith("corpus.yaml") or len(ids) > 5

    async def inside():
        async with editor(tmp_path, client_name=client_name) as one:
            await one.open(name)
            missing = await cut_at(one, name, text, cuts, ids)
            await one.diagnostics(name)
            assert missing == []

    asyncio.run(asyncio.wait_for(inside(), 3600))
