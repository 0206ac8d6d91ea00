"""What the model knows of the world, as data: terms, countries, currencies, languages, cities.

Each file says in its first lines where it comes from and what its columns are. Imports the standard library only.
"""

from pathlib import Path


def rows(name: str) -> list[list[str]]:
    """Return the rows of a table, `NAME.tsv`; a row ends with its last column that is not empty."""
    return [line.split("\t") for line in text(f"{name}.tsv").splitlines() if not line.startswith("#")]


def text(file: str) -> str:
    """Return the whole of a file."""
    return Path(__file__).with_name(file).read_text(encoding="utf-8")
