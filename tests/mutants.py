"""`python tests/mutants.py [--share 0.1] [--seed 0] [--jobs 1] [WHAT …]`: mutation testing of the package.

Each mutant is one small change of one module: a comparison turned, a condition negated, a number off by one, a
statement left out. If the module's tests pass all the same, nothing guards that place: the mutant has survived, and is
printed. WHAT is a package or a module, such as `cli` or `rules/structure.py`; all by default. Of each module, a share
of its mutants is drawn by the seed, so that a run takes as long as one likes.

The tests of a module are those of the folder with the name of its package, and those that `ALSO` names: of them, each
mutant runs those that reach it. A mutant costs about a second, once the tests have been traced, which takes minutes:
`trials.py` says how.

mutmut and cosmic-ray are not used: the one leaves out decorated functions, as all rules are, the other starts a run of
its own for each mutant, too.
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path

from mutating import Mutant, mutants
from trials import outcomes, reached

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "newscorpus"

ALSO = {
    "__init__": "test_architecture.py api/test_export.py",
    "__main__": "cli",
    "_optional": "api/test_export.py",
    "_process": "cli checking/test_workers.py",
    "anchoring": "test_anchoring.py rules",
    "_version": "cli",
    "api": "test_whole_outputs.py cli scenarios/test_fixes.py checking/test_accepted.py test_corners.py"
    " comparison scenarios/test_diff.py"
    " scenarios/test_merge_driver.py edits/test_edit.py interchange/test_imports.py interchange/test_rights_file.py",
    "checking": "test_whole_outputs.py api lsp views edits/test_fix_editor.py cli/test_cli.py cli/test_check_options.py"
    " scenarios/test_baselines.py"
    " scenarios/test_waivers.py scenarios/test_repositories.py rules/test_rules.py rules/test_rules_waivers.py"
    " test_limits.py test_corners.py spark/test_storage.py",
    "cli": "test_whole_outputs.py api comparison interchange/test_imports.py interchange/test_mapped.py scenarios"
    " lsp/test_lsp.py test_corners.py",
    "comparison": "scenarios/test_diff.py cli views/test_compared.py",
    "codec": "models rules test_limits.py test_corners.py laws/test_roundtrips.py scenarios/test_baselines.py",
    "diagnostics": "test_whole_outputs.py checking/test_results.py rules api/test_fix.py render cli",
    "drafts": "scenarios/test_drafts.py",
    "edits": "api/test_fix.py test_editor.py comparison/test_adjudicate.py comparison/test_merge.py"
    " scenarios/test_merge_driver.py rules/test_rules_fixes.py scenarios/test_fixes.py scenarios/test_waivers.py",
    "errors": "cli fs",
    "formats": "edits test_limits.py",
    "fs": "api/test_export.py",
    "interchange": "test_whole_outputs.py api/test_export.py",
    "limits": "test_limits.py formats",
    "lsp": "test_editor.py",
    "merging": "comparison scenarios/test_merge_driver.py",
    "models": "codec rules json_schema laws/test_roundtrips.py",
    "render": "test_whole_outputs.py cli scenarios/test_action.py drafts/test_from_draft.py",
    "rules": "checking test_anchoring.py text/test_timex.py",
    "json_schema": "models cli",
    "spark": "",
    "testing": "models laws/test_roundtrips.py json_schema",
    "text": "test_anchoring.py rules models",
    "views": "test_whole_outputs.py cli/test_commands.py api/test_memory.py comparison/test_agreement.py"
    " comparison/test_compare.py scenarios/test_diff.py lsp/test_lsp_preview.py",
}
"""Tests of each package outside its own folder, of each module at the top level all its tests."""
LEFT_OUT = {"views/test_pages.py", "lsp/test_tour.py", "lsp/test_vscode.py"}
"""They start browsers and editors for each mutant, and fail where there are none."""


def tests_of(module: str) -> list[str]:
    """The files of tests of a module, those of its own folder first."""
    name = module.partition("/")[0].removesuffix(".py")
    found = []
    for where in (name, *ALSO[name].split()):
        path = ROOT / "tests" / where
        found += sorted(path.rglob("test_*.py")) if path.is_dir() else [path] if path.exists() else []
    files = dict.fromkeys(path.relative_to(ROOT / "tests").as_posix() for path in found)
    return [f"tests/{file}" for file in files if file not in LEFT_OUT]


def everything() -> list[str]:
    """All packages and modules."""
    return sorted(path.name for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists())


def modules_of(what: str) -> list[str]:
    """The modules of a package, or the one of that name."""
    path = PACKAGE / what
    found = sorted(path.rglob("*.py")) if path.is_dir() else [path] if path.is_file() else []
    if not found:
        sys.exit(f"there is no {what} in newscorpus")
    return [one.relative_to(PACKAGE).as_posix() for one in found]


def tried_of(module: str, share: float, seed: int) -> list[Mutant]:
    """The mutants of a module that are tried. Says so if it has none."""
    every = list(mutants(module, (PACKAGE / module).read_text(encoding="utf-8")))
    if not every:
        print(f"{module}: nothing in it decides", flush=True)
        return []
    return sorted(random.Random(f"{seed} {module}").sample(every, max(1, round(len(every) * share))))


def main() -> int:
    parser = argparse.ArgumentParser(description="mutation testing")
    parser.add_argument("what", nargs="*", metavar="WHAT", help="package or module, such as cli or rules/structure.py")
    parser.add_argument("--share", type=float, default=0.1, help="share of all mutants that are tried")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1, help="how many are tried at a time")
    given = parser.parse_args()
    modules = {what: modules_of(what) for what in given.what or everything()}
    drawn = partial(tried_of, share=given.share, seed=given.seed)
    total, alive = 0, Counter[str]()
    for what, found in modules.items():
        tried = {module: of for module in found if (of := drawn(module))}
        all_tried = [mutant for of in tried.values() for mutant in of]
        if not all_tried:
            continue
        with tempfile.TemporaryDirectory() as folder:
            copies = [Path(folder).resolve() / f"copy{i}" for i in range(given.jobs)]
            for copy in copies:
                ignored = shutil.ignore_patterns(
                    ".git", ".venv", "build", "dist", "__pycache__", ".*cache", ".hypothesis"
                )
                shutil.copytree(ROOT, copy, ignore=ignored)
            outcome = outcomes(all_tried, reached(copies[0], {module: tests_of(module) for module in tried}), copies)
        for mutant in all_tried:
            if mutant.name in outcome:
                print(f"{outcome[mutant.name]}  newscorpus/{mutant.module}:{mutant.line}  {mutant.name}", flush=True)
        result = f"{len(all_tried) - len(outcome)} of {len(all_tried)} killed"
        print(f"{what}: {result} ({1 - len(outcome) / max(len(all_tried), 1):.1%})", flush=True)
        total += len(all_tried)
        alive.update(outcome.values())
    print(f"{total - alive.total()} of {total} killed ({1 - alive.total() / max(total, 1):.1%})")
    return 1 if alive["not tried"] else 0


if __name__ == "__main__":
    sys.exit(main())
