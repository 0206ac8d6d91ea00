"""`newscorpus lsp` over a corpus: its findings are those of `check`, whatever is edited; and what is found in it."""

import asyncio
import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("pytest_lsp")
from command import newscorpus
from editor import lsp
from oslo import TALKS, in_editor, run, said

import newscorpus as nc

NAMES = ("a", "b", "c")
KINDS = ("person", "group")
TEXTS = ("Anna Berg met Carl Dahl in Oslo.", "Anna Berg met Carl Dahl in Bergen.")
MANIFEST = """\
format: newscorpus/1
name: walk
language: en
actors: {norway: {name: Norway, kind: country, country: 'NO', ids: {wikidata: Q20}}}
checks: {baseline: known.list}
"""
BROKEN = ("id: [a", "", "- a\n- b\n", "events: {talks: 3}\n", "\ufeffid: a\n")
relations = st.sampled_from(("after", "after", "same_as", "part_of"))
targets = st.sampled_from([*(f"{name}#talks" for name in NAMES)] * 4 + ["e#talks", "a#visit", "b#tolks", "visit"])
actors = st.builds(
    "  {}: {{name: {}, kind: {}{}}}\n".format,
    st.sampled_from(("anna", "anna", "carl")),
    st.just("Anna Berg"),
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


def article(name, events, people=(), text="", waived=""):
    """The text of a file. `events` are the relations of each: `{"talks": {"after": "b#talks"}}`."""
    return (
        f"format: newscorpus/1\nid: {name}\ntext: {text or f'Anna Berg met Carl Dahl in {name}.'}\n"
        + ("actors:\n" + "".join(people) if people else "")
        + "events:\n"
        + "".join(event(key, found.items()) for key, found in events.items())
        + waived
    )


@st.composite
def articles(draw, name):
    """The text of a file: most are articles that share something with others."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from(BROKEN))
    own = draw(st.sampled_from([name] * 5 + ["a"]))
    links = st.dictionaries(relations, targets, max_size=2)
    events = draw(st.dictionaries(st.sampled_from(("talks", "talks", "visit")), links, min_size=1))
    people = draw(st.lists(actors, max_size=2))
    return article(own, events, people, draw(st.sampled_from([*TEXTS, *[""] * 4])), draw(waivers))


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


def law(begin, steps, opened, known, asks):
    """After each edit, the findings in all open files and in the corpus are those of `check`; return their codes."""
    codes = set()

    async def session(one):
        for name in opened:
            await one.open(name, wait=not asks)
        for name, text in steps:
            if name not in one.texts:
                await one.open(name, wait=not asks)
            pushed = await one.edit(name, 0, len(one.texts[name]), text, wait=not asks)
            wanted = checked(one.folder, one.texts)
            codes.update(code for own in wanted.values() for code, _, _ in own)
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
    return codes


PLAIN = {name: article(name, {"talks": {}}) for name in NAMES}
ANNA = "  anna: {name: Anna Berg, kind: person}\n"
EACH_RULE = [
    ("b.yaml", article("b", {"talks": {}}, ["  anna: {name: Anna Berg, kind: group}\n"])),  # NC702 if it is in `a`, too
    ("a.yaml", article("a", {"talks": {"after": "b#talks"}}, [ANNA])),
    ("b.yaml", article("b", {"talks": {"after": "c#talks"}}, [ANNA])),
    ("c.yaml", article("c", {"talks": {"after": "a#talks"}})),  # NC708
    ("c.yaml", article("c", {"talks": {"after": "c#visit"}, "visit": {"after": "c#talks"}})),  # NC708 of one article
    ("c.yaml", article("c", {"visit": {}})),  # NC707 in `b`
    ("c.yaml", "id: ["),  # which cannot be known then
    ("c.yaml", article("c", {"talks": {}}, ["  berg: {name: Anna Berg, kind: person, ids: {wikidata: Q1}}\n"])),
    (
        "b.yaml",
        article("b", {"talks": {}}, ["  anna: {name: Anna Berg, kind: person, ids: {wikidata: Q1}}\n"]),
    ),  # NC703
    ("a.yaml", article("a", {"talks": {}}, [ANNA], TEXTS[0])),
    ("c.yaml", article("c", {"talks": {}}, [ANNA], TEXTS[0])),  # NC705
    ("b.yaml", article("a", {"talks": {}}, [ANNA])),  # NC701
]


def test_each_rule_of_the_corpus_is_applied_while_one_types():
    """Each one that is about articles finds something, in one of the files, and then no more."""
    found = law(PLAIN, EACH_RULE, ["a.yaml", "b.yaml", "c.yaml"], False, True)
    assert {"NC701", "NC702", "NC703", "NC705", "NC707", "NC708"} <= found


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


def written(folder, **texts):
    """A corpus of these articles, by id, in a folder of its own."""
    folder = Path(os.path.realpath(folder), "walk")
    folder.mkdir()
    (folder / "corpus.yaml").write_text(MANIFEST, encoding="utf-8")
    (folder / "known.list").write_text("", encoding="utf-8")
    for name, links in texts.items():
        text = f"format: newscorpus/1\nid: {name}\ntext: Anna Berg met Carl Dahl in {name}.\n"
        text += "actors:\n  anna: {name: Anna Berg, kind: person}\nevents:\n"
        (folder / f"{name}.yaml").write_text(text + event("talks", links.items()), encoding="utf-8")
    return folder


async def until(condition):
    """Wait until something is true."""
    for _ in range(9000):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


@in_editor(folder=lambda path: written(path, a={}, b={"after": "a#talks"}))
async def test_findings_of_other_files_are_published_on_save(one):
    """Of files that are not open; and they go when they are corrected."""
    await one.open("a.yaml")
    text = one.texts["a.yaml"]
    await one.edit("a.yaml", 0, len(text), text.replace("talks", "tolks"))
    assert one.uri("b.yaml") not in one.client.diagnostics
    one.save("a.yaml")
    await until(lambda: one.client.diagnostics.get(one.uri("b.yaml")))
    (found,) = one.client.diagnostics[one.uri("b.yaml")]
    assert (found.code, found.range.start.line) == ("NC707", 11)
    await one.edit("a.yaml", 0, len(text), text)
    one.save("a.yaml")
    await until(lambda: not one.client.diagnostics[one.uri("b.yaml")])


@in_editor(folder=lambda path: written(path, a={}, b={"after": "a#tolks"}, c={"after": "a#tolks"}), asks=True)
async def test_reports_that_a_client_has_are_not_sent_again(one):
    """Of files that have not changed; of those that are correct now, an empty one."""
    await one.open("b.yaml", wait=False)
    assert [found.code for found in await one.report("b.yaml")] == ["NC707"]
    first = await one.report_all()
    assert {Path(uri).name: report.version for uri, report in first.items()} == {"b.yaml": 1, "c.yaml": None}
    known = {uri: report.result_id for uri, report in first.items()}
    text = one.texts["b.yaml"]
    await one.edit("b.yaml", 0, len(text), text.replace("tolks", "talks"), wait=False)
    assert not await one.report("b.yaml")
    second = await one.report_all(known)
    assert {Path(uri).name: (one.kind, list(getattr(one, "items", ()))) for uri, one in second.items()} == {
        "b.yaml": ("full", []),
        "c.yaml": ("unchanged", []),
    }
    assert not await one.report("nothing.yaml")


@in_editor(folder=lambda path: written(path, a={"after": "b#tolks"}, b={}), asks=True)
async def test_the_folder_of_the_window_is_a_corpus(one):
    ((uri, report),) = (await one.report_all()).items()
    assert (Path(uri).name, [found.code for found in report.items]) == ("a.yaml", ["NC707"])
    found = await one.client.workspace_symbol_async(lsp.WorkspaceSymbolParams("a#talks"))
    assert [symbol.name for symbol in found] == ["talks"]


@in_editor(folder=lambda path: written(path, a={}, b={"after": "a#talks"}), asks=True)
async def test_what_was_not_saved_is_forgotten(one):
    await one.open("a.yaml", wait=False)
    await one.edit("a.yaml", 0, len(one.texts["a.yaml"]), "id: [", wait=False)
    await one.report("a.yaml")
    assert await one.report_all() != {}
    one.close("a.yaml")
    refreshes = one.client.refreshes
    await until(lambda: one.client.refreshes > refreshes)
    assert await one.report_all() == {}


@in_editor(
    folder=lambda path: written(
        path, **{f"a{number}": {} for number in range(130)}, b={"after": "a7#tolks", "part_of": "b#x"}
    )
)
async def test_a_large_corpus_loads_in_the_background(one):
    """With progress; the open file first, and its findings about others when these are there."""
    await one.open("b.yaml")
    await until(lambda: one.client.diagnostics[one.uri("b.yaml")])
    assert {found.code for found in one.client.diagnostics[one.uri("b.yaml")]} == {"NC707"}
    assert one.client.progress[0]["kind"] == "begin"
    assert one.client.progress[-1]["kind"] == "end"
    (one.folder / "a200.yaml").write_text((one.folder / "a7.yaml").read_text().replace("a7", "a200"), encoding="utf-8")
    await one.open("a200.yaml")  # it was written after the corpus was loaded
    found = await one.complete("b.yaml", one.at("b.yaml", "a7#tolks"))
    assert {"a7#", "a200#"} <= found.keys()


@in_editor(folder=lambda path: written(path, a={"after": "b#tolks"}, b={}))
async def test_settings_count_once_they_are_saved(one):
    """Those that are broken leave articles unchecked; without `corpus.yaml`, an article is checked by itself."""
    assert shown(await one.open("a.yaml"))[0][0] == "NC707"
    await one.open("corpus.yaml")
    await one.edit("corpus.yaml", 0, len(one.texts["corpus.yaml"]), "name: [")
    assert shown(await one.edit("a.yaml", 0, 0, "# a\n"))[0][0] == "NC707"
    one.save("corpus.yaml")
    await until(lambda: not one.client.diagnostics[one.uri("a.yaml")])
    assert (await one.symbols("a.yaml"))[0].name == "actors"
    one.close("corpus.yaml")
    (one.folder / "corpus.yaml").unlink()
    changed = lsp.FileEvent(one.uri("corpus.yaml"), lsp.FileChangeType.Deleted)
    one.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([changed]))
    await until(lambda: one.client.diagnostics[one.uri("a.yaml")])
    assert {found.code for found in one.client.diagnostics[one.uri("a.yaml")]} == {"NC707", "NC111"}


@pytest.mark.parametrize("resolves", [True, False])
@in_editor(folder=lambda path: written(path, a={}, b={}))
async def test_symbols_of_the_corpus(one, resolves):
    """Articles, events, actors, those of the registry by their names; their places at once or when they are needed."""
    await one.open("a.yaml")
    text = one.texts["a.yaml"]
    await one.edit("a.yaml", 0, 0, "# a\n")
    await one.edit("a.yaml", len(text) + 4, len(text) + 4, "claims: [")

    async def found(query):
        given = await one.client.workspace_symbol_async(lsp.WorkspaceSymbolParams(query))
        if resolves:
            assert all(isinstance(symbol.location, lsp.LocationUriOnly) for symbol in given)
            given = [await one.client.workspace_symbol_resolve_async(symbol) for symbol in given]
        return {(symbol.name, Path(symbol.location.uri).name, symbol.location.range.start.line) for symbol in given}

    line = text[: text.index("talks")].count("\n")
    assert await found("talks") == {("talks", "a.yaml", line + 1), ("talks", "b.yaml", line)}
    assert await found("A#tal") == {("talks", "a.yaml", line + 1)}
    assert await found("Norw") == {("norway", "corpus.yaml", 3)}
    assert {("a", "a.yaml", 0), ("anna", "a.yaml", line - 1)} <= await found("")


@pytest.fixture
def large(tmp_path):
    """A corpus that is loaded in the background, with a reference that leads nowhere."""
    return written(tmp_path, **{f"a{number}": {} for number in range(105)}, b={"after": "a7#tolks"})


@pytest.mark.parametrize("asks", [True, False])
@in_editor(watches=False)
async def test_another_program_changes_files(one, oslo, asks):
    """Files that are renamed, deleted and written by others are seen, without a client that watches them."""

    async def until(ask, expected):
        for _ in range(600):
            found = await ask()
            if found == expected:
                return
            await asyncio.sleep(0.05)
        raise AssertionError(found)

    async def findings():
        return said(await one.report("later.yaml") if asks else one.client.diagnostics.get(one.uri("later.yaml"), ()))

    async def defined():
        return [at.uri for at in await one.define("later.yaml", one.at("later.yaml", "talks#"))]

    await one.open("later.yaml", wait=not asks)
    await until(findings, [])
    await until(defined, [one.uri("talks.yaml")])
    (oslo / "talks.yaml").rename(oslo / "walks.yaml")
    await until(defined, [one.uri("walks.yaml")])  # it has the same id
    (oslo / "walks.yaml").unlink()
    await until(findings, [("NC707", 12)])
    (oslo / "talks.yaml").write_text(TALKS, encoding="utf-8")
    await until(findings, [])


@pytest.mark.parametrize("progress", [False, None], ids=["cannot", "refuses"])
@in_editor(folder="large")
async def test_progress_is_for_those_who_want_it(one, progress):
    """A client that cannot show it, or refuses to, gets its findings without."""
    await one.open("b.yaml")
    assert said(await one.next("b.yaml")) == [("NC707", 11)]
    assert one.client.progress == []


def test_where_no_process_can_be_started(large, monkeypatch):
    """The server itself checks the corpus; what a baseline covers is not shown, before that and afterwards."""
    newscorpus("check", large, "--no-cache", "--write-baseline", large / "known.list")
    text = (large / "b.yaml").read_text(encoding="utf-8")
    (large / "b.yaml").write_text(text.replace("kind: person", "knd: person"), encoding="utf-8")
    newscorpus("check", large, "--no-cache", "--write-baseline", large / "known.list")
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    async def session(one):
        await one.open("b.yaml", wait=False)
        assert not await one.report("b.yaml")
        assert await one.report_all() == {}
        await one.edit("b.yaml", 0, 0, "# a\n", wait=False)
        assert not await one.report("b.yaml")

    run(large, session, asks=True)


@in_editor(folder="large")
async def test_a_session_ends_while_a_corpus_is_loading(one):
    await one.open("b.yaml", wait=False)


def test_references_wait_for_the_corpus(large):
    """All are found, also when they are asked for before the other files are known."""

    async def session(one):
        await one.open("b.yaml")
        await one.open("a7.yaml", wait=False)
        await one.client.text_document_document_symbol_async(
            lsp.DocumentSymbolParams(lsp.TextDocumentIdentifier(one.uri("a7.yaml")))
        )
        found = await one.refer("a7.yaml", one.at("a7.yaml", "talks:"))
        assert [at.uri for at in found] == [one.uri("a7.yaml"), one.uri("b.yaml")]

    (large / "b.yaml").write_text((large / "b.yaml").read_text().replace("tolks", "talks"), encoding="utf-8")
    run(large, session)
