"""The house as it was drawn: imports run downward, and each single source stays single."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

import newscorpus

ROOT = Path(newscorpus.__file__).parent
LAYERS = [
    ("errors", "limits", "text", "likeness", "diagnostics", "mending", "process"),
    ("files", "extras"),
    ("models",),
    ("formats",),
    ("codec", "schema"),
    ("anchoring",),
    ("rules",),
    ("checking", "explaining"),
    ("render",),
    ("export",),
    ("api",),
    ("batching", "converting", "exporting", "fixing", "querying", "scaffolding", "statistics", "outputs", "progress"),
    ("lake", "view"),
    ("spark",),
    ("testing",),
    ("cli",),
    ("__main__", "__init__"),
]
LEVEL = {name: i for i, layer in enumerate(LAYERS) for name in layer}
MODULES = sorted(ROOT.rglob("*.py"))


def part_of(module: str) -> str:
    """The part of the house that `newscorpus.x.y` belongs to."""
    return module.split(".")[1] if "." in module else "__init__"


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{a.name}" for a in node.names if node.module == "newscorpus"}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_imports_run_downward(path):
    """A module imports from its own part of the house or from one below."""
    here = path.relative_to(ROOT).parts[0].removesuffix(".py")
    for name in imports_of(path):
        if name.startswith("newscorpus.") and part_of(name) in LEVEL:
            there = part_of(name)
            assert LEVEL[there] <= LEVEL[here], f"{here} imports {name}"


@pytest.mark.parametrize(
    ("library", "home"),
    [
        ("cattrs", "codec"),
        ("yaml", "formats"),
        ("click", "cli"),
        ("hypothesis", "testing"),
        ("jinja2", "view"),
        ("platformdirs", "checking"),
    ],
)
def test_a_library_is_used_in_one_place(library, home):
    """What a library is used for is known in one part of the house."""
    users = {
        path.relative_to(ROOT).parts[0].removesuffix(".py")
        for path in MODULES
        if any(name.split(".")[0] == library for name in imports_of(path))
    }
    assert users == {home}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_module_says_what_it_is_for(path):
    """The first lines of a module are for its reader."""
    text = path.read_text(encoding="utf-8")
    assert not text or ast.get_docstring(ast.parse(text)), path


def test_an_extra_installs_what_it_is_named_for():
    """Who is told to install an extra, and does, has what was missing."""
    extras = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    installs = {extra: {re.split(r"\W", one)[0] for one in wanted} for extra, wanted in extras.items()}
    calls = [node for path in MODULES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    needs = {
        tuple(ast.literal_eval(one) for one in node.args)
        for node in calls
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "need"
    }
    assert len(needs) > 5
    for library, extra in needs:
        assert library.split(".")[0] in installs[extra], f"{extra} does not install {library}"
    assert "pandas" in installs["spark"]  # without which PySpark maps no Arrow batches


def test_public_names_are_real():
    """Everything in __all__ exists, and is what `dir` shows."""
    for name in newscorpus.__all__:
        assert getattr(newscorpus, name) is not None
    assert set(newscorpus.__all__) <= set(dir(newscorpus))
    assert list(newscorpus.__all__) == sorted(newscorpus.__all__)


def test_an_unknown_name_is_an_attribute_error():
    """As of any module."""
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = newscorpus.nothing
