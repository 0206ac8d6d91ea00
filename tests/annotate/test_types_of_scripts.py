"""The scripts of the page, checked by TypeScript's compiler where NEWSCORPUS_NODE_MODULES has it."""

import os
import subprocess
from pathlib import Path

import pytest

import newscorpus

TSC = Path(os.environ.get("NEWSCORPUS_NODE_MODULES", "none")) / "typescript/bin/tsc"
WEB = Path(newscorpus.__file__).parent / "annotating/web"
OPTIONS = (
    *(
        "--noEmit",
        "--checkJs",
        "--allowJs",
        "--strict",
        "--noImplicitAny",
        "false",
        "--target",
        "es2023",
        "--module",
        "esnext",
    ),
    *("--moduleResolution", "bundler", "--lib", "es2023,dom,dom.iterable"),
)


@pytest.mark.skipif(not TSC.exists(), reason="no TypeScript")
def test_scripts_have_no_type_errors():
    command = ["node", str(TSC), *OPTIONS, *map(str, sorted(WEB.glob("*.js")))]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout) == (0, "")
