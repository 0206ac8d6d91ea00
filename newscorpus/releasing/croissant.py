"""What a release says to machines: Croissant 1.1, with provenance, conditions of use and terms of RAI.

Provenance is in PROV-O, conditions in ODRL.

The specification: https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html, and for the terms of responsible
AI https://docs.mlcommons.org/croissant/docs/croissant-rai-spec.html.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from newscorpus.checking.loaded_corpus import WITHHELD
from newscorpus.interchange.tables.dataset import doc_of, file_object, record_set
from newscorpus.interchange.tables.rows import TABLES
from newscorpus.releasing.card import agreement_summary, making
from newscorpus.releasing.survey import Survey
from newscorpus.text.words import counted

Plain = dict[str, Any]

_CONFORMS: Final = ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"]
_PROGRAM: Final = ["prov:Agent", "prov:SoftwareAgent"]
_SPDX: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")
_LABELS: Final = frozenset({"actors/kind", "events/kind", "events/type", "events/status", "claims/stance"})
"""The fields that are labels: each value is one of a few terms, as the codebook explains them."""
_OF_TEXT: Final = {"text_license": "dct:license", "sha256": "sc:sha256", "url": "sc:url"}
"""Columns of `articles` that say something of the text, and the property that each is."""
_OF_ANNOTATION: Final = {
    "annotation_drafted_by": "prov:wasAttributedTo",
    "annotation_date": "prov:generatedAtTime",
    "annotation_state": "sc:creativeWorkStatus",
    "annotation_reviewed": "prov:endedAtTime",
}
"""Columns of `articles` that say how its annotation came about, and the property that each is."""
_RAI: Final = {
    "collection": "rai:dataCollection",
    "limitations": "rai:dataLimitations",
    "biases": "rai:dataBiases",
    "personal_information": "rai:personalSensitiveInformation",
    "use_cases": "rai:dataUseCases",
    "social_impact": "rai:dataSocialImpact",
    "synthetic": "rai:hasSyntheticData",
    "maintenance": "rai:dataReleaseMaintenancePlan",
}
"""The fields of `publication` that are terms of the vocabulary for responsible AI, or that NeurIPS 2026 asks for."""


def text(survey: Survey, rows: Mapping[str, int], folder: Path) -> str:
    """Return croissant.json for a folder whose files are complete."""
    manifest, publication = survey.manifest, survey.publication
    creators = [_creator(name) for name in publication.creators]
    optional = {
        "alternateName": manifest.title,
        "description": manifest.description,
        "version": manifest.version,
        "url": publication.url,
        "identifier": publication.doi and f"https://doi.org/{publication.doi}",
        "creator": creators,
        "datePublished": publication.published,
        "citeAs": _cited(survey),
        "inLanguage": sorted(survey.languages),
        "license": list(_licenses(survey)),
    }
    data = {
        "@context": _context(),
        "@type": "sc:Dataset",
        "conformsTo": _CONFORMS,
        "name": manifest.name,
        **{key: value for key, value in optional.items() if value},
        "usageInfo": list(_usage(survey)),
        **_provenance(survey),
        **_responsible(survey),
        "distribution": list(_files(rows, folder)),
        "recordSet": [_annotated(record_set(TABLES[name])) for name in rows if name in TABLES],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _context() -> Plain:
    data: dict[str, Plain] = json.loads(Path(__file__).with_name("croissant.json").read_text(encoding="utf-8"))
    return data["@context"]


def _creator(name: str) -> Plain:
    family, comma, given = name.partition(",")
    if comma:
        return {"@type": "sc:Person", "name": f"{given.strip()} {family.strip()}"}
    return {"@type": "sc:Organization", "name": name}


def _cited(survey: Survey) -> str:
    publication, version = survey.publication, survey.manifest.version
    people = " and ".join(publication.creators)
    fields = {
        "author": people and f"{{{people}}}",
        "title": f"{{{survey.title}}}",
        "year": publication.published and f"{{{publication.published[:4]}}}",
        "version": version and f"{{{version}}}",
        "doi": publication.doi and f"{{{publication.doi}}}",
        "url": publication.url and f"{{{publication.url}}}",
    }
    given = ", ".join(f"{key} = {value}" for key, value in fields.items() if value)
    return f"@misc{{{survey.manifest.name}, {given}}}"


def _licenses(survey: Survey) -> Iterator[Plain]:
    """Yield the licences, which cover the annotations, or some of the texts."""
    for covers, license_ in survey.rights.named:
        is_known = _SPDX.fullmatch(license_) and not license_.startswith("LicenseRef-")
        address = {"url": f"https://spdx.org/licenses/{license_}.html"} if is_known else {}
        yield {"@type": "sc:CreativeWork", "name": f"{covers}: {license_}", **address}


def _usage(survey: Survey) -> Iterator[Plain]:
    """Yield what may be done with the annotations and with the texts, as offers of ODRL where that is known."""
    distribute = {"odrl:action": {"@id": "odrl:distribute"}}
    offer = {"@type": ["CreativeWork", "odrl:Offer"]}
    permission = {"@type": "odrl:Permission", **distribute}
    yield {**offer, "name": f"Annotations: {survey.manifest.license}", "odrl:permission": permission}
    yield {"@type": "CreativeWork", "name": survey.rights.statement()}
    if survey.withheld:
        prohibition = {"@type": "odrl:Prohibition", **distribute}
        texts = counted(len(survey.withheld), "withheld text")
        yield {**offer, "name": f"{texts}, which may not be passed on", "odrl:prohibition": prohibition}


def _provenance(survey: Survey) -> Plain:
    """Return what the data are derived from, and who did what, after PROV-O."""
    sources = list(survey.publication.sources) or sorted(survey.publishers)
    entities = [{"@type": "prov:Entity", "prov:label": name} for name in sources]
    activities = [
        _activity("annotation", ["prov:Agent"], survey.annotators),
        _activity("drafts by programs", _PROGRAM, survey.programs),
        _activity("review against the text", ["prov:Agent"], survey.reviewers),
        _activity("check of the whole corpus", _PROGRAM, [f"newscorpus {survey.version}"]),
    ]
    derived = {"prov:wasDerivedFrom": entities} if entities else {}
    return {**derived, "prov:wasGeneratedBy": [activity for activity in activities if activity]}


def _activity(label: str, kinds: list[str], names: Mapping[str, int] | list[str]) -> Plain | None:
    if not names:
        return None
    agents = [{"@type": kinds, "prov:label": name} for name in sorted(names)]
    return {"@type": "prov:Activity", "prov:label": label, "prov:wasAssociatedWith": agents}


def _responsible(survey: Survey) -> Plain:
    """Return the terms for responsible AI: what `publication` says, and what annotations, reviews and agreement do."""
    stated = {term: getattr(survey.publication, name) for name, term in _RAI.items()}
    computed = {
        "rai:dataAnnotationProtocol": [
            "Actors, events and claims with quotes of the article as evidence; codebook.md explains the terms.",
            *making(survey),
        ],
        "rai:dataManipulationProtocol": _manipulation(survey),
        "rai:dataAnnotationAnalysis": [agreement_summary(survey)] if survey.agreement else None,
        "rai:annotationsPerItem": str(_annotations_per_item(survey)),
        "rai:machineAnnotationTools": [*sorted(survey.programs), f"newscorpus {survey.version} (checks)"],
    }
    return {key: value for key, value in {**stated, **computed}.items() if value is not None}


def _manipulation(survey: Survey) -> str | None:
    if not survey.withheld:
        return None
    texts = counted(len(survey.withheld), "text")
    return f"{texts} and all words of them are withheld: hashes stand in their place, and offsets stay."


def _annotations_per_item(survey: Survey) -> int:
    compared = len(survey.agreement.annotators) if survey.agreement else 1
    return max(compared, survey.most_annotators)


def _files(rows: Mapping[str, int], folder: Path) -> Iterator[Plain]:
    for name in rows:
        yield file_object(folder, f"data/{name}.parquet", "application/x-parquet", doc_of(name))
    for path in sorted(folder.glob("*.jsonl")):
        contents = "articles without their texts" if path.name == WITHHELD else "articles"
        yield file_object(folder, path.name, "application/jsonlines", f"{contents}, one JSON object a line")


def _annotated(records: Plain) -> Plain:
    """Return a record set with labels marked, and with columns about the text or the annotation as annotations."""
    table, fields = records["@id"], {field["name"]: field for field in records["field"]}
    for field in fields.values():
        if field["@id"] in _LABELS:
            field["dataType"] = [field["dataType"], "cr:Label"]
    if table != "articles":
        return records
    fields["text"]["annotation"] = [
        _annotation("articles/text", fields.pop(name), as_) for name, as_ in _OF_TEXT.items()
    ]
    about = [_annotation("articles/annotation", fields.pop(name), as_) for name, as_ in _OF_ANNOTATION.items()]
    whole = {"@type": "cr:Field", "@id": "articles/annotation", "name": "annotation", "subField": about}
    described = {**whole, "description": "how the annotation of the article came about"}
    return {**records, "field": list(fields.values()), "annotation": described}


def _annotation(owner: str, field: Plain, property_: str) -> Plain:
    return {**field, "@id": f"{owner}/{field['name']}", "equivalentProperty": property_}
