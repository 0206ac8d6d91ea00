"""Test functions that depend on undocumented parts of newscorpus: `python tests/coupling.py`, `--list` to name them.

A function does if it, its fixtures or a helper that it uses, at any distance, names a module or a name that no page
for users names, or a private one (`_x`). Words of scripts that tests start count, too.
"""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path

import newscorpus

TESTS = Path(__file__).parent
INSIDE = {"architecture.md", "contributing.md"}
"""Pages for contributors."""
PAGES = [path for path in (TESTS.parent / "docs").rglob("*.md") if path.name not in INSIDE]
COMMAND = {"newscorpus.cli.main.main", "newscorpus.__main__.main", "newscorpus.spark.main"}
"""The command lines, run in this process."""
_DOTTED = re.compile(r"(?<!from )\bnewscorpus(?:\.[A-Za-z_]\w*)+")
_IMPORTED = re.compile(r"\bfrom (newscorpus[\w.]*) import ([\w, ]+)")
_RENAMED = re.compile(r"\bfrom (newscorpus[\w.]*) import (\w+) as (\w+)")
_MADE = re.compile(r"<!-- made: api ([\w. ]+) -->")


def _named_in(text: str) -> set[str]:
    """The full names that a text names, such as `newscorpus.api.export.export`."""
    found = set(_DOTTED.findall(text))
    for match in _IMPORTED.finditer(text):
        found |= {f"{match[1]}.{name.split()[0]}" for name in match[2].split(",") if name.strip()}
    found |= {f"newscorpus.{name}" for names in _MADE.findall(text) for name in names.split()}
    for home, module, short in _RENAMED.findall(text):
        found |= {f"{home}.{module}.{name}" for name in re.findall(rf"\b{short}\.(\w+)", text)}
    return found


@cache
def documented() -> frozenset[str]:
    """All full names that pages for users name."""
    found = set().union(*(_named_in(page.read_text(encoding="utf-8")) for page in PAGES))
    return frozenset(found | {f"newscorpus.{name}" for name in newscorpus.__all__} | COMMAND)


@cache
def is_module(name: str) -> bool:
    """Whether the full name is a module of the package."""
    path = TESTS.parent.joinpath(*name.split("."))
    return name.startswith("newscorpus") and (path.with_suffix(".py").exists() or (path / "__init__.py").exists())


@cache
def is_deep(name: str) -> bool:
    """Whether a full name is undocumented. What only is a part of a documented name, as a method is, is not."""
    parts = name.split(".")
    if name in COMMAND:
        return False
    if any(part.startswith("_") and not part.endswith("__") for part in parts):
        return True
    if parts[:-1] == ["newscorpus"] and not is_module(name):
        return parts[1] not in newscorpus.__all__ and not parts[1].startswith("__")
    beginnings = {".".join(parts[:n]) for n in range(2, len(parts) + 1)}
    return name != "newscorpus" and not any(one in documented() and not is_module(one) for one in beginnings)


class Source:
    """A module of the tests: what its names at the top level depend on."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.names = dict(self._bound(self.tree.body))

    def _bound(self, body: list[ast.stmt]) -> Iterator[tuple[str, ast.stmt]]:
        for one in body:
            if isinstance(one, ast.Import | ast.ImportFrom):
                yield from ((alias.asname or alias.name.split(".")[0], one) for alias in one.names)
            elif isinstance(one, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
                yield one.name, one
            else:
                inner = {id(n) for c in ast.walk(one) if isinstance(c, ast.comprehension) for n in ast.walk(c.target)}
                for n in ast.walk(one):
                    if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store) and id(n) not in inner:
                        yield n.id, one

    @cached_property
    def tests(self) -> list[ast.FunctionDef]:
        """Its test functions, those in classes too."""
        bodies = (self.tree.body, *(one.body for one in self.tree.body if isinstance(one, ast.ClassDef)))
        return [n for body in bodies for n in body if isinstance(n, ast.FunctionDef) and n.name.startswith("test")]

    @cached_property
    def autouse(self) -> list[ast.stmt]:
        """Fixtures that all its tests use."""
        return [
            n
            for n in self.tree.body
            if isinstance(n, ast.FunctionDef) and any("autouse=True" in ast.unparse(d) for d in n.decorator_list)
        ]


@cache
def sources() -> dict[str, Source]:
    """All modules of the tests, by the name that they are imported by."""
    return {path.stem: Source(path) for path in sorted(TESTS.rglob("*.py")) if path.name != "coupling.py"}


class Facts:
    """What a piece of code names: undocumented names, and names of the tests to follow."""

    def __init__(self, source: Source, code: ast.AST, only: str | None = None) -> None:
        self.source = source
        self.deep: set[str] = set()
        self.follow: set[tuple[str, str]] = set()
        nodes = list(ast.walk(code))
        self._attributes = {id(n.value): n for n in nodes if isinstance(n, ast.Attribute)}
        self._local = {
            alias.asname or alias.name.split(".")[0]: alias.name
            for n in nodes
            if isinstance(n, ast.Import)
            for alias in n.names
        }
        only = only if isinstance(code, ast.Import | ast.ImportFrom) else None
        docstrings = {id(n.value) for n in nodes if isinstance(n, ast.Expr)}
        for node in nodes:
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    if only in (None, alias.asname or alias.name):
                        self._imported(node.module or "", alias.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                self._loaded(node)
            elif isinstance(node, ast.arg):
                self._name(node.arg)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                for name in _named_in(node.value) if "newscorpus" in node.value else ():
                    if is_module(".".join(name.split(".")[:2])):
                        self._full(name)

    def _full(self, name: str) -> None:
        if is_deep(name):
            self.deep.add(name)

    def _name(self, name: str) -> None:
        """A name of the module, or of conftest, such as a fixture."""
        for source in (self.source, sources()["conftest"]):
            if name in source.names:
                self.follow.add((source.path.stem, name))
                return

    def _imported(self, module: str, name: str) -> None:
        if module.split(".", maxsplit=1)[0] == "newscorpus":
            full = f"{module}.{name}"
            if not is_module(full):  # a module counts by what is used of it
                self._full(full)
        elif module in sources() and name in sources()[module].names:
            self.follow.add((module, name))

    def _loaded(self, node: ast.Name) -> None:
        """A name where it is used, with the attributes behind it if it is a module."""
        module = self._local.get(node.id) or _module_of(self.source.names.get(node.id), node.id)
        if module is None:
            self._name(node.id)
            return
        chain, at = [module if node.id != module.split(".")[0] else node.id], id(node)
        while at in self._attributes:
            chain.append(self._attributes[at].attr)
            at = id(self._attributes[at])
        if module.split(".")[0] == "newscorpus":
            self._full(".".join(chain))
        elif module in sources() and len(chain) > 1 and chain[1] in sources()[module].names:
            self.follow.add((module, chain[1]))


@cache
def facts_of(module: str, name: str) -> Facts:
    """Of a name at the top level of a module of the tests."""
    source = sources()[module]
    return Facts(source, source.names[name], only=name)


def depends_on(test: Facts) -> set[str]:
    """All undocumented names that code depends on, at any distance."""
    deep, seen, ahead = set(test.deep), set[tuple[str, str]](), list(test.follow)
    while ahead:
        if (one := ahead.pop()) not in seen:
            seen.add(one)
            facts = facts_of(*one)
            deep |= facts.deep
            ahead += facts.follow
    return deep


def _module_of(statement: ast.stmt | None, name: str) -> str | None:
    """The module that an import at the top level gives this name to."""
    if isinstance(statement, ast.Import):
        return next(a.name for a in statement.names if (a.asname or a.name.split(".")[0]) == name)
    if isinstance(statement, ast.ImportFrom):
        full = next(f"{statement.module}.{a.name}" for a in statement.names if (a.asname or a.name) == name)
        return full if is_module(full) else None
    return None


def coupled() -> dict[tuple[Path, str], set[str]]:
    """Each test function, and the undocumented names that it depends on."""
    return {
        (source.path.relative_to(TESTS), test.name): set().union(
            *(depends_on(Facts(source, one)) for one in (test, *source.autouse))
        )
        for source in sources().values()
        if source.path.name.startswith("test_")
        for test in source.tests
    }


def main() -> None:
    """Print a line for each folder, and the total."""
    found = coupled()
    if "--list" in sys.argv:
        for (path, name), deep in found.items():
            if deep:
                print(f"{path}::{name}: {', '.join(sorted(deep))}")
    of, deep = Counter(), Counter()
    for (path, _), names in found.items():
        of[path.parts[0]] += 1
        deep[path.parts[0]] += bool(names)
    for folder, count in sorted(of.items()):
        print(f"{folder:32}{deep[folder]:5} of {count:5}")
    print(f"{'total':32}{deep.total():5} of {of.total():5}")


if __name__ == "__main__":
    main()
