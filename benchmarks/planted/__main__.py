"""How many planted mistakes `check` finds: `python -m benchmarks.planted [--missed] [--write]`.

The nine articles of this folder are annotated without a mistake that the annotators know of. Each has twenty mistakes
in `mistakes.yaml`, planned by authors who had read the documentation and not the rules; no rule was made for them. A
mistake counts as found if the check reports anything that it does not report of the article without the mistake.
`--write` puts the table into docs/rules.md.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

import attrs
import yaml

import newscorpus as nc

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "rules.md"
BEGIN, END = "<!-- planted: begin -->\n", "<!-- planted: end -->"
SELECTIONS = {"by default": (), "with hints (`--select ALL`)": ("ALL",)}


@attrs.frozen
class Mistake:
    """A mistake in one article: the strings of the file that it replaces, each of which occurs in it once."""

    article: str
    mistake: str
    changes: dict[str, str]

    def planted(self, text: str) -> str:
        """Return the article with the mistake."""
        for correct, wrong in self.changes.items():
            if text.count(correct) != 1:
                raise ValueError(f"{self.article}: {correct!r} occurs {text.count(correct)} times")
            text = text.replace(correct, wrong)
        return text


def read_mistakes() -> list[Mistake]:
    """Return all planted mistakes, in the order of the file."""
    data = yaml.safe_load((HERE / "mistakes.yaml").read_text(encoding="utf-8"))
    return [Mistake(**item) for item in data]


def read_articles() -> dict[str, str]:
    """Return the files of the articles without mistakes, by name."""
    paths = (path for path in sorted(HERE.glob("*.yaml")) if path.stem != "mistakes")
    return {path.stem: path.read_text(encoding="utf-8") for path in paths}


def findings(name: str, text: str, select: Sequence[str]) -> set[tuple[str, str]]:
    """Return the codes and messages that a check of one article reports."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{name}.yaml"
        file.write_text(text, encoding="utf-8")
        return {(each.code, each.message) for each in nc.check([file], select=select).diagnostics}


def measure(select: Sequence[str]) -> tuple[list[Mistake], int]:
    """Return the mistakes that are missed with a selection of rules, and the number of findings without mistakes."""
    articles = read_articles()
    clean = {name: findings(name, text, select) for name, text in articles.items()}
    missed = [
        mistake
        for mistake in read_mistakes()
        if findings(mistake.article, mistake.planted(articles[mistake.article]), select) <= clean[mistake.article]
    ]
    return missed, sum(map(len, clean.values()))


def table(results: dict[str, tuple[list[Mistake], int]]) -> str:
    """Return the results as a Markdown table."""
    total, articles = len(read_mistakes()), len(read_articles())
    rows = [
        f"| check | found of {total} planted mistakes | findings on the {articles} articles without mistakes |",
        "| --- | --- | --- |",
    ]
    for name, (missed, alarms) in results.items():
        found = total - len(missed)
        rows.append(f"| {name} | {found} ({found / total:.0%}) | {alarms} |")
    return "\n".join(rows) + "\n"


def main() -> None:
    """Print the table; with `--missed`, the mistakes that no rule finds too."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planted", description=__doc__)
    parser.add_argument("--missed", action="store_true", help="list the mistakes that are missed")
    parser.add_argument("--write", action="store_true", help="write the table into docs/rules.md")
    options = parser.parse_args()
    results = {name: measure(select) for name, select in SELECTIONS.items()}
    print(table(results), end="")
    if options.missed:
        for name, (missed, _) in results.items():
            print(f"\nMissed {name}:")
            print("\n".join(f"  {mistake.article}: {mistake.mistake}" for mistake in missed))
    if options.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        _, end, after = rest.partition(END)
        PAGE.write_text(f"{before}{BEGIN}\n{table(results)}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
