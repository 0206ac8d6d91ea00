"""`python tests/mutants.py [--share 0.1] [--seed 0] [MODULE …]`: mutation testing of what decides.

Each mutant is one small change of one module: a comparison turned, a condition negated, a number off by one, a
statement left out. If the module's tests pass all the same, nothing guards that place: the mutant has survived, and is
listed. Mutants that are equal to the original by all that can be observed are named in tests/mutants.txt, with the
reason. A share of all mutants is drawn by the seed, so that a run takes as long as one likes.

mutmut and cosmic-ray are not used: the one leaves out decorated functions, as all rules are, the other starts a run of
its own for each mutant, too.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
EQUAL = Path(__file__).with_suffix(".txt")
SECONDS = 600
"""A mutant that runs so long is endless, and noticed."""

TESTS = {
    "formats/yaml_reader.py": ["formats/test_yaml_reader.py", "formats/test_yaml_simple.py", "test_hostile.py"],
    "formats/yaml_simple.py": ["formats/test_yaml_simple.py", "formats/test_yaml_reader.py"],
    "formats/yaml_core.py": ["formats/test_yaml_core.py", "formats/test_yaml_simple.py"],
    "formats/yaml_writer.py": ["formats/test_yaml_writer.py", "formats/test_yaml_simple.py"],
    "formats/json_reader.py": ["formats/test_json_reader.py", "formats/test_json_writer.py", "test_conformance.py"],
    "formats/json_writer.py": ["formats/test_json_writer.py"],
    "formats/source.py": ["formats/test_source.py", "formats/test_yaml_reader.py"],
    "formats/editing.py": ["test_rules_fixes.py", "test_fixing.py", "formats/test_editing.py", "test_fix_laws.py"],
    "codec/reading.py": ["test_models.py", "test_corpora.py", "test_roundtrips.py", "test_schema.py", "test_fields.py"],
    "codec/writing.py": ["test_models.py", "test_roundtrips.py", "test_corners.py"],
    "codec/locating.py": ["test_seed_defects.py", "test_corners.py", "test_rules.py", "test_corpora.py"],
    "anchoring.py": ["test_anchoring.py", "test_roundtrips.py", "test_rules.py"],
    "text.py": ["test_text.py", "test_anchoring.py"],
    "models/edtf.py": ["models/test_edtf.py", "test_rules_times.py"],
    "render/escaping.py": ["test_render.py", "test_reports.py"],
    "files.py": ["test_files.py", "test_hostile.py"],
    "fixing.py": ["test_rules_fixes.py", "test_fixing.py", "test_fix_laws.py"],
    "rules/anchors/telling.py": ["test_rules.py", "test_seed_defects.py", "test_anchoring.py", "test_rules_fixes.py"],
    "rules/anchors/quotes.py": ["test_rules.py", "test_seed_defects.py", "test_anchoring.py", "test_rules_fixes.py"],
    "rules/anchors/names.py": ["test_rules.py", "test_seed_defects.py", "test_anchoring.py", "test_rules_fixes.py"],
    "rules/anchors/words.py": ["test_rules.py", "test_seed_defects.py", "test_anchoring.py", "test_rules_fixes.py"],
    "rules/anchors/texts.py": ["test_rules.py", "test_seed_defects.py", "test_anchoring.py", "test_rules_fixes.py"],
    "rules/anchors/offsets.py": ["test_rules.py", "test_seed_defects.py", "test_anchoring.py", "test_rules_fixes.py"],
    "rules/claims.py": ["test_rules_claims.py", "test_rules.py", "test_seed_defects.py"],
    "rules/corpus.py": ["test_corpora.py", "test_rules.py", "test_large_corpus.py"],
    "rules/events.py": ["test_rules_events.py", "test_rules.py", "test_seed_defects.py"],
    "rules/references.py": ["test_rules.py", "test_seed_defects.py", "test_corpora.py", "test_models.py"],
    "rules/times.py": ["test_rules_times.py", "test_rules.py", "test_seed_defects.py"],
    "rules/waivers.py": ["test_rules.py", "test_corpora.py", "test_rules_fixes.py"],
}
"""The tests of each module, those first that notice most."""

_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


def mutants(source: str) -> Iterator[tuple[int, str, str, str]]:
    """Line, old words, new words and the whole changed source of each mutant."""
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))

    def offset(line: int, column: int) -> int:  # columns of `ast` are UTF-8 bytes
        return starts[line - 1] + len(lines[line - 1].encode()[:column].decode())

    for node, new in _changes(ast.parse(source)):
        start, end = offset(node.lineno, node.col_offset), offset(node.end_lineno, node.end_col_offset)
        yield node.lineno, source[start:end], new, source[:start] + new + source[end:]


def _changes(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Nodes, and what stands in their place. Annotations, docstrings and messages of exceptions are left alone."""
    left_alone: set[int] = set()
    for node in ast.walk(tree):
        for field in ("annotation", "returns", "decorator_list", "exc", "msg"):
            if isinstance(node, (ast.arg, ast.AnnAssign, ast.FunctionDef, ast.ClassDef, ast.Raise, ast.Assert)):
                left_alone |= {id(one) for inner in _listed(getattr(node, field, None)) for one in ast.walk(inner)}
        if isinstance(node, ast.JoinedStr):  # whose parts have no true places before Python 3.12
            left_alone |= {id(one) for one in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) not in left_alone:
            yield from _of(node)


def _listed(value: object) -> list[ast.AST]:
    return value if isinstance(value, list) else [value] if isinstance(value, ast.AST) else []


def _of(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    match node:
        case ast.Compare(ops=[op, *_]) if type(op) in _TURNED:
            turned = ast.Compare(node.left, [_TURNED[type(op)](), *node.ops[1:]], node.comparators)
            yield node, f"({ast.unparse(turned)})"
        case ast.BoolOp(op, values):
            other = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield node, f"({ast.unparse(ast.BoolOp(other, values))})"
        case ast.UnaryOp(ast.Not(), operand):
            yield node, f"({ast.unparse(operand)})"
        case ast.BinOp(left, op, right) if type(op) in _OPERATORS and not _is_text(left) and not _is_text(right):
            yield node, f"({ast.unparse(ast.BinOp(left, _OPERATORS[type(op)](), right))})"
        case ast.Constant(bool(value)):
            yield node, str(not value)
        case ast.Constant(int(value)):
            yield node, str(value + 1)
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            yield test, f"(not ({ast.unparse(test)}))"
        case ast.Continue():
            yield node, "break"
        case ast.Return(value) if value is not None and not isinstance(value, ast.Constant):
            yield value, "None"
        case ast.Expr(ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.AugAssign():
            yield node, "pass"


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def survives(module: str, source: str, tests: list[str], copy: Path) -> bool:
    """Whether the tests pass with this source in the module's place."""
    path = copy / "newscorpus" / module
    original = path.read_text(encoding="utf-8")
    path.write_text(source, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(copy), "HYPOTHESIS_PROFILE": "quick", "PYTHONDONTWRITEBYTECODE": "1"}
    paths = [f"tests/{test}" for test in tests if (copy / "tests" / test).exists()]
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", *paths]
    try:
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return False
    finally:
        path.write_text(original, encoding="utf-8")
    return done.returncode == 0


def main() -> int:
    parser = argparse.ArgumentParser(description="mutation testing of what decides")
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="such as rules/times.py; all by default")
    parser.add_argument("--share", type=float, default=0.1, help="share of all mutants that are tried")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    equal = {line.split("  # ")[0] for line in EQUAL.read_text(encoding="utf-8").splitlines() if line}
    rng, tried, killed, excused = random.Random(given.seed), 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        ignored = shutil.ignore_patterns(".git", ".venv", "build", "dist", "__pycache__", ".*cache", ".hypothesis")
        shutil.copytree(ROOT, copy, ignore=ignored)
        for module in given.modules or list(TESTS):
            source = (ROOT / "newscorpus" / module).read_text(encoding="utf-8")
            if not survives(module, source, TESTS[module], copy):
                sys.exit(f"{module}: its tests fail without any mutant")
            every = list(mutants(source))
            for line, old, new, changed in rng.sample(every, max(1, round(len(every) * given.share))):
                name = f"{module}: {' '.join(old.split())} -> {' '.join(new.split())}"
                if name in equal:
                    excused += 1
                    continue
                tried += 1
                if survives(module, changed, TESTS[module], copy):
                    print(f"survived  newscorpus/{module}:{line}  {name}", flush=True)
                else:
                    killed += 1
            print(f"{module}: {len(every)} mutants; so far {killed} of {tried} tried are killed", flush=True)
    print(
        f"{killed} of {tried} killed ({killed / max(tried, 1):.1%}), {excused} equal ones left out; seed {given.seed}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
