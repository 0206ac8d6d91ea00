"""The layers of the package, from the test that checks them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
PACKAGE: Final = ROOT / "newscorpus"


def layers() -> Iterator[str]:
    """A table of the layers, the lowest last: each package with the first words of its docstring."""
    source = ast.parse((ROOT / "tests/test_architecture.py").read_text(encoding="utf-8"))
    found = next(
        node.value
        for node in source.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "LAYERS"
    )
    layered = ast.literal_eval(found)
    yield "| layer | package | contents |"
    yield "| --- | --- | --- |"
    for number, layer in reversed(list(enumerate(layered, 1))):
        for name in (name for name in layer if not name.startswith("_")):
            yield f"| {number} | `{name}` | {_about(name)} |"


def _about(name: str) -> str:
    file = PACKAGE / name / "__init__.py" if (PACKAGE / name).is_dir() else PACKAGE / f"{name}.py"
    doc = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    first = re.split(r"[.;](?:\s|$)|\n\n", doc, maxsplit=1)[0]
    return " ".join(first.split()).replace("|", "\\|")
