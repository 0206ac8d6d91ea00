"""What a release says to people: README.md as data card, codebook.md, CITATION.cff."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from newscorpus.api.vocabulary import codebook as codebook_examples
from newscorpus.formats.yaml.writer import dump_yaml
from newscorpus.interchange.tables.dataset import configs, doc_of, license_of, plain, size_of
from newscorpus.models import Manifest, Publication
from newscorpus.models.fields import fields_of
from newscorpus.models.manifest import AttributeDeclarations
from newscorpus.models.vocabulary import BY_KIND, EVENT_KINDS, Word
from newscorpus.releasing.survey import Survey
from newscorpus.releasing.withheld import repeats
from newscorpus.text.words import counted

_VOCABULARIES: Final = (
    *("event_kinds", "types", "statuses", "roles", "actor_kinds", "sectors", "things"),
    *("casualties", "relations", "actor_relations", "stances"),
)
"""The vocabularies in a codebook, in its order."""
_STATED: Final = (
    *("collection", "sources", "use_cases", "limitations", "biases"),
    *("personal_information", "social_impact", "synthetic", "maintenance"),
)
_FIGURES: Final = ("f1", "kappa", "alpha")


def readme(survey: Survey, rows: Mapping[str, int]) -> str:
    """Return the data card: YAML for Hugging Face, then what people want to know."""
    manifest = survey.manifest
    languages = sorted({language.partition("-")[0].lower() for language in survey.languages})
    head = {
        "pretty_name": survey.title,
        **license_of(survey.included),
        "language": languages,
        "size_categories": [size_of(survey.statistics.totals.articles)],
        "tags": ["news", "events", "newscorpus"],
        "configs": configs(dict(rows)),
    }
    lines = ["---", dump_yaml(head).rstrip("\n"), "---", "", f"# {plain(survey.title)}", ""]
    if manifest.description:
        lines += [plain(manifest.description), ""]
    if survey.withheld:
        lines += [_skipped(survey), ""]
    lines += _sizes(survey, rows)
    lines += _files(survey, rows)
    lines += _making(survey)
    lines += _agreement(survey)
    lines += ["## Rights", "", *_rights(survey), ""]
    lines += _stated(survey)
    lines += ["## How to cite it", "", "See `CITATION.cff`.", ""]
    return "\n".join(lines)


def _skipped(survey: Survey) -> str:
    articles = counted(survey.statistics.totals.articles, "article")
    return (
        f"**The texts of {len(survey.withheld)} of {articles} are withheld, since they may not be passed on.** These"
        " articles are in the tables and in `withheld.jsonl`, where hashes stand for words of their texts. newscorpus"
        " skips them when it checks, loads or exports this folder. If you have the texts, put them into a folder, under"
        " any names: `newscorpus attach-text FOLDER TEXTS` writes the complete articles into `attached.jsonl`."
    )


def _sizes(survey: Survey, rows: Mapping[str, int]) -> Iterator[str]:
    statistics, version = survey.statistics, survey.manifest.version
    kinds = ("article", "actor", "event", "claim")
    totals = [counted(getattr(statistics.totals, f"{kind}s"), kind) for kind in kinds]
    titles = rows["quotes"] - statistics.totals.quotes
    quotes = counted(rows["quotes"], "quote") + (f" ({titles} of them titles of roles)" if titles else "")
    others = f", without {counted(len(survey.withheld), 'withheld text')}" if survey.withheld else ""
    yield from ("## Size", "")
    yield f"{', '.join(totals)}, {quotes}; {statistics.characters:,} characters of text{others}."
    yield f"Languages: {_counted(survey.languages)}." + (f" Version {plain(version)}." if version else "")
    yield ""
    for name in ("events by type", "events by status", "claims by stance", "actors by kind", "year of publication"):
        if name in statistics.counts:
            yield f"- {name}: {_counted(statistics.counts[name])}"
    yield ""


def _counted(counter: Counter[str]) -> str:
    ranked = sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{plain(value)} {number}" for value, number in ranked)


def _files(survey: Survey, rows: Mapping[str, int]) -> Iterator[str]:
    yield from ("## Files", "")
    if len(survey.withheld) < survey.statistics.totals.articles:
        yield "- `articles.jsonl`: the articles, one JSON object a line"
    if survey.withheld:
        yield "- `withheld.jsonl`: the articles whose texts are withheld; `schema/withheld.schema.json` describes it"
    yield "- `corpus.yaml`: settings, terms and fields of the corpus"
    yield "- `data/*.parquet`: the articles as tables; `corpus` has all of an article in a row"
    yield "- `tables/*.csv`: the tables but `corpus` as a Frictionless data package, `tables/datapackage.json`"
    yield "- `codebook.md`: the meaning of each term; `schema/`: JSON Schemas of articles and `corpus.yaml`"
    if survey.agreement is not None:
        yield "- `agreement.csv`: how far the annotators agree"
    yield "- `croissant.json`: Croissant metadata; `CITATION.cff`: how to cite; `SHA256SUMS`: checksums"
    yield ""
    yield '`datasets.load_dataset(FOLDER, "articles")` loads a table, `newscorpus.load(FOLDER)` the articles.'
    if survey.withheld:
        yield "The column `text` is empty where the text is withheld."
    yield "Offsets count Unicode code points of the text from 0; `end` is behind the last one. Dates are EDTF, with the"
    yield "first and the last day that they can mean."
    yield from ("", "| table | rows | |", "| --- | --- | --- |")
    yield from (f"| {name} | {count} | {doc_of(name)} |" for name, count in rows.items() if count)
    yield ""


def _making(survey: Survey) -> Iterator[str]:
    yield from ("## How it was annotated and checked", "")
    yield from (f"- {line}" for line in making(survey))
    yield ""


def making(survey: Survey) -> Iterator[str]:
    """Yield in a sentence each who annotated, drafted and reviewed the articles, and how they were checked."""
    articles = counted(survey.statistics.totals.articles, "article")
    if survey.annotators:
        yield f"Annotators, by articles: {_counted(survey.annotators)}."
    if survey.states:
        yield f"State of the annotations: {_counted(survey.states)}."
    if survey.programs:
        yield f"Programs that wrote drafts, by articles: {_counted(survey.programs)}."
    if survey.reviewers:
        yield f"{survey.reviewed} of {articles} reviewed against the text, by: {_counted(survey.reviewers)}."
    else:
        yield "No review is recorded."
    report = survey.report
    warnings = counted(len(report.diagnostics) - len(report.errors), "warning")
    waived = f", {counted(report.waived, 'finding')} waived with a reason" if report.waived else ""
    yield f"newscorpus {survey.version} checked all articles: no errors, {warnings}{waived}."


def _agreement(survey: Survey) -> Iterator[str]:
    measured = survey.agreement
    if measured is None:
        return
    yield from ("## Agreement", "", agreement_summary(survey), "")
    yield from ("| | unit | units | F1 | kappa | alpha |", "| --- | --- | --- | --- | --- | --- |")
    for row in measured.table().to_dicts():
        figures = " | ".join("" if row[name] is None else f"{row[name]:.2f}" for name in _FIGURES)
        yield f"| {row['figure']} | {row['unit']} | {row['units']} | {figures} |"
    yield from ("", "`agreement.csv` has the intervals, by bootstrap over articles.", "")


def agreement_summary(survey: Survey) -> str:
    """Return who was compared, and on how many articles."""
    measured = survey.agreement
    if measured is None:
        return ""
    names = ", ".join(map(plain, measured.annotators))
    return f"{len(measured.annotators)} annotations of {counted(len(measured.articles), 'article')}: {names}."


def _rights(survey: Survey) -> Iterator[str]:
    yield plain(survey.rights.statement())
    if survey.withheld:
        texts = counted(len(survey.withheld), "text")
        yield ""
        yield (
            f"Withheld: {texts} that may not be passed on. `sha256:` with 16 digits stands for quoted words, and for"
            " titles, notes and addresses that repeat five words in a row; `sha256-` for such ids. Offsets stay."
            f" newscorpus {survey.version} wrote the release, and puts texts back."
        )


def _stated(survey: Survey) -> Iterator[str]:
    publication = survey.publication
    yield from ("## Before you use it", "")
    for field in fields_of(Publication):
        value = getattr(publication, field.name)
        if field.name in _STATED and value not in (None, ()):
            said = "; ".join(value) if isinstance(value, tuple) else str(value)
            yield f"- {field.doc.split(':')[0]}: {plain('no' if value is False else 'yes' if value is True else said)}"
    if missing := survey.not_stated():
        yield f"- Not stated: {', '.join(name.replace('_', ' ') for name in missing)}."
    yield ""


def citation(survey: Survey) -> str:
    """Return a citation file: https://citation-file-format.github.io, version 1.2.0."""
    manifest, publication = survey.manifest, survey.publication
    published = publication.published
    fields = {
        "cff-version": "1.2.0",
        "message": "If you use this corpus, please cite it.",
        "type": "dataset",
        "title": survey.title,
        "abstract": manifest.description,
        "authors": [_author(name) for name in publication.creators] or [{"name": f"The authors of {survey.title}"}],
        "version": manifest.version,
        "date-released": published[:10] if published and len(published) >= len("2026-12-02") else None,
        "doi": publication.doi,
        "url": publication.url,
        "license": manifest.license,
    }
    return dump_yaml({name: value for name, value in fields.items() if value is not None})


def _author(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    return {"family-names": family.strip(), "given-names": given.strip()} if comma else {"name": name}


def codebook(survey: Survey) -> str:
    """Return the codebook: each term of the vocabularies with its meaning and examples, and the corpus's own fields.

    An example that by chance repeats words of a withheld text is left out.
    """
    manifest = survey.manifest
    lines = [f"# Codebook of {plain(manifest.title or manifest.name)}", ""]
    for name in _VOCABULARIES:
        for kind in EVENT_KINDS if name in BY_KIND else (None,):
            title = name.replace("_", " ")
            lines += [f"## {title[0].upper()}{title[1:]}{f' of {kind}s' if kind else ''}", ""]
            lines += _terms(name, kind, survey)
            lines.append("")
    lines += _attributes(manifest)
    return "\n".join(lines)


def _terms(name: str, kind: str | None, survey: Survey) -> Iterator[str]:
    described: Any = codebook_examples().get(name, {})
    examples = described.get(kind, {}) if kind and name != "statuses" else described
    for word in survey.manifest.words.get(name, kind).values():
        yield _term(word)
        shown = examples.get(word.word, {})
        for title, key in (("for example", "example"), ("but not", "unlike")):
            if key in shown and not repeats(shown[key], survey.runs):
                instead = f" ({shown['instead']})" if key == "unlike" else ""
                yield f"  - {title}: {shown[key]}{instead}"


def _term(word: Word) -> str:
    source = f" ({plain(word.source)})" if word.source else ""
    return f"- **{word.word}** – {plain(word.meaning)}{source}"


def _attributes(manifest: Manifest) -> Iterator[str]:
    owners = [(field.name, manifest.declared(field.name)) for field in attrs.fields(AttributeDeclarations)]
    for owner, declared in owners:
        if not declared:
            continue
        yield from (f"## Attributes of {owner}s", "")
        for name, attribute in declared.items():
            values = f": {', '.join(map(plain, map(str, attribute.enum)))}" if attribute.enum else ""
            meaning = f" – {plain(attribute.description)}" if attribute.description else ""
            yield f"- **{name}** ({attribute.type}{values}){meaning}"
        yield ""
