"""Writes the parts of the documentation that are made from the package; with `--check`, only compares them."""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])

from made import DOCS, stale


def main() -> int:
    """The exit code: 1 if `--check` finds a page that is not up to date."""
    check = sys.argv[1:] == ["--check"]
    found = stale()
    for path, text in sorted(found.items()):
        name = path.relative_to(DOCS.parent)
        if check:
            print(f"{name} is not up to date: run `make generated`.")
        elif text is None:
            path.unlink()
            print(f"Removed {name}.")
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"Wrote {name}.")
    return 1 if check and found else 0


sys.exit(main())
