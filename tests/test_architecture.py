"""The layout of the package: imports point downward, no cycles, small modules, each library used in one place."""

import ast
import re
import subprocess
import sys
import tokenize
import tomllib
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import newscorpus

ROOT = Path(newscorpus.__file__).parent
LAYERS = [
    ("errors", "limits", "diagnostics", "text", "_version", "_process", "_optional", "_entry_points"),
    ("fs",),
    ("models",),
    ("formats",),
    ("codec", "json_schema"),
    ("anchoring",),
    ("edits", "rules"),
    ("parsed", "places"),
    ("render", "interchange"),
    ("checking", "comparison", "merging"),
    ("api",),
    ("batches", "drafts", "lsp", "proofreading", "releasing", "spark", "views"),
    ("annotating", "testing"),
    ("cli",),
    ("__main__", "__init__"),
]
"""Packages and modules at the top level, the lowest first. An import leads to the same layer or to a lower one."""
LEVEL = {name: i for i, layer in enumerate(LAYERS) for name in layer}
MODULES = sorted(ROOT.rglob("*.py"))


CEILINGS = {
    "code lines": 57_578,
    "modules": 453,
    "modules that a check of one file imports": 145,
}
"""The ratchet: these figures may fall, and do not rise."""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    """The dotted name of a module of the package."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(("newscorpus", *parts)).removesuffix(".__init__")


NAMES = {name_of(path): path for path in MODULES}


def top(module: str) -> str:
    """The package or module at the top level that `newscorpus.x.y` belongs to."""
    return module.split(".")[1] if "." in module else "__init__"


def called(node: ast.AST) -> str:
    """The name of the function that a call calls."""
    function = node.func if isinstance(node, ast.Call) else None
    return getattr(function, "id", getattr(function, "attr", ""))


@cache
def imports_of(path: Path) -> set[str]:
    """What a module imports, wherever: at its top, in a function, for types only, or by `import_module`."""
    names = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            members = [f"{node.module}.{alias.name}" for alias in node.names]
            names |= {member if member in NAMES else node.module for member in members}
        elif called(node) == "import_module":
            names |= loaded_by(node.args[0], name_of(path))
    return names


def loaded_by(name: ast.expr, here: str) -> set[str]:
    """The modules that `import_module` can load: a literal, or one of a package, as in `f"{__name__}.{code}"`."""
    if isinstance(name, ast.Constant):
        return {name.value}
    if not isinstance(name, ast.JoinedStr):
        return set()
    begins = ast.unparse(name)[2:].replace("{__name__}", here).partition("{")[0]
    return {module for module in NAMES if module.startswith(begins)} - {here}


@cache
def imports() -> dict[str, set[str]]:
    """What each module imports of the package."""
    return {
        name: {one for one in imports_of(path) if top(one) in LEVEL and one in NAMES} - {name}
        for name, path in NAMES.items()
    }


def test_imports_point_downward():
    """To the same layer, or to one below."""
    upward = [(name, one) for name, of in imports().items() for one in of if LEVEL[top(one)] > LEVEL[top(name)]]
    assert upward == []


def test_imports_have_no_cycle():
    """Not between modules, and not between packages."""
    between = {top(name): set() for name in NAMES}
    for name, of in imports().items():
        between[top(name)] |= {top(one) for one in of} - {top(name)}
    for graph in (imports(), between):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            pytest.fail(f"a cycle of imports: {' -> '.join(error.args[1])}")


def test_modules_are_small_and_say_what_they_are_for():
    assert [path for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > 400] == []
    assert [path for path in MODULES if not ast.get_docstring(tree(path))] == []


HOMES = {
    "cattrs": "codec",
    "yaml": "formats",
    "click": "cli",
    "hypothesis": "testing",
    "jinja2": "views",
    "lsprotocol": "lsp",
}


def test_a_library_is_used_in_one_package():
    users = {library: set() for library in HOMES}
    for name, path in NAMES.items():
        for library in {one.split(".")[0] for one in imports_of(path)} & HOMES.keys():
            users[library].add(top(name))
    assert users == {library: {home} for library, home in HOMES.items()}


def test_an_extra_installs_what_it_is_named_for():
    """Who is told to install an extra, and does, has what was missing."""
    project = tomllib.loads((ROOT.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    installs = {extra: {re.split("[^A-Za-z-]", one)[0] for one in wanted} for extra, wanted in extras.items()}
    packages = {"cassis": "dkpro-cassis", "opt_gamma": "opt-gamma"}  # others have the names of their libraries
    calls = [node for path in MODULES for node in ast.walk(tree(path)) if called(node) == "import_optional"]
    assert len(calls) > 5
    for library, extra in (map(ast.literal_eval, node.args) for node in calls):
        name = library.split(".")[0]
        assert packages.get(name, name) in installs[extra], f"{extra} does not install {library}"


def test_public_names_are_real():
    """What `__all__` lists exists, is what `dir` shows, and is what the stub for type checkers has."""
    assert set(newscorpus.__all__) <= set(dir(newscorpus))
    assert all(getattr(newscorpus, name) is not None for name in newscorpus.__all__)
    stub = ast.parse((ROOT / "__init__.pyi").read_text(encoding="utf-8"))
    imported = [node for node in stub.body if isinstance(node, ast.ImportFrom)]
    typed = {alias.asname: f"{node.module}.{alias.name}" for node in imported for alias in node.names}
    homes = {name: f"{module}.{name}" for module, names in newscorpus._PUBLIC.items() for name in names.split()}
    assert typed == {"__version__": "newscorpus._version.__version__", **homes}
    # A package of the same name would take the place of a function once it is imported.
    assert set(newscorpus.__all__).isdisjoint(path.stem for path in ROOT.iterdir())
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(newscorpus, "nothing")  # noqa: B009 - nothing that is used


NO_CODE = {
    *(tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT),
    *(tokenize.ENCODING, tokenize.ENDMARKER),
}


def code_lines(path: Path) -> int:
    """The lines of a module without blank lines, comments and docstrings."""
    docstrings, lines = set(), set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            docstrings.update(range(node.lineno, node.end_lineno + 1))
    with tokenize.open(path) as file:
        for token in tokenize.generate_tokens(file.readline):
            if token.type not in NO_CODE:
                lines.update(range(token.start[0], token.end[0] + 1))
    return len(lines - docstrings)


OF_A_CHECK = """
import sys
from newscorpus.cli.main import main
try:
    main(["check", "seeds/", "--no-cache", "--quiet"])
except SystemExit:
    print(sum(name.split(".")[0] == "newscorpus" for name in sys.modules))
"""


def test_the_package_does_not_grow():
    command = [sys.executable, "-c", OF_A_CHECK]
    imported = subprocess.run(command, cwd=ROOT.parent, capture_output=True, text=True, check=True).stdout
    measured = [sum(map(code_lines, MODULES)), len(MODULES), int(imported)]
    over = {name: value for name, value in zip(CEILINGS, measured, strict=True) if value > CEILINGS[name]}
    assert over == {}, dict(zip(CEILINGS, measured, strict=True))
