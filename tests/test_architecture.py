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
    ("drafts", "lsp", "spark", "views"),
    ("testing",),
    ("cli",),
    ("__main__", "__init__"),
]
"""Packages and modules at the top level, the lowest first. An import leads to the same layer or to a lower one."""
LEVEL = {name: i for i, layer in enumerate(LAYERS) for name in layer}
MODULES = sorted(ROOT.rglob("*.py"))


CEILINGS = {
    "code lines": 47_600,
    "modules": 382,
    "modules that a check of one file imports": 144,
    "modules of which it runs a function": 111,
    "modules that writing brat imports": 72,
}
"""The ratchet: these figures may fall, and do not rise."""
NO_CODE = {
    *(tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT),
    *(tokenize.ENCODING, tokenize.ENDMARKER),
}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> list[ast.AST]:
    """All nodes of a module."""
    return list(ast.walk(tree(path)))


def name_of(path: Path) -> str:
    """The dotted name of a module of the package."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(("newscorpus", *parts)).removesuffix(".__init__")


NAMES = {name_of(path): path for path in MODULES}


def top(module: str) -> str:
    """The package or module at the top level that `newscorpus.x.y` belongs to."""
    return module.split(".")[1] if "." in module else "__init__"


@cache
def imports_of(path: Path) -> set[str]:
    """What a module imports, wherever: at its top, in a function, for types only, or by `import_module`."""
    found = set()
    here = name_of(path)
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.add(whole if whole in NAMES else node.module or "")
        elif isinstance(node, ast.Call) and called(node) in {"import_module", "__import__"}:
            found |= imported_by_call(node, here)
    return found


def called(node: ast.Call) -> str:
    """The name of the function that is called."""
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def imported_by_call(node: ast.Call, here: str) -> set[str]:
    """The modules that a call of `import_module` can load: a literal, or one of a package."""
    (name,) = node.args
    if isinstance(name, ast.Constant):
        return {str(name.value)}
    if isinstance(name, ast.JoinedStr):
        text = "".join(
            part.value if isinstance(part, ast.Constant) else here if ast.unparse(part.value) == "__name__" else "*"
            for part in name.values
        )
        prefix = text.partition("*")[0]
        return {module for module in NAMES if module.startswith(prefix) and module != here}
    return set()


@cache
def imports() -> dict[str, set[str]]:
    """What each module imports of the package."""
    return {
        name: {one for one in imports_of(path) if one.split(".")[0] == "newscorpus"} - {name}
        for name, path in NAMES.items()
    }


def test_imports_point_downward():
    """A module imports from its own layer or from one below."""
    upward = [(name, one) for name, found in imports().items() for one in found if LEVEL[top(one)] > LEVEL[top(name)]]
    assert upward == []


def test_imports_have_no_cycle():
    """Not between modules, and not between packages; imports inside functions count."""
    between = {top(name): set() for name in NAMES}
    for name, found in imports().items():
        between[top(name)] |= {top(one) for one in found} - {top(name)}
    for graph in (imports(), between):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            pytest.fail(f"a cycle of imports: {' -> '.join(error.args[1])}")


def test_dynamic_imports_name_what_they_load():
    """`import_module` gets a literal or a module of its own package.

    Three places take names from a table beside them, and two the module that a user names.
    """
    unknown = set()
    for path in MODULES:
        for node in nodes(path):
            if not (isinstance(node, ast.Call) and called(node) in {"import_module", "__import__"}):
                continue
            if not isinstance(node.args[0], ast.Constant | ast.JoinedStr):
                unknown.add(name_of(path))
    assert unknown == {
        "newscorpus",
        "newscorpus._optional",
        "newscorpus.rules.plugins",
        "newscorpus.interchange.functions",
        "newscorpus.rules.rule",
    }


def test_the_layers_name_each_package():
    assert {top(name) for name in NAMES} == set(LEVEL)


def test_modules_are_small_and_have_a_docstring():
    """At most 400 lines; the first one is for its reader."""
    assert [path for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > 400] == []
    assert [path for path in MODULES if not ast.get_docstring(tree(path))] == []


@pytest.mark.parametrize(
    ("library", "home"),
    [
        ("cattrs", "codec"),
        ("yaml", "formats"),
        ("click", "cli"),
        ("hypothesis", "testing"),
        ("jinja2", "views"),
        ("platformdirs", "checking"),
        ("lsprotocol", "lsp"),
    ],
)
def test_a_library_is_used_in_one_place(library, home):
    """What a library is used for is known in one package."""
    users = {top(name) for name, path in NAMES.items() if any(one.split(".")[0] == library for one in imports_of(path))}
    assert users == {home}


def test_an_extra_installs_what_it_is_named_for():
    """Who is told to install an extra, and does, has what was missing."""
    extras = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    installs = {extra: {re.split("[^A-Za-z-]", one)[0] for one in wanted} for extra, wanted in extras.items()}
    packages = {"cassis": "dkpro-cassis", "opt_gamma": "opt-gamma"}  # others have the names of their libraries
    calls = [node for path in MODULES for node in nodes(path)]
    needs = {
        tuple(ast.literal_eval(one) for one in node.args)
        for node in calls
        if isinstance(node, ast.Call) and called(node) == "import_optional"
    }
    assert len(needs) > 5
    for library, extra in needs:
        name = library.split(".")[0]
        assert packages.get(name, name) in installs[extra], f"{extra} does not install {library}"
    assert "pandas" in installs["spark"]  # without which PySpark maps no Arrow batches


def test_public_names_are_real():
    """Everything in __all__ exists, is what `dir` shows, and is what the stub for type checkers has."""
    for name in newscorpus.__all__:
        assert getattr(newscorpus, name) is not None
    assert set(newscorpus.__all__) <= set(dir(newscorpus))
    assert list(newscorpus.__all__) == sorted(newscorpus.__all__)
    stub = ast.parse((ROOT / "__init__.pyi").read_text(encoding="utf-8"))
    typed = {
        alias.asname: f"{node.module}.{alias.name}"
        for node in stub.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    homes = {name: f"{module}.{name}" for module, names in newscorpus._PUBLIC.items() for name in names.split()}
    assert typed == {"__version__": "newscorpus._version.__version__", **homes}


def test_no_package_has_the_name_of_a_public_function():
    """Once it is imported, it would take the place of the function."""
    assert set(newscorpus.__all__).isdisjoint(path.stem for path in ROOT.iterdir())


def test_an_unknown_name_is_an_attribute_error():
    """As of any module."""
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(newscorpus, "nothing")  # noqa: B009 - nothing that is used


def test_docstrings_are_unicode():
    """Python 3.13 encodes each docstring when it compiles a module, and fails on a surrogate."""
    for path in MODULES:
        for node in nodes(path):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                (ast.get_docstring(node) or "").encode()


def code_lines(path: Path) -> int:
    """The lines of a module without blank lines, comments and docstrings."""
    docstrings = set()
    for node in nodes(path):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            docstrings.update(range(node.lineno, node.end_lineno + 1))
    lines = set()
    with tokenize.open(path) as file:
        for token in tokenize.generate_tokens(file.readline):
            if token.type not in NO_CODE:
                lines.update(range(token.start[0], token.end[0] + 1))
    return len(lines - docstrings)


OF_A_CHECK = """
import sys
from newscorpus.cli.main import main
ran = set()
def note(frame, event, argument):
    if event == "call" and frame.f_code.co_name != "<module>":
        ran.add(frame.f_globals.get("__name__", ""))
def check():
    try:
        main(["check", "seeds/", "--no-cache", "--quiet"])
    except SystemExit:
        pass
check()
sys.setprofile(note)  # now that everything is imported
check()
sys.setprofile(None)
ours = [name for name in sys.modules if name.split(".")[0] == "newscorpus"]
print(len(ours), sum(name in ran for name in ours))
"""
OF_A_WRITER = """
import sys
from newscorpus.interchange.brat import writing
print(sum(name.split(".")[0] == "newscorpus" for name in sys.modules))
"""


def printed(program: str) -> list[int]:
    """The numbers that a program prints, in a process of its own."""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT.parent, capture_output=True, text=True, check=True)
    return [int(word) for word in done.stdout.split()]


def test_the_package_does_not_grow():
    measured = [
        sum(code_lines(path) for path in MODULES),
        len(MODULES),
        *printed(OF_A_CHECK),
        *printed(OF_A_WRITER),
    ]
    over = {name: value for name, value in zip(CEILINGS, measured, strict=True) if value > CEILINGS[name]}
    assert over == {}, dict(zip(CEILINGS, measured, strict=True))
