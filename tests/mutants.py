"""`python tests/mutants.py [--share 0.1] [--seed 0] [--jobs 1] [MODULE …]`: mutation testing of what decides.

Each mutant is one small change of one module: a comparison turned, a condition negated, a number off by one, a
statement left out. If the module's tests pass all the same, nothing guards that place: the mutant has survived, and is
listed. Mutants that are equal to the original by all that can be observed are named in tests/mutants.txt, with the
reason. A share of all mutants is drawn by the seed, so that a run takes as long as one likes.

A mutant costs about a second: `trials.py` says how.

mutmut and cosmic-ray are not used: the one leaves out decorated functions, as all rules are, the other starts a run of
its own for each mutant, too.
"""

import argparse
import random
import shutil
import sys
import tempfile
from pathlib import Path

from mutating import Mutant, mutants
from trials import reached, survivors

ROOT = Path(__file__).parent.parent
EQUAL = Path(__file__).with_suffix(".txt")

_YAML = ["formats/test_yaml_reader.py", "formats/test_yaml_simple.py", "formats/test_yaml_agreement.py"]
TESTS = {
    "formats/yaml_reader.py": ["formats/test_yaml_reader.py", "formats/test_yaml_simple.py"],
    "formats/yaml_builder.py": ["formats/test_yaml_reader.py", "formats/test_yaml_agreement.py"],
    "formats/yaml_parser.py": ["formats/test_yaml_reader.py", "formats/test_yaml_agreement.py"],
    "formats/yaml_errors.py": ["formats/test_yaml_reader.py"],
    "formats/yaml_positions.py": [
        "formats/test_yaml_reader.py",
        "formats/test_yaml_scalars.py",
        "formats/test_editing.py",
    ],
    "formats/yaml_scalars.py": ["formats/test_yaml_scalars.py", "formats/test_yaml_reader.py"],
    "formats/yaml_simple.py": [*_YAML],
    "formats/yaml_core.py": ["formats/test_yaml_core.py", "formats/test_yaml_scalars.py", *_YAML],
    "formats/yaml_writer.py": ["formats/test_yaml_writer.py", "formats/test_editing.py"],
    "formats/json_reader.py": ["formats/test_json_reader.py", "formats/test_json_writer.py", "test_conformance.py"],
    "formats/json_writer.py": ["formats/test_json_writer.py"],
    "formats/json_errors.py": ["formats/test_json_reader.py"],
    "formats/scalars.py": ["formats/test_yaml_core.py", "formats/test_json_reader.py"],
    "formats/source.py": ["formats/test_source.py", *_YAML, "formats/test_json_reader.py"],
    "formats/editing.py": ["formats/test_editing.py"],
    **{
        f"codec/{name}.py": [
            "test_reading.py",
            "test_models.py",
            "test_limits.py",
            "test_corpora.py",
            "test_rules_fixes.py",
            "test_fields.py",
            "test_quick.py",
        ]
        for name in ("structure", "scalars", "vocabularies", "short_forms", "errors", "placeholders")
    },
    "codec/compiled.py": ["test_quick.py", "test_reading.py", "test_models.py"],
    "codec/unstructure.py": ["test_writing.py", "test_models.py", "test_roundtrips.py", "test_corners.py"],
    "codec/source_map.py": ["test_locating.py", "test_corners.py", "test_rules_fixes.py"],
    "anchoring.py": ["test_anchoring.py"],
    "text.py": ["test_text.py", "test_anchoring.py"],
    "likeness.py": ["test_text.py", "test_anchoring.py"],
    "models/edtf.py": ["models/test_edtf.py", "test_rules_times.py"],
    "checking/baseline.py": ["test_baseline.py", "test_corpora.py", "test_corners.py"],
    "checking/selection.py": ["test_selection.py", "test_corpora.py", "test_rules_waivers.py"],
    "checking/waiving.py": ["test_rules_waivers.py", "test_corpora.py"],
    "render/escaping.py": ["test_render.py", "test_reports.py"],
    "files.py": ["test_files.py"],
    "mending.py": ["test_rules_fixes.py", "test_fixing.py"],
    "checking/fixable.py": ["test_rules_fixes.py", "test_fixing.py"],
    "fixing.py": ["test_rules_fixes.py", "test_fixing.py"],
    "rules/__init__.py": ["test_rules.py", "test_selection.py"],
    "rules/anchors/telling.py": ["test_rules_quotes.py", "test_rules.py", "test_anchoring.py"],
    "rules/anchors/quotes.py": ["test_rules_quotes.py", "test_rules_offsets.py", "test_rules.py"],
    "rules/anchors/names.py": ["test_rules_names.py", "test_rules.py"],
    "rules/anchors/words.py": ["test_rules_words.py", "test_rules_quotes.py", "test_rules_texts.py", "test_rules.py"],
    "rules/anchors/texts.py": ["test_rules_texts.py", "test_rules_offsets.py", "test_rules.py"],
    "rules/anchors/offsets.py": ["test_rules_offsets.py", "test_rules.py"],
    "rules/claims.py": ["test_rules_claims.py", "test_rules.py"],
    "rules/corpus.py": ["test_rules_corpus.py", "test_corpora.py", "test_rules.py"],
    "rules/coverage.py": ["test_rules_coverage.py", "test_rules.py"],
    "rules/events.py": ["test_rules_events.py", "test_rules.py"],
    "rules/references.py": ["test_rules_references.py", "test_rules.py", "test_corpora.py"],
    "rules/rule.py": [
        "test_rules.py",
        "test_rules_quotes.py",
        "test_rules_words.py",
        "test_rules_offsets.py",
        "test_rules_structure.py",
        "test_rules_references.py",
        "test_rules_waivers.py",
    ],
    "rules/structure.py": ["test_rules_structure.py", "test_rules.py", "test_rules_fixes.py", "test_corpora.py"],
    **{
        f"rules/times/{name}.py": ["test_rules_times.py", "test_rules.py"]
        for name in ("dates", "publication", "readings", "relations", "spans", "words")
    },
    "rules/timewords.py": ["test_rules_times.py", "test_rules_coverage.py"],
    "rules/waivers.py": ["test_rules_waivers.py", "test_rules.py", "test_corpora.py", "test_rules_fixes.py"],
}
"""The tests of each module."""


def main() -> int:
    parser = argparse.ArgumentParser(description="mutation testing of what decides")
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="such as rules/events.py; all by default")
    parser.add_argument("--share", type=float, default=0.1, help="share of all mutants that are tried")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1, help="how many are tried at a time")
    given = parser.parse_args()
    equal = {line.split("  # ")[0] for line in EQUAL.read_text(encoding="utf-8").splitlines() if line}
    rng, total, alive, excused, broken = random.Random(given.seed), 0, 0, 0, list[str]()
    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(folder).resolve() / f"copy{i}" for i in range(given.jobs)]
        for copy in copies:
            ignored = shutil.ignore_patterns(".git", ".venv", "build", "dist", "__pycache__", ".*cache", ".hypothesis")
            shutil.copytree(ROOT, copy, ignore=ignored)
        reaching = reached(
            copies[0], {module: [f"tests/{test}" for test in TESTS[module]] for module in given.modules or TESTS}
        )
        for module, known in reaching.items():
            source = (copies[0] / "newscorpus" / module).read_text(encoding="utf-8")
            every = list(mutants(module, source))
            drawn = rng.sample(every, max(1, round(len(every) * given.share)))
            tried = sorted(mutant for mutant in drawn if mutant.name not in equal)
            lines = (Mutant(line, line, f"unchanged {line}", source) for line in known.by_line)
            unchanged = list({known.in_importing(line): line for line in lines}.values())
            if survivors(module, unchanged, known, copies[:1]) != unchanged:
                print(f"{module}: its tests fail in a fork, without any mutant", flush=True)
                broken.append(module)
                continue
            found = survivors(module, tried, known, copies)
            for mutant in found:
                print(f"survived  newscorpus/{module}:{mutant.line}  {mutant.name}", flush=True)
            living = len(found)
            print(f"{module}: {len(tried) - living} of {len(tried)} killed", flush=True)
            total, alive, excused = total + len(tried), alive + living, excused + len(drawn) - len(tried)
    killed = total - alive
    print(
        f"{killed} of {total} killed ({killed / max(total, 1):.1%}), {excused} equal ones left out; seed {given.seed}"
    )
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
