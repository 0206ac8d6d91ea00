"""A tour of all features of `newscorpus lsp`, in one article of a corpus; and the corpora for it.

`python tests/lsp/tour.py` takes it in a corpus of 3,000 articles.
"""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.request import urlopen

import attrs
from clients import ROOT, Place

import newscorpus as nc
from benchmarks.handwritten import write_corpus

SEED = "000_acf5269c8d9a5d96"
FEW = 120
"""Articles of the corpus in the suite: more than are loaded before anything is answered."""
OFFICE = "  moon-office: {name: Moon Office, kind: organization, country: SE, sector: GOV}\n"
LATER = """\
format: newscorpus/1
id: {other}
language: en
published: {published}
text: Anna Berg of the Moon Office slept when {other}.
actors:
  anna: {{name: Anna Berg, kind: person, country: SE, sector: GOV, roles: {{of the Moon Office: moon-office}}}}
events:
  sleep:
    kind: event
    type: other
    participants: {{agent: anna}}
    evidence: Anna Berg of the Moon Office slept
    relations: {{after: {article}#{event}}}
"""


def seed_corpus(folder: Path) -> str:
    """Make the corpus of the seed; return the name of its article."""
    shutil.copytree(ROOT / "seeds", folder)
    manifest = folder / "corpus.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8") + "actors:\n" + OFFICE, encoding="utf-8")
    return SEED


def large_corpus(folder: Path) -> str:
    """Make a corpus of many articles; return the name of the one for the tour."""
    write_corpus(folder, int(os.environ.get("NEWSCORPUS_ARTICLES", FEW)))
    manifest = folder / "corpus.yaml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("actors:\n", f"actors:\n{OFFICE}", 1), encoding="utf-8")
    return "article-000003"


@attrs.frozen
class Plan:
    """An article, and what is asked in it: chosen from its text, with the article as the library reads it."""

    folder: Path
    name: str
    lines: list[str]
    article: nc.Article
    event: str
    actor: str

    @classmethod
    def of(cls, folder: Path, name: str) -> "Plan":
        """Choose an event with an actor that is not in the registry, and with evidence of a line, which does not end in a quotation mark."""
        file = folder / f"{name}.yaml"
        lines, article = file.read_text(encoding="utf-8").removesuffix("\n").split("\n"), nc.load_article(file)
        shared = (folder / "corpus.yaml").read_text(encoding="utf-8")
        local = [key for key in article.actors if f"  {key}:" not in shared]
        for event in article.events:
            start = lines.index(f"  {event}:")
            own = lines[start : start + 12]
            people = next((line for line in own if line.startswith("    participants: {")), "")
            actor = next((key for key in local if re.search(rf"[ \[{{]{key}[,\]}}:]", people)), None)
            evidence = own[own.index("    evidence:") + 1] if "    evidence:" in own else ""
            if actor and event != article.events[event].type and re.match(r"      - (\w+ ){4}[\w ,]*$", evidence):
                break
        for other in ("later", "third"):
            text = LATER.format(other=other, published=article.published, article=article.id, event=event)
            (folder / f"{other}.yaml").write_text(text, encoding="utf-8")
        return cls(folder, name, lines, article, event, actor)

    @property
    def file(self) -> str:
        return f"{self.name}.yaml"

    @property
    def text(self) -> str:
        return f"{self.name}.txt"

    def at(self, start: str, words: str) -> Place:
        """Words of the first line of the event that begins like this."""
        first = self.lines.index(f"  {self.event}:")
        line = next(i for i in range(first, len(self.lines)) if self.lines[i].startswith(start))
        assert words in self.lines[line]
        return Place(self.file, line, words)

    def line(self, start: str) -> int:
        """The first line that begins like this."""
        return next(i for i, line in enumerate(self.lines) if line.startswith(start))

    @property
    def quote(self) -> str:
        return self.article.events[self.event].evidence[0].exact

    def head(self, table: str) -> list[str]:
        """The lines before a table."""
        return self.lines[: self.lines.index(f"{table}:")]

    @property
    def repeated(self) -> str:
        """A word that occurs several times in the text."""
        words = Counter(re.findall(r"\b[a-z]{5,}\b", self.article.text))
        return next(word for word, times in words.items() if 1 < times < 6)

    @property
    def selected(self) -> Place:
        """Words of the text that occur once."""
        for words in re.findall(r"\b[a-z]{3,}(?: [a-z]{3,}){2}\b", self.article.text):
            if self.article.text.count(words) == 1:
                return self.in_text(words)
        raise AssertionError

    def in_text(self, words: str) -> Place:
        """The first place of words in the text."""
        return Place(self.text, self.article.text[: self.article.text.index(words)].count("\n"), words)

    def completions(self) -> list[tuple[list[str], str, str]]:
        """Lines with something unfinished at the end, the item that is accepted, and the last line then."""
        three, four = (" ".join(self.quote.split()[:n]) for n in (3, 4))
        claim = [*self.head("claims"), "claims:", "  - quote: x"]
        event = [*self.head("events"), "events:", "  scratch:", "    kind: meeting"]
        date = str(self.article.published)[:10]
        return [
            ([*claim, "    by: "], self.actor, f"    by: {self.actor}"),
            ([*event, "    type: "], "talks", "    type: talks"),
            ([*event, "    evidence:", f"      - {three}"], four, f"      - {four}"),
            ([*event, f'    evidence: ["{three}'], four, f"    evidence: [{four}"),
            ([*event, "    when: {on Monday: "], date, f"    when: {{on Monday: {date}"),
            ([*event, "    eviden"], "evidence", "    evidence: "),
            ([*event, "    places: {Oslo: "], "NO", "    places: {Oslo: 'NO'"),
            ([*event, "    relations: {after: later#"], "later#sleep", "    relations: {after: later#sleep"),
            ([*self.lines, "waive: [{code: "], "NC305", "waive: [{code: NC305"),
        ]


async def tour(client, plan: Plan) -> dict:
    """Use each feature in an article; return what was seen. Afterwards, the files are as before."""
    file, lines, seen = plan.file, plan.lines, {}

    async def restore(name=file, text=lines):
        await client.set(file=name, first=0, last=-1, lines=text)

    assert await client.open(file=file) == lines
    seen["before"] = await client.diagnostics(file=file)
    await client.open(file="later.yaml")

    # What is typed: an error; a fix; all safe fixes; a waiver; a context.
    kind = plan.at("    type: ", "type")
    await client.set(file=file, first=kind.line, last=kind.line + 1, lines=["    type: no-such-type"])
    seen["error"] = [one for one in await client.diagnostics(file=file, code="NC104") if one[0] == "NC104"]
    typing_error = lines[kind.line].replace("type", "typ")
    await client.set(file=file, first=kind.line, last=kind.line + 1, lines=[typing_error])
    await client.diagnostics(file=file, code="NC101")
    await client.act(place=kind._replace(words="typ"), title="replace `typ`", only=["quickfix"])
    seen["fixed"] = (await client.open(file=file))[kind.line]
    await client.set(file=file, first=kind.line, last=kind.line + 1, lines=[lines[kind.line], "    note: 2024"])
    await client.diagnostics(file=file, code="NC103")
    await client.act(place=Place(file, kind.line + 1, "2024"), title="Make all safe", only=["source.fixAll"])
    seen["fixed all"] = (await client.open(file=file))[kind.line + 1]
    await restore()

    quote = plan.at("      - ", plan.quote.split()[0])
    await client.set(
        file=file, first=quote.line, last=quote.line + 1, lines=[lines[quote.line].replace("- ", "- e", 1)]
    )
    await client.set(file=file, first=quote.line, last=quote.line + 1, lines=[f"      - {plan.quote[1:]}"])
    await client.diagnostics(file=file, code="NC305")
    await client.act(place=quote._replace(words=plan.quote[1:]), title="Waive NC305", only=["quickfix"])
    seen["reason"] = (await client.cursor())["before"][-6:]
    await restore()
    await client.set(file=file, first=quote.line, last=quote.line + 1, lines=[f"      - {plan.repeated}"])
    await client.diagnostics(file=file, code="NC302")
    await client.act(place=quote._replace(words=plan.repeated), title="Add the context", only=["quickfix"])
    seen["context"] = (await client.open(file=file))[quote.line]
    await restore()

    # What is unfinished is completed.
    seen["completed"] = []
    for text, label, _ in plan.completions():
        await restore(text=text)
        seen["completed"].append(await client.complete(file=file, label=label))
    await restore()
    for _ in range(600):
        seen["after"] = await client.diagnostics(file=file, code="NC002", gone=True)
        if seen["after"] == seen["before"]:
            break
        await asyncio.sleep(0.1)  # those of a text between come before

    # What is at a place.
    actor = Place(file, plan.line(f"  {plan.actor}:"), plan.actor)
    event = Place(file, plan.line(f"  {plan.event}:"), plan.event)
    later = (await client.open(file="later.yaml")).index(f"    relations: {{after: {plan.article.id}#{plan.event}}}")
    link = Place("later.yaml", later, f"{plan.article.id}#{plan.event}")
    office = Place("later.yaml", 6, "moon-office")
    await client.set(file=file, first=-1, last=-1, lines=["waive: [{code: NC305, at: claims, why: a test}]"])
    code = Place(file, len(lines), "NC305")
    places = (quote, actor, event, kind._replace(words=lines[kind.line].split()[1]), code, link, office)
    seen["hover"] = [await client.hover(place=place) for place in places]
    await restore()
    used = plan.at("    participants: ", plan.actor)
    file_name = Place(file, plan.line("text_file:"), plan.text)
    seen["defined"] = [
        [(one["file"], one["line"]) for one in await client.define(place=place)]
        for place in (used, link, office, quote, file_name)
    ]
    seen["referred"] = [
        sorted((one["file"], one["line"]) for one in await client.refer(place=place))
        for place in (actor, event, office)
    ]
    seen["highlighted"] = sorted(await client.highlight(place=actor))
    seen["symbols"] = [(one["file"], one["line"]) for one in await client.symbols(file=file)]
    seen["found"] = [(one["file"], one["line"]) for one in await client.search(query=f"{plan.article.id}#{plan.event}")]
    seen["resolved"] = await client.resolve(file=file, query="later#sleep")
    seen["folds"] = await client.folds(file=file)
    seen["links"] = [one.rpartition("/")[2] for one in await client.links(file=file)]
    seen["selected"] = await client.select(place=used)
    seen["hints"], seen["lenses"] = await client.hints(file=file), await client.lenses(file=file)
    await client.run_lens(place=actor)
    seen["lens"] = (await client.cursor())["line"]

    # The whole file, and others.
    await client.set(file=file, first=kind.line, last=kind.line + 1, lines=[lines[kind.line].replace(": ", ":    ")])
    await client.format(file=file)
    seen["formatted"] = (await client.open(file=file))[kind.line]
    await restore()
    await client.set(file=file, first=event.line, last=event.line + 1, lines=["  elsewhere:"])
    await client.save(file=file)
    seen["dangling"] = [code for code, _ in await client.diagnostics(file="third.yaml", code="NC707", closed=True)]
    await restore()
    await client.save(file=file)
    await client.diagnostics(file="third.yaml", code="NC707", gone=True, closed=True)
    await client.rename(place=event, new="renamed-1")
    seen["renamed"] = [
        [i for i, one in enumerate(await client.open(file=name)) if "renamed-1" in one] for name in (file, link.file)
    ]
    await client.rename(place=event._replace(words="renamed-1"), new=plan.event)
    seen["renamed back"] = await client.open(file=file)

    # In the text.
    mark, name = plan.in_text(plan.quote), plan.in_text(plan.article.actors[plan.actor].name)
    await client.open(file=plan.text)
    seen["about"], seen["colour"] = await client.hover(place=mark), await client.colour(place=name)
    seen["annotated"] = [(one["file"], one["line"]) for one in await client.define(place=mark)]
    seen["same"] = await client.highlight(place=mark)
    seen["become"] = []
    for what in (
        f"evidence of `{plan.event}`",
        f"a mention of `{plan.actor}`",
        "a new actor",
        "evidence of a new event",
        "a new claim",
    ):
        await client.act(place=plan.selected, title=f"`{plan.selected.words}` is {what}")
        left = Counter(lines)
        seen["become"].append(
            [line for line in await client.open(file=file) if not left[line] or left.subtract([line])]
        )
        await restore()
    registry = await client.open(file="corpus.yaml")
    await client.act(place=Place(link.file, 6, "anna"), title="Add `anna` to the registry")
    seen["registered"] = "\n".join((await client.open(file="corpus.yaml"))[len(registry) :])
    await restore("corpus.yaml", registry)

    address = await client.preview(file=file)
    page = await asyncio.to_thread(lambda: urlopen(address, timeout=60).read().decode())
    seen["previewed"] = plan.article.actors[plan.actor].name in page
    return seen


def main() -> None:
    """Take the tour in a large corpus, and print the result."""
    test = Path(__file__).with_name("test_tour.py")
    environment = {**os.environ, "NEWSCORPUS_ARTICLES": "3000"}
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", f"{test}"]
    ran = subprocess.run(command, env=environment, text=True, capture_output=True, check=False)
    sys.stdout.write(ran.stdout + ran.stderr)
    sys.exit(ran.returncode)


if __name__ == "__main__":
    main()
