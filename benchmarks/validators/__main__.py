"""`python -m benchmarks.validators PEERS`: plants four errors and prints, as a table, what each validator reports.

PEERS is a virtual environment with followthemoney, linkml, linkml-reference-validator, check-jsonschema, frictionless
and pycldf. Without errors, each validator must accept its file. Exit code 1 if one does not.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import attrs

HERE: Final = Path(__file__).parent
ERRORS: Final = ("a misspelt field", "30 February", "a dangling reference", "quoted words that are not in the text")
ACCEPTED: Final = "accepted"


@attrs.frozen
class Validator:
    """A command, the folder of its data, and how each error is planted there.

    `planted` has for each error a file, words in it, and what replaces them. An error is left out that the tool has no
    means to state. `dropped_words` has words that are in the output unless the tool drops them.
    """

    name: str
    folder: str
    commands: Sequence[str]
    planted: Mapping[str, tuple[str, str, str]]
    dropped_words: Mapping[str | None, str] = {}


_YAML: Final[Mapping[str, tuple[str, str, str]]] = {
    ERRORS[0]: ("article.yaml", "participants:", "particpants:"),
    ERRORS[1]: ("article.yaml", "2024-02-29", "2024-02-30"),
    ERRORS[2]: ("article.yaml", "[anna, carl]", "[anna, dora]"),
    ERRORS[3]: ("article.yaml", "[Anna Berg met", "[Anna Berg saw"),
}
_TABLES: Final[Mapping[str, tuple[str, str, str]]] = {
    ERRORS[0]: ("events.csv", "evidence\n", "evidnce\n"),
    ERRORS[1]: ("events.csv", "2024-02-29", "2024-02-30"),
    ERRORS[2]: ("events.csv", ",anna,", ",dora,"),
}
VALIDATORS: Final = (
    Validator("newscorpus", "newscorpus", (f"{sys.executable} -m newscorpus check --no-cache article.yaml",), _YAML),
    Validator(
        "check-jsonschema",
        "jsonschema",
        ("check-jsonschema --schemafile schema.json article.yaml",),
        {error: _YAML[error] for error in ERRORS[:2]},
    ),
    Validator(
        "FollowTheMoney",
        "followthemoney",
        ("ftm validate -i entities.json",),
        {
            ERRORS[0]: ("entities.json", '"involved"', '"invovled"'),
            ERRORS[1]: ("entities.json", "2024-02-29", "2024-02-30"),
            ERRORS[2]: ("entities.json", '["anna", "carl"]', '["anna", "dora"]'),
        },
        {ERRORS[0]: "invovled", ERRORS[1]: "2024-02-30", ERRORS[2]: "dora"},
    ),
    Validator(
        "LinkML",
        "linkml",
        (
            "linkml-validate -s schema.yaml -C Article article.yaml",
            (
                "linkml-reference-validator validate data article.yaml --schema schema.yaml --target-class Article"
                " --cache-dir cache"
            ),
        ),
        {**_YAML, ERRORS[3]: ("article.yaml", "evidence: Anna Berg met", "evidence: Anna Berg saw")},
    ),
    Validator("frictionless", "frictionless", ("frictionless validate datapackage.json",), _TABLES),
    Validator("pycldf", "pycldf", ("cldf validate metadata.json",), _TABLES),
)


def run(validator: Validator, peers: Path, folder: Path) -> tuple[int, str]:
    """Return the highest exit code of the commands of a validator, and what they print."""
    code, output = 0, ""
    for command in validator.commands:
        program, *words = command.split()
        path = program if Path(program).is_absolute() else str(peers / "bin" / program)
        done = subprocess.run([path, *words], cwd=folder, capture_output=True, text=True, check=False)
        code, output = max(code, done.returncode), output + done.stdout + done.stderr
    return code, output


def verdict(validator: Validator, peers: Path, error: str | None) -> str:
    """Return what a validator makes of its data with one error, or with none."""
    if error is not None and error not in validator.planted:
        return "–"
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "data")
        shutil.copytree(HERE / validator.folder, folder)
        if error is not None:
            name, old, new = validator.planted[error]
            text = (folder / name).read_text(encoding="utf-8")
            assert old in text, (validator.name, error)
            (folder / name).write_text(text.replace(old, new), encoding="utf-8")
        code, output = run(validator, peers, folder)
    if "Traceback" in output:
        return "traceback"
    if code:
        return "error"
    if "WARNING" in output or "warning" in output:
        return "warning, exit 0"
    is_dropped = error in validator.dropped_words and validator.dropped_words[error] not in output
    return "dropped, exit 0" if is_dropped else ACCEPTED


def main() -> int:
    """Print the table; return the exit code."""
    peers = Path(sys.argv[1]).resolve()
    refusals = [validator.name for validator in VALIDATORS if verdict(validator, peers, None) != ACCEPTED]
    print("| validator | " + " | ".join(ERRORS) + " |")
    print("| --- " * (len(ERRORS) + 1) + "|")
    for validator in VALIDATORS:
        print(f"| {validator.name} | " + " | ".join(verdict(validator, peers, error) for error in ERRORS) + " |")
    for name in refusals:
        print(f"{name} does not accept its data without an error", file=sys.stderr)
    return 1 if refusals else 0


sys.exit(main())
