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

from figures import record
from mutating import Mutant, mutants
from trials import reached, survivors

ROOT = Path(__file__).parent.parent
EQUAL = Path(__file__).with_suffix(".txt")

_YAML = ["formats/test_yaml_reader.py", "formats/test_yaml_fast_path.py", "formats/test_yaml_agreement.py"]
TESTS = {
    "formats/yaml/reader.py": ["formats/test_yaml_reader.py", "formats/test_yaml_fast_path.py"],
    "formats/yaml/builder.py": ["formats/test_yaml_reader.py", "formats/test_yaml_agreement.py"],
    "formats/yaml/parser.py": ["formats/test_yaml_reader.py", "formats/test_yaml_agreement.py"],
    "formats/yaml/causes.py": ["formats/test_yaml_reader.py"],
    "formats/yaml/errors.py": ["formats/test_yaml_reader.py"],
    "formats/yaml/positions.py": [
        "formats/test_yaml_reader.py",
        "formats/test_yaml_offset_maps.py",
        "fixes/test_fix_editor.py",
    ],
    "formats/yaml/offset_maps.py": ["formats/test_yaml_offset_maps.py", "formats/test_yaml_reader.py"],
    "formats/yaml/fast_path.py": [*_YAML],
    "formats/yaml/core_schema.py": ["formats/test_yaml_core_schema.py", "formats/test_yaml_offset_maps.py", *_YAML],
    "formats/yaml/writer.py": ["formats/test_yaml_writer.py", "fixes/test_fix_editor.py"],
    "formats/json/reader.py": [
        "formats/test_json_reader.py",
        "formats/test_json_writer.py",
        "formats/test_conformance.py",
    ],
    "formats/json/writer.py": ["formats/test_json_writer.py"],
    "formats/json/errors.py": ["formats/test_json_reader.py"],
    "formats/numbers.py": ["formats/test_yaml_core_schema.py", "formats/test_json_reader.py"],
    **{
        f"formats/{name}.py": ["formats/test_decoding.py", *_YAML, "formats/test_json_reader.py"]
        for name in ("decoding", "source_text")
    },
    "fixes/editor.py": ["fixes/test_fix_editor.py"],
    "fixes/verify.py": ["fixes/test_fix_editor.py", "rules/test_rules_fixes.py", "api/test_fix.py"],
    **{
        f"codec/{name}.py": [
            "codec/test_structure.py",
            "models/test_models.py",
            "test_limits.py",
            "rules/test_rules_fixes.py",
            "models/test_fields.py",
            "codec/test_compiled.py",
        ]
        for name in ("structure", "scalars", "vocabularies", "short_forms", "errors", "placeholders")
    },
    "codec/compiled.py": ["codec/test_compiled.py", "codec/test_structure.py", "models/test_models.py"],
    "codec/unstructure.py": [
        "codec/test_unstructure.py",
        "models/test_models.py",
        "laws/test_roundtrips.py",
        "test_corners.py",
    ],
    "codec/source_map.py": ["codec/test_source_map.py", "test_corners.py", "rules/test_rules_fixes.py"],
    "anchoring.py": ["test_anchoring.py"],
    **{
        f"text/{name}.py": [f"text/test_{name}.py", "text/test_index.py", "test_anchoring.py"]
        for name in ("spans", "words", "quotations", "index", "fuzzy")
    },
    "models/edtf.py": ["models/test_edtf.py", "rules/test_rules_times.py"],
    "checking/fingerprints.py": ["checking/test_baseline.py", "scenarios/test_baselines.py"],
    "codec/addresses.py": ["rules/test_rules_waivers.py", "scenarios/test_baselines.py"],
    "checking/baseline.py": ["checking/test_baseline.py", "checking/test_corpora.py", "test_corners.py"],
    "checking/selection.py": ["checking/test_selection.py", "checking/test_corpora.py", "rules/test_rules_waivers.py"],
    "checking/waivers.py": ["rules/test_rules_waivers.py", "checking/test_corpora.py"],
    "render/escapes.py": ["render/test_render.py", "render/test_reports.py"],
    **{f"fs/{name}.py": ["fs/test_files.py"] for name in ("atomic", "reading", "staging")},
    "diagnostics/changes.py": ["rules/test_rules_fixes.py", "api/test_fix.py"],
    "fixes/builder.py": ["rules/test_rules_fixes.py", "api/test_fix.py"],
    "api/fix.py": ["rules/test_rules_fixes.py", "api/test_fix.py"],
    "rules/__init__.py": ["rules/test_rules.py", "checking/test_selection.py"],
    "rules/anchors/suggestions.py": ["rules/test_rules_quotes.py", "rules/test_rules.py", "test_anchoring.py"],
    "rules/anchors/quotes.py": ["rules/test_rules_quotes.py", "rules/test_rules_offsets.py", "rules/test_rules.py"],
    "rules/anchors/names.py": ["rules/test_rules_names.py", "rules/test_rules.py"],
    "rules/anchors/words.py": [
        "rules/test_rules_words.py",
        "rules/test_rules_quotes.py",
        "rules/test_rules_texts.py",
        "rules/test_rules.py",
    ],
    "rules/anchors/article_text.py": [
        "rules/test_rules_texts.py",
        "rules/test_rules_offsets.py",
        "rules/test_rules.py",
    ],
    "rules/anchors/offsets.py": ["rules/test_rules_offsets.py", "rules/test_rules.py"],
    "rules/events/counts.py": ["rules/test_rules_counts.py", "rules/test_rules.py"],
    "rules/corpus.py": ["rules/test_rules_corpus.py", "checking/test_corpora.py", "rules/test_rules.py"],
    **{
        f"rules/{package}/{name}.py": [
            f"rules/test_rules_{package}.py",
            "rules/test_rules.py",
            "checking/test_corpora.py",
        ]
        for package, names in {
            "references": ("ids", "relations", "roles"),
            "times": ("bounds", "dates", "publication", "relations", "timex", "wording"),
            "events": ("parties", "statuses", "values"),
            "claims": ("cues", "speakers", "stances"),
            "coverage": ("cover", "names", "paragraphs", "times"),
        }.items()
        for name in names
    },
    **{
        f"rules/{name}.py": [
            "rules/test_rules.py",
            "rules/test_rules_quotes.py",
            "rules/test_rules_words.py",
            "rules/test_rules_offsets.py",
            "rules/test_rules_structure.py",
            "rules/test_rules_references.py",
            "rules/test_rules_waivers.py",
        ]
        for name in ("rule", "context")
    },
    "rules/structure.py": [
        "rules/test_rules_structure.py",
        "rules/test_rules.py",
        "rules/test_rules_fixes.py",
        "checking/test_corpora.py",
    ],
    "text/timex.py": ["text/test_timex.py", "rules/test_rules_times.py", "rules/test_rules_coverage.py"],
    "rules/configuration.py": [
        "rules/test_rules_waivers.py",
        "rules/test_rules.py",
        "checking/test_corpora.py",
        "rules/test_rules_fixes.py",
    ],
}
"""The tests of each module."""


def main() -> int:
    parser = argparse.ArgumentParser(description="mutation testing of what decides")
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="such as rules/structure.py; all by default")
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
            result = f"{len(tried) - living} of {len(tried)} killed"
            print(f"{module}: {result}", flush=True)
            record(f"python tests/mutants.py --share {given.share:g} {module}", result)
            total, alive, excused = total + len(tried), alive + living, excused + len(drawn) - len(tried)
    killed = total - alive
    print(
        f"{killed} of {total} killed ({killed / max(total, 1):.1%}), {excused} equal ones left out; seed {given.seed}"
    )
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
