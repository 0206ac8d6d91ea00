"""What commands print and write of a small corpus, as a whole: nothing is lost, nothing moves.

Each file in tests/expected is named after its commands below, and has what they printed, how they ended, and the files
that they wrote. `NEWSCORPUS_RENEW=1 pytest tests/test_whole_outputs.py` writes these files; read the difference.
"""

import json
import os
import re
import shlex
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from command import newscorpus

import newscorpus as nc

EXPECTED = Path(__file__).parent / "expected"
RENEW = os.environ.get("NEWSCORPUS_RENEW") == "1"
BROKEN = {
    "spill.yaml": [
        ("Oil ran out of the ferry Alma in Harwick harbour on Tuesday, two", "Oil ran out of the ferry Alba, two"),
        ("kind: person", "kind: persn"),
        ("by: berg", "by: borg"),
        ("topics: [Oil]", "topics: [oIl]"),
        ("the caption has it", ""),
        ("participants: {agent: [crew, berg]}", "participants: {agent: [crew, berg}"),
    ],
    "other.json": [
        ('"type": "other"', '"type": "othr"'),
        ('"same_as": "first"', '"same_as": "spill#none"'),
        ('"published"', '"published": "2023-13", "published"'),
    ],
}
"""Errors of several kinds, one after the other: the last one of a file makes it unreadable."""
COMMANDS = {
    "stats": ["stats .", "stats . --output-format json", "stats spill.yaml"],
    "show": ["show . --width 60", "show other.json --color always"],
    "convert": [
        "convert . -o ../all.jsonl",
        "convert . --to json -o ../json",
        "convert . --to yaml -o ../yaml",
        "convert spill.yaml -o ../spill.jsonl",
    ],
    "sqlite": ["export sqlite . -o corpus.db"],
    "csv": ["export csv . -o ../csv"],
    "dataset": ["export dataset . -o ../dataset"],
    "view": ["view . -o site"],
    "view-one": ["view spill.yaml -o page.html"],
    "query": [
        f"query --output-format {format} . 'select event, when_latest, status from events order by 1'"
        for format in ("table", "csv", "json", "jsonl")
    ],
    "settings": [
        "check . --select NC9,NC304,NC536 --ignore NC903 --show-settings --show-files",
        "check . --verbose --select NC301 --fail-on hint --no-baseline",
        "check spill.yaml --show-files",
        "check . --today 2024-01-01 --output-format concise",
    ],
    "baseline": [
        "check . --write-baseline known.txt",
        "check . --baseline known.txt --output-format concise",
        "check . --baseline known.txt --statistics --ignore NC104",
        "check spill.yaml --update-baseline known.txt --select NC1",
    ],
    "lists": ["terms relations --corpus .", "terms casualties --output-format json", "explain NC301"],
    "cache": ["cache dir", "check .", "cache clear", "cache clear"],
    "narrow": [
        *("check . --select NC9 --show-settings", "terms relations", "show spill.yaml", "explain NC306"),
        *("check short.yaml withheld.yaml --select NC903", "query . 'select headline, author from articles'"),
    ],
    "begin": [
        "schema",
        "schema --corpus . --write ../schemas",
        "schema --corpus . --write ../schemas --check",
        "schema article --write ../schemas --check",
        "init ../new --name new --language de",
        "init ../new",
        "new ../a.txt",
        "new ../a.txt",
        "new ../b.txt --language en --published 2024-05-08 --minimal",
    ],
    "mistakes": [
        *("explain NC999", "explain qoute-not-in-text", "explain NCO03", "explain xyzzy"),
        *("schema nothing", "schema diagnostic --corpus .", "schema article --check"),
        *("check . --output-format ful", "check . --output-format xyzzy", "check . --output-format json="),
        *("check . --output-format json --output-format sarif", "check . --output-format full --output-format concise"),
        *("check . --output-format json=a --output-format sarif=./a", "check . --output-format json=spill.yaml"),
        *("check . --today 2024-1-1", "check . --today 20240101", "check . --jobs 0", "check . --select xyzzy"),
        *("check . --diff --statistics", "check . --fix --write-baseline a", "check . --show-fixes"),
        *("check . --quiet --verbose", "check . --show-files --quiet", "check . --show-settings --fix"),
        *("check . --statistics --output-format json", "check . --timings --fix", "check . --unsafe-fixes"),
        *("check . --baseline a --no-baseline", "check . --baseline none", "check . --write-baseline spill.yaml"),
        *("check - --stdin-filename .", "check - . --stdin-filename a.yaml", "check -", "check none.yaml"),
        *("view .", "view . -o page.html", "show none.yaml --width 60", "show . --width 19", "show . --width 1001"),
        *("query none 'select 1'", "convert . -o ../a.xyz", "convert none -o ../a.jsonl"),
        *("export csv . -o spill.yaml", "export csv . --nested -o ../csv", "export sqlite . --flat --nested -o ../a"),
    ],
    "files": [
        "check . ../alone --show-files",
        "check . ../alone --output-format concise --extend-select NC9",
        "check a.yaml under/own/f.yaml ../alone/i.yaml --output-format concise",
        "check sub lines.jsonl --output-format concise --jobs 2",
        "check a.yaml --write-baseline texts/a.txt",
        "check a.yaml --output-format json=texts/a.txt",
        "stats a.yaml ../alone/h.yaml",
    ],
    "reports": [
        f"check . --today 2024-06-01 --output-format {name}"
        for name in ("full", "concise", "json", "github", "sarif", "gitlab", "junit", "rdjson")
    ],
    "fixes": [
        "check . --diff --show-fixes",
        "check . --diff --unsafe-fixes --show-fixes --color always",
        "check . --fix --show-fixes --statistics",
        "check . --fix --unsafe-fixes --output-format concise",
    ],
    "unreadable": ["check .", "stats .", "show .", "view . -o site", "export csv . -o csv", "convert . -o all.jsonl"],
}
HEAD = "format: newscorpus/1\nlanguage: en\n"
TREE = {
    ".git/HEAD": "ref: refs/heads/main\n",
    ".gitignore": "drafts/*\n!drafts/kept.yaml\nb.yaml/\n*.bak.yaml\n/sub/one/here.yaml\n",
    "corpus.yaml": "format: newscorpus/1\nname: c\narticles: ['*.yaml', '!no-*.yaml', 'l*.jsonl', 'un*/'"
    ", 'sub/**/deep/?.yaml', 'drafts/']\nexclude: ['old-[0-9].yaml', 'none.yaml']\nchecks: {per_file_ignore:"
    " {'x*': [NC304], 'old-*': [NC3], 'a.yaml': [NC705]}}\n",
    "a.yaml": f"{HEAD}id: a\ntext_file: texts/a.txt\n",
    "b.yaml": f"{HEAD}id: b\ntext_file: texts/none.txt\n",
    "c.yaml": f"{HEAD}id: b\ntext: Rain fell.\n",
    "texts/a.txt": "Rain fell.",
    "texts/unused.txt": "Snow fell.",
    "no-article.yaml": "a: 1",
    "old-1.yaml": "a: 1",
    "old-10.yaml": f"{HEAD}id: old-10\ntext: Snow fell in Oslo last week.\n",
    "lines.jsonl": '{"format": "newscorpus/1", "language": "en", "id": "l1", "text": "Hail."}\n\n{"id": 2}\n[\n',
    "x.bak.yaml": "a: 1",
    ".hidden.yaml": "a: 1",
    "drafts/gone.yaml": "a: 1",
    "drafts/kept.yaml": f"{HEAD}id: kept\ntext: Hail fell.\n",
    "sub/one/deep/d.yaml": f"{HEAD}id: d\ntext: Sleet.\n",
    "sub/one/deep/dd.yaml": "a: 1",
    "sub/one/here.yaml": "a: 1",
    "under/own/corpus.yaml": "format: newscorpus/1\nname: own\narticles: [e.yaml]\nchecks: {baseline: ../known}\n",
    "under/known": "",
    "under/own/e.yaml": f"{HEAD}id: e\ntext: Fog.\n",
    "under/own/f.yaml": f"{HEAD}id: f\ntext: Mist.\n",
    "under/broken/corpus.yaml": "format: newscorpus/1\nname: [\n",
    "under/broken/g.yaml": f"{HEAD}id: g\ntext: Dew.\n",
    "../alone/h.yaml": f"{HEAD}id: h\ntext: Ice.\n",
    "../alone/i.yaml": "a: 1",
    "../alone/j.json": "{}",
}
"""Files of corpora in each other, with each reason why one is an article or not."""
ERRORS = {"reports": -1, "fixes": -1, "baseline": -1, "view-one": -1, "unreadable": None}
"""How many of the errors of each file are made."""


@pytest.mark.parametrize("name", COMMANDS)
def test_whole_outputs(name, tmp_path, monkeypatch):
    """As they are in tests/expected."""
    if name in ("dataset", "query", "mistakes", "narrow"):
        pytest.importorskip("pyarrow")
        pytest.importorskip("duckdb")
    if name != "files":
        shutil.copytree(EXPECTED / "corpus", tmp_path / "corpus")
    for file, text in TREE.items() if name == "files" else ():
        path = tmp_path / "corpus" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    monkeypatch.chdir(tmp_path / "corpus")
    monkeypatch.setenv("NEWSCORPUS_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "30" if name == "narrow" else "100")
    for text in (tmp_path / "a.txt", tmp_path / "b.txt") if name == "begin" else ():
        text.write_text("Oil on the beach\n\nHARWICK, May 8, 2024 — Oil ran out.\n", encoding="utf-8")
    for file, errors in BROKEN.items() if name in ERRORS else ():
        text = Path(file).read_text(encoding="utf-8")
        for old, new in errors[: ERRORS[name]]:
            assert old in text
            text = text.replace(old, new)
        Path(file).write_text(text, encoding="utf-8")
    found = ""
    for words in COMMANDS[name]:
        before = files()
        ran = newscorpus(*shlex.split(words))
        found += f"$ newscorpus {words}\n{ran.out}"
        found += f"--- standard error\n{ran.err}" if ran.err else ""
        found += f"--- exit code {ran.code}\n" if ran.code else ""
        for path, data in files().items():
            if before.get(path) != data:
                found += f"--- {path.removeprefix('../')}\n{shown(path)}"
    compare(name, as_here(found))


def test_cells_of_notebooks():
    """Of the corpus, and of each article."""
    corpus = nc.load(EXPECTED / "corpus")
    cells = [page(one._repr_html_()) for one in (corpus, *corpus.articles.values())]
    compare("notebook", "\n".join(cells))


def compare(name: str, found: str) -> None:
    path = EXPECTED / f"{name}.txt"
    if RENEW:
        path.write_text(found, encoding="utf-8", newline="")
    assert found.splitlines() == path.read_text(encoding="utf-8").splitlines()


def files() -> dict[str, bytes]:
    """The corpus, and what stands beside it."""
    found = (os.path.relpath(path) for path in sorted(Path("..").rglob("*")) if path.is_file())
    return {path: Path(path).read_bytes() for path in found if not path.startswith("../cache/")}


def as_here(text: str) -> str:
    """Without what another version, folder or escape of a terminal would change."""
    text = text.replace(nc.__version__, "VERSION").replace(str(Path.cwd().parent), "")
    return text.replace("\x1b", "␛").replace("\r\n", "␍\n")


def shown(path: str) -> str:
    """A file as lines."""
    if path.endswith(".db"):
        return database(path)
    if path.endswith(".parquet"):
        return table(path)
    text = Path(path).read_text(encoding="utf-8")
    if path.endswith("schema.json"):
        return f"{sorted(json.loads(text).get('$defs', ()))}\n"
    if path.endswith(("croissant.json", "datapackage.json")):
        assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"
        text = re.sub(r'"(sha256|contentSize)": ".*?"', r'"\1": "…"', text)
        text = "\n".join(members(json.loads(text))) + "\n"
    if path.endswith(".html"):
        text = page(text)
    return text if text.endswith("\n") else text + "\n"


def members(data: object, place: str = "", depth: int = 2) -> Iterator[str]:
    """The parts of a description, a line each."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    if not inner or not depth:
        yield f"{place} {json.dumps(data, ensure_ascii=False)}"
    for name, one in inner if depth else ():
        yield from members(one, f"{place}/{name}", depth - 1)


def database(path: str) -> str:
    """The definitions of tables and indexes, and how many rows there are: `csv.txt` shows the same rows."""
    with closing(sqlite3.connect(path)) as db:
        made = list(db.execute("select name, sql from sqlite_master where sql is not null order by rowid"))
        lines = [f"{sql};" for _, sql in made]
        for name, sql in made:
            if sql.startswith("CREATE TABLE") and "fts" not in name and not name.startswith("sqlite_"):
                lines += [f"{name}: {count} rows" for (count,) in db.execute(f"select count(*) from {name}")]
        lines.append(str(list(db.execute("select rowid from articles_fts where articles_fts match 'oil'"))))
    return "\n".join(lines) + "\n"


def table(path: str) -> str:
    """Columns with their types, and the first row: `csv.txt` shows the same rows."""
    import pyarrow.parquet as pq

    found = pq.read_table(path)
    lines = [
        f"{field.name}: {field.type}{'' if field.nullable else ' not null'} {field.metadata or ''}"
        for field in found.schema
    ]
    lines.append(str({name: text for name, text in found.schema.metadata.items() if name != b"ARROW:schema"}))
    first = [json.dumps(row, default=str, ensure_ascii=False) for row in found.slice(0, 1).to_pylist()]
    return "\n".join([*lines, f"{found.num_rows} rows", *first]) + "\n"


def page(text: str) -> str:
    """A page without styles and scripts, but with its data."""
    text = re.sub(r"(<style\b[^>]*>).*?(</style>)", r"\1\2", text, flags=re.DOTALL)
    text = re.sub(r"sha256-[\w+/=]+", "sha256-…", text)

    def script(match: re.Match) -> str:
        data = match[2].replace("},", "},\n") if "json" in match[1] else ""
        return match[1] + data + match[3]

    text = re.sub(r"(<script\b[^>]*>)(.*?)(</script>)", script, text, flags=re.DOTALL)
    return re.sub(r"\n\s*\n+", "\n", text)
