"""What a run of the tests left out, and how to get it: the list that ends the run.

`NEWSCORPUS_MAY_SKIP` names the groups that may be left out, with blanks between them; any other skip then fails the
run. `.ci/run` sets it.
"""

import os
import re
from collections import Counter

import pytest

VARIABLE = "NEWSCORPUS_MAY_SKIP"
_PACKAGES = r"could not import '({})[.']"

GROUPS = {
    "data": (
        r"NEWSCORPUS_DATA",
        "set NEWSCORPUS_DATA to a folder with gum-news, litbank, brat, cassis, plover and ninjs",
    ),
    "npm": (
        r"NEWSCORPUS_NODE_MODULES|no axe-core",
        "npm install the packages of tests/package.json, set NEWSCORPUS_NODE_MODULES to their node_modules",
    ),
    "browser": (r"no Chromium", "install Chromium, or set NEWSCORPUS_CHROMIUM to its path"),
    "tables": (
        _PACKAGES.format("polars|frictionless|datasets|huggingface_hub|mlcroissant|datasette"),
        "pip install --group tables",
    ),
    "brat": (_PACKAGES.format("bratly|peek"), "pip install --group brat"),
    "linked": (
        _PACKAGES.format("anchorpoint|extruct|followthemoney|networkx|NewsMLG2|pyld|rdflib"),
        "pip install --group linked",
    ),
    "label-studio": (_PACKAGES.format("label_studio_sdk"), "pip install --group label-studio"),
    "nlp": (_PACKAGES.format("cassis|conllu|spacy|udapi|ie_datasets"), "pip install --group nlp"),
    "drafts": (
        _PACKAGES.format("schemafit|openai|anthropic|google|llguidance|outlines_core"),
        "pip install --group drafts",
    ),
    "spark": (
        _PACKAGES.format("pyspark") + r"|NEWSCORPUS_SPARK|moto",
        "pip install --group spark, install Java, set NEWSCORPUS_SPARK=1",
    ),
    "lsp": (_PACKAGES.format("lsprotocol|pytest_lsp|pygls"), "pip install --group lsp"),
    "neovim": (r"no Neovim", "install Neovim"),
    "mcp": (_PACKAGES.format("mcp"), "pip install --group mcp"),
    "agreement": (
        _PACKAGES.format("scipy|sklearn|krippendorff|nervaluate|opt_gamma|irrCAC"),
        "pip install --group agreement && pip install --no-deps irrCAC",
    ),
    "types": (r"no pyright", "pip install --group types"),
    "peers": (r"NEWSCORPUS_PEERS", "make bench, set NEWSCORPUS_PEERS to build/benchmarks/env"),
    "packages": (_PACKAGES.format(r"\w+"), "pip install --group test"),
    "index": (r"package index", "let pip reach a package index"),
    "git": (r"no git|no bash", "install git and bash"),
    "shells": (r"no zsh|no fish", "install zsh and fish"),
    "root": (r"permissions bind|this user may read everything", "run as another user than root"),
    "system": (
        r"/dev/full|/proc|POSIX|Unicode there|such names in this locale|pseudo-terminals|pipes",
        "run on Linux with UTF-8",
    ),
    "never": (r"a file system of text|at a tenth of the speed", "nothing: there the case says no more"),
}
"""Of each group: which reasons belong to it, and how to get it."""


def group_of(reason: str) -> str:
    return next((name for name, (pattern, _) in GROUPS.items() if re.search(pattern, reason)), "other")


def _skipped(config: pytest.Config) -> Counter[tuple[str, str]]:
    """How many of each group and reason. Modules that skip whole are reported by each process of pytest-xdist."""
    reports = config.pluginmanager.get_plugin("terminalreporter").stats.get("skipped", [])
    found = {report.nodeid: str(report.longrepr[2]).removeprefix("Skipped: ") for report in reports}
    return Counter((group_of(reason), reason) for reason in found.values())


def _unexpected(config: pytest.Config) -> set[str]:
    if (may := os.environ.get(VARIABLE)) is None:
        return set()
    return {group for group, _ in _skipped(config)} - set(may.split())


def pytest_sessionfinish(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput") and session.exitstatus == 0 and _unexpected(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if not (skipped := _skipped(config)):
        return
    unexpected = _unexpected(config)
    terminalreporter.section("left out, and how to get it")
    for group in sorted({group for group, _ in skipped}):
        reasons = Counter({reason: count for (name, reason), count in skipped.items() if name == group})
        remedy = GROUPS[group][1] if group in GROUPS else "see the reason"
        mark = "UNEXPECTED: " if group in unexpected else ""
        terminalreporter.line(f"{mark}{group}, {reasons.total()}: {remedy}")
        for reason, count in reasons.most_common():
            terminalreporter.line(f"    {count} × {reason.splitlines()[0]}")
