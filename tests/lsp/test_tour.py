"""Every feature of `newscorpus lsp`, on the seed and in a corpus, with Neovim, and with clients of pytest-lsp.

The corpus has 120 articles, or as many as NEWSCORPUS_ARTICLES says: `python tests/lsp/tour.py` takes 3,000.
"""

import asyncio
import re

import pytest

pytest.importorskip("pytest_lsp")
from clients import NEOVIM, PATIENCE, neovim, window
from editor import CLIENTS
from tour import OFFICE, Plan, large_corpus, seed_corpus, tour

import newscorpus as nc

METHODS = {
    "completionProvider": ["textDocument/completion"],
    "hoverProvider": ["textDocument/hover"],
    "definitionProvider": ["textDocument/definition"],
    "referencesProvider": ["textDocument/references"],
    "documentHighlightProvider": ["textDocument/documentHighlight"],
    "renameProvider": ["textDocument/rename", "textDocument/prepareRename"],
    "documentSymbolProvider": ["textDocument/documentSymbol"],
    "workspaceSymbolProvider": ["workspace/symbol", "workspaceSymbol/resolve"],
    "foldingRangeProvider": ["textDocument/foldingRange"],
    "selectionRangeProvider": ["textDocument/selectionRange"],
    "documentLinkProvider": ["textDocument/documentLink"],
    "semanticTokensProvider": ["textDocument/semanticTokens/full"],
    "inlayHintProvider": ["textDocument/inlayHint"],
    "codeLensProvider": ["textDocument/codeLens"],
    "documentFormattingProvider": ["textDocument/formatting"],
    "codeActionProvider": ["textDocument/codeAction"],
    "executeCommandProvider": ["workspace/executeCommand"],
}
"""What is asked of each ability that the server announces."""
BESIDE = {"diagnosticProvider": ["textDocument/diagnostic", "workspace/diagnostic"]}
"""Those of clients that ask for diagnostics, which `test_corpus` does."""


IMITATED = {name: lambda at, name=name: window(at, name) for name in CLIENTS}
MET = [
    *(pytest.param(seed_corpus, client, id=f"seed-{name}") for name, client in IMITATED.items()),
    pytest.param(large_corpus, IMITATED[CLIENTS[0]], id=f"corpus-{CLIENTS[0]}"),
    *(
        pytest.param(
            corpus, neovim, id=f"{name}-Neovim itself", marks=pytest.mark.skipif(NEOVIM is None, reason="no Neovim")
        )
        for name, corpus in {"seed": seed_corpus, "corpus": large_corpus}.items()
    ),
]
"""Which client meets which corpus: in the large one, Neovim itself is enough of Neovim."""


@pytest.fixture(scope="module")
def plan(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tour") / "corpus"
    return Plan.of(folder, request.param(folder))


@pytest.mark.parametrize(("plan", "client"), MET, indirect=["plan"])
def test_the_tour(plan, client):
    """Each feature shows what the library knows of the article; each ability that is announced is used."""
    before = {path: path.read_bytes() for path in plan.folder.iterdir()}

    async def inside():
        async with client(plan.folder) as one:
            return await tour(one, plan), await one.state()

    seen, state = asyncio.run(asyncio.wait_for(inside(), 2 * PATIENCE))
    assert {path: path.read_bytes() for path in plan.folder.iterdir()} == before
    announced = {name for name, value in state["announced"].items() if name.endswith("Provider") and value}
    assert announced <= {*METHODS, *BESIDE}
    assert {method for name in announced & METHODS.keys() for method in METHODS[name]} <= set(state["used"])
    assert set(state["announced"]["executeCommandProvider"]["commands"]) == set(state["commands"])
    assert set(state["progress"]) == ({"begin", "report", "end"} if len(before) > 200 else set())
    for name, (expected, found) in compared(plan, seen).items():
        assert found == expected, name


def compared(plan, seen):
    """What must be seen, and what was."""
    actor, event = plan.article.actors[plan.actor], plan.article.events[plan.event]
    lines, words, clean = plan.lines, plan.selected.words, codes(plan)
    defined = {key: plan.line(f"  {key}:") for key in (plan.actor, plan.event)}
    in_text = [(plan.text, plan.in_text(plan.quote).line)]
    kind = plan.at("    type: ", "type").line
    used = {key: references(plan, key) for key in defined}
    linking = [("later.yaml", 13), ("third.yaml", 13)]
    hovered = (f"**{plan.quote}**", f"**{actor.name}** ({actor.kind}", f"**{plan.event}**", f"**{event.type}**:")
    hovered += (
        "**NC305 ",
        f"**{plan.event}**: event of the article {plan.article.id}",
        "**Moon Office** (organization",
    )
    symbols = set(defined.values())
    become = [
        f"- {words}",
        words,
        "    mentions: [",
        "    kind: event",
        f"  - quote: {words}",
    ]
    return {
        "before": (clean, seen["before"]),
        "error": ([["NC104", kind]], seen["error"]),
        "fixed": (lines[kind], seen["fixed"]),
        "fixed all": ("    note: 2024", seen["fixed all"].replace("'", "").replace('"', "")),
        "reason": ("why: '", seen["reason"]),
        "context": (f"      - {{{plan.repeated}: ", seen["context"][: len(plan.repeated) + 11]),
        "completed": ([last for _, _, last in plan.completions()], seen["completed"]),
        "after": (clean, seen["after"]),
        "hover": (
            [True] * 7,
            [part in found.replace("\\", "") for part, found in zip(hovered, seen["hover"], strict=True)],
        ),
        "defined": (
            [
                [(plan.file, defined[plan.actor])],
                [(plan.file, defined[plan.event])],
                [("corpus.yaml", (plan.folder / "corpus.yaml").read_text().splitlines().index(OFFICE.rstrip()))],
                in_text,
                [(plan.text, 0)],
            ],
            seen["defined"],
        ),
        "referred": (
            [
                [(plan.file, i) for i in used[plan.actor]],
                sorted([*((plan.file, i) for i in used[plan.event]), *linking]),
                [("corpus.yaml", seen["defined"][2][0][1]), ("later.yaml", 6), ("third.yaml", 6)],
            ],
            [sorted(set(one)) for one in seen["referred"]],
        ),
        "highlighted": (used[plan.actor], sorted(set(seen["highlighted"]))),
        "symbols": (symbols, symbols & {line for _, line in seen["symbols"]}),
        "found": ([(plan.file, defined[plan.event])], seen["found"]),
        "resolved": (8, seen["resolved"]),
        "folds": (True, seen["folds"] > 3),
        "links": (True, len(seen["links"]) > 5 and all(one.startswith(plan.text) for one in seen["links"])),
        "selected": ([[0, len(lines)]], seen["selected"][-1:]),
        "hints": (True, [defined[plan.actor], "×1"] in seen["hints"] or len(seen["hints"]) > 2),
        "lenses": (
            (len(used[plan.actor]) > 1, True),
            (len(used[plan.actor]) > 1, {defined[plan.actor], defined[plan.event]} <= {i for i, _ in seen["lenses"]}),
        ),
        "lens": (True, seen["lens"] in used[plan.actor]),
        "formatted": (lines[kind], seen["formatted"]),
        "renamed": ([used[plan.event], [13]], seen["renamed"]),
        "renamed back": (lines, seen["renamed back"]),
        "dangling": (["NC707"], seen["dangling"]),
        "about": (True, f"evidence of the {event.kind} **{plan.event}** ({event.type})" in seen["about"]),
        "colour": (True, seen["colour"] in ("class", "event", "string")),
        "annotated": (True, plan.file in {file for file, _ in seen["annotated"]}),
        "same": (True, in_text[0][1] in seen["same"]),
        "become": (
            [True] * 5,
            ["\n".join(one).find(part) >= 0 for one, part in zip(seen["become"], become, strict=True)],
        ),
        "registered": (True, seen["registered"].startswith("  anna: {name: Anna Berg, kind: person,")),
        "previewed": (True, seen["previewed"]),
    }


def codes(plan):
    """What `check` finds in the article."""
    found = nc.check(plan.folder).diagnostics
    return [[one.code, one.primary.line - 1] for one in found if one.primary.file.endswith(plan.file)]


def references(plan, key):
    """The lines of the file that have an id, its definition included."""
    pattern = re.compile(rf"(?<![\w-]){key}(?![\w-])")
    return [i for i, line in enumerate(plan.lines) if pattern.search(line.partition("# ")[0])]
