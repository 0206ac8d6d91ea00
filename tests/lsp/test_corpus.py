"""`newscorpus lsp` over a corpus: its findings are those of `check`, whatever is edited; and what is found in it."""

import asyncio
import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("pytest_lsp")
from editor import editor

import newscorpus as nc

NAMES = ("a", "b", "c", "d")
KINDS = ("person", "group")
TEXTS = ("Anna Berg met Carl Dahl in Oslo.", "Anna Berg met Carl Dahl in Bergen.")
MANIFEST = """\
format: newscorpus/1
name: walk
language: en
actors: {norway: {name: Norway, kind: country, ids: {wikidata: Q20}}}
checks: {baseline: known.list}
"""
BROKEN = ("id: [a", "", "- a\n- b\n", "events: {talks: 3}\n", "\ufeffid: a\n")
relations = st.sampled_from(("after", "same_as", "part_of"))
targets = st.sampled_from(
    [f"{name}#{event}" for name in (*NAMES, "e") for event in ("talks", "visit", "tolks")] + ["visit"]
)
actors = st.builds(
    "  {}: {{name: {}, kind: {}{}}}\n".format,
    st.sampled_from(("anna", "carl")),
    st.sampled_from(("Anna Berg", "Carl Dahl")),
    st.sampled_from(KINDS),
    st.sampled_from(("", "", ", ids: {wikidata: Q1}", ", ids: {wikidata: Q20}")),
)
waivers = st.sampled_from(
    ("",) * 3
    + tuple(f"waive: [{{code: {code}, at: {at}, why: known}}]\n" for code, at in (("NC705", "text"), ("NC701", "id")))
    + ("waive: [{code: NC707, at: events.talks, why: known}]\n",)
)


def event(name, links):
    lines = "".join(f", {relation}: {target}" for relation, target in links)
    return (
        f"  {name}:\n    kind: event\n    type: other\n    evidence: met Carl Dahl\n    participants: {{agent: anna}}\n"
        + (f"    relations: {{{lines[2:]}}}\n" if lines else "")
    )


@st.composite
def articles(draw, name):
    """The text of a file: most are articles that share something with others."""
    if draw(st.integers(0, 7)) == 0:
        return draw(st.sampled_from(BROKEN))
    own = draw(st.sampled_from([name] * 5 + ["a"]))
    links = st.dictionaries(relations, targets, max_size=2).map(dict.items)
    events = draw(st.dictionaries(st.sampled_from(("talks", "visit")), links, min_size=1))
    people = draw(st.lists(actors, max_size=2))
    return (
        f"format: newscorpus/1\nid: {own}\ntext: {draw(st.sampled_from([*TEXTS, f'Anna Berg met Carl Dahl: {name}.']))}\n"
        + ("actors:\n" + "".join(people) if people else "")
        + "events:\n"
        + "".join(event(key, found) for key, found in events.items())
        + draw(waivers)
    )


@st.composite
def edits(draw):
    """A file, and what is in it from now on."""
    name = draw(st.sampled_from(NAMES))
    return f"{name}.yaml", draw(articles(name))


def checked(folder, texts):
    """What `check` reports with these texts: file -> code, line and message of each finding."""
    with TemporaryDirectory() as at:
        copy = Path(shutil.copytree(folder, Path(at, "walk")))
        for name, text in texts.items():
            (copy / name).write_text(text, encoding="utf-8", newline="")
        found = {}
        for one in nc.check(copy).diagnostics:
            name = Path(one.primary.file).name
            found.setdefault(name, []).append((one.code, one.primary.line - 1, one.message))
    return {name: sorted(own) for name, own in found.items()}


def shown(items):
    return sorted((one.code, one.range.start.line, one.message.split("\n")[0]) for one in items)


def run(folder, session, **how):
    """Run a coroutine function with an editor."""

    async def inside():
        async with editor(folder, **how) as one:
            return await session(one)

    return asyncio.run(asyncio.wait_for(inside(), 60))


def law(begin, steps, opened, known, asks):
    """After each edit, the findings in all open files and in the corpus are those of `check`."""

    async def session(one):
        for name in opened:
            await one.open(name, wait=not asks)
        for name, text in steps:
            if name not in one.texts:
                await one.open(name, wait=not asks)
            pushed = await one.edit(name, 0, len(one.texts[name]), text, wait=not asks)
            wanted = checked(one.folder, one.texts)
            if not asks:
                assert shown(pushed) == wanted.get(name, []), name
                continue
            for other in (name, *opened):
                assert shown(await one.report(other)) == wanted.get(other, []), other
            found = {Path(uri).name: shown(report.items) for uri, report in (await one.report_all()).items()}
            assert found == wanted

    with TemporaryDirectory() as at:
        folder = Path(os.path.realpath(at), "walk")
        folder.mkdir()
        (folder / "corpus.yaml").write_text(MANIFEST, encoding="utf-8")
        (folder / "known.list").write_text("", encoding="utf-8")
        for name, text in begin.items():
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8", newline="")
        if known:
            from command import newscorpus

            newscorpus("check", folder, "--no-cache", "--write-baseline", folder / "known.list")
        run(folder, session, asks=asks)


@settings(max_examples=min(settings.default.max_examples, 8), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    begin=st.fixed_dictionaries({name: articles(name) for name in NAMES}),
    steps=st.lists(edits(), min_size=1, max_size=6),
    opened=st.sets(st.sampled_from([f"{name}.yaml" for name in NAMES]), min_size=1),
    known=st.integers(0, 3).map(lambda n: n == 0),
    asks=st.booleans(),
)
def test_findings_are_those_of_check(begin, steps, opened, known, asks):
    """After any edits of any files, saved or not, known from a baseline or not."""
    law(begin, steps, sorted(opened), known, asks)
