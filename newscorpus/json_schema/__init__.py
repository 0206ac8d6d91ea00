"""JSON Schemas (2020-12) for editors and validators, and their files.

`builder` derives those of the file format from the models. That of reports is derived here, from attrs classes whose
fields have their description in the source, as a string below each. The description of a schema lists what it cannot
express.
"""

import ast
import inspect
import json
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin

import attrs

from newscorpus.diagnostics.report import INTERNAL, VERSION, Report
from newscorpus.errors import UsageError
from newscorpus.formats.json.writer import dump_json
from newscorpus.fs import atomic
from newscorpus.fs.folders import make_folders
from newscorpus.json_schema.builder import Builder, build_article, build_labels, build_manifest, build_map
from newscorpus.json_schema.draft import VENDORS, build_draft
from newscorpus.json_schema.parts import Schema
from newscorpus.models import Manifest
from newscorpus.models.manifest import SCHEMA_ENDING

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
ID: Final = "https://w3id.org/newscorpus/1/{}.schema.json"

NAMES: Final = {
    "article": "the annotation of an article, in YAML or JSON",
    "corpus": "corpus.yaml: what the articles of a corpus share",
    "draft": "what a language model writes of an article",
    "map": "a mapping file: what the fields of JSON, JSON Lines or CSV mean, for `newscorpus import`",
    "labels": "a mapping file: what the labels of brat and other annotation tools mean, for `newscorpus import`",
    "withheld": "an article whose text is withheld, as a line of `withheld.jsonl` in a release has it",
    "diagnostic": "what a check finds, as `newscorpus check --output-format json` writes it",
}
"""The name of each schema, and what the schema describes."""

OF_CORPUS: Final = ("article", "corpus", "draft")
"""The schemas that a corpus can have of its own."""

_BEYOND: Final = """\
A schema cannot say, and `newscorpus check` finds: references to actors, events and other articles; whether quotes and \
names are in the text; times and their order, and that a day exists; what events and claims of a kind must or cannot \
have together; two of a list with one id; the corpus as a whole. It takes 3.0 for the integer 3, as all validators do; \
and it sees neither keys that occur twice, nor anchors and tags, nor how YAML wrote a number (007, 0x1F)."""
_OPEN: Final = (
    " Where a corpus.yaml adds words or attributes of its own, any word and attribute is accepted in its registry."
)


def names_of(manifest: Manifest | None) -> tuple[str, ...]:
    """Return the names of the schemas that there are: of a corpus, or in general."""
    return OF_CORPUS if manifest else tuple(NAMES)


def schema(name: str, manifest: Manifest | None = None, vendor: str = "plain") -> Schema:
    """Return a JSON Schema.

    Args:
        name: One of `NAMES`.
        manifest: The corpus whose own terms and attributes the schema accepts; for the names in `OF_CORPUS`.
        vendor: For a draft, whose structured outputs it is for: one of `VENDORS`.

    Returns:
        The schema as plain data.

    Raises:
        UsageError: There is no schema of that name, a corpus has none, or there is no such vendor; or a draft has more
            terms than the vendor allows.
    """
    if name not in names_of(manifest):
        of_corpus = " of a corpus" if manifest else ""
        raise UsageError(f"no schema {name!r}{of_corpus}: there are {', '.join(names_of(manifest))}")
    if name != "draft" and vendor != "plain":
        raise UsageError(f"the schema {name!r} is for no vendor: only that of drafts is, `draft`")
    if vendor != "plain":
        return build_draft(manifest, vendor)
    own = {"article": build_article, "corpus": build_manifest, "draft": build_draft}
    general = {"map": build_map, "labels": build_labels, "withheld": _withheld, "diagnostic": build_report}
    body = general[name]() if name in general else own[name](manifest)
    of = f" of the corpus {manifest.name}" if manifest else ""
    description = f"{NAMES[name][0].upper()}{NAMES[name][1:]}{of}."
    if name in ("article", "corpus"):
        description += "\n\n" + _BEYOND + (_OPEN if name == "corpus" and not manifest else "")
    head: Schema = {"$schema": DIALECT, "$id": ID.format(name)}
    if manifest:
        del head["$id"]  # the identifier of the general schema
    return {**head, **body, "title": f"newscorpus {name}{of}", "description": description}


def _withheld() -> Schema:
    schema: Schema = json.loads(Path(__file__).with_name("withheld.json").read_text(encoding="utf-8"))
    return schema


def text(name: str, manifest: Manifest | None = None, vendor: str = "plain") -> str:
    """Return the text of the file of a schema. The arguments are those of `schema`."""
    return dump_json(schema(name, manifest, vendor), indent=True)


def file_name(name: str) -> str:
    """Return the name of the file of a schema."""
    return name + SCHEMA_ENDING


def write(folder: Path, names: Iterable[str], manifest: Manifest | None = None, *, check: bool = False) -> list[Path]:
    """Write the files of schemas into a folder.

    Args:
        folder: The folder; it is created if there are files to write.
        names: Some of `NAMES`.
        manifest: As for `schema`.
        check: Write no file.

    Returns:
        The paths of the files that were missing or different.
    """
    changed = []
    for name in names:
        path, content = folder / file_name(name), text(name, manifest)
        if not path.is_file() or path.read_bytes() != content.encode("utf-8"):
            changed.append(path)
            if not check:
                make_folders(folder)
                atomic.write_text(path, content, within=folder)
    return changed


# --- reports --------------------------------------------------------------------------------------------------------

_PLAIN = {str: "string", int: "integer", bool: "boolean", float: "number", NoneType: "null"}


def build_report() -> Schema:
    """Return the schema of a report as `newscorpus check --output-format json` writes it."""
    defs: dict[str, Schema] = {}
    report = _object(Report, defs)
    version = {"const": VERSION, "description": "version of this format"}
    report["properties"] = {"version": version, **report["properties"]}
    report["required"] = ["version", *report["required"]]
    return {**report, "$defs": defs}


def _object(cls: type, defs: dict[str, Schema]) -> Schema:
    """Return the schema of a mapping with the fields of `cls`, and maybe more: later versions may add some."""
    meanings = read_descriptions(cls)
    shown = [field for field in attrs.fields(cls) if not field.metadata.get(INTERNAL)]
    fields = {a.name: {**build(a.type, defs), "description": meanings[a.name]} for a in shown}
    return {"title": cls.__name__.lower(), "type": "object", "required": list(fields), "properties": fields}


def build(kind: Any, defs: dict[str, Schema]) -> Schema:
    """Return the schema of a value of that type. Raises TypeError for an unknown type."""
    if kind in _PLAIN:
        return {"type": _PLAIN[kind]}
    if inspect.isclass(kind) and issubclass(kind, StrEnum):
        return {"enum": [str(member) for member in kind]}
    if attrs.has(kind):
        if kind.__name__ not in defs:
            defs[kind.__name__] = {}
            defs[kind.__name__] = _object(kind, defs)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    if get_origin(kind) is Sequence or (get_origin(kind) is tuple and get_args(kind)[1:] == (Ellipsis,)):
        return {"type": "array", "items": build(get_args(kind)[0], defs)}
    if get_origin(kind) is tuple:
        items = [build(part, defs) for part in get_args(kind)]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
    if get_origin(kind) is Mapping and get_args(kind)[0] is str:
        return {"type": "object", "additionalProperties": build(get_args(kind)[1], defs)}
    if get_origin(kind) is UnionType and get_args(kind)[1:] == (NoneType,) and get_origin(get_args(kind)[0]) is tuple:
        pair = build(get_args(kind)[0], defs)
        return {**pair, "type": [pair["type"], "null"]}
    if get_origin(kind) is UnionType and all(part in _PLAIN for part in get_args(kind)):
        return {"type": [_PLAIN[part] for part in get_args(kind)]}
    raise TypeError(f"{kind}: no JSON Schema is known for this type")


@cache
def read_descriptions(cls: type) -> dict[str, str]:
    """Return the descriptions of the fields of `cls`: the string below each in the source."""
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
    assert isinstance(body, ast.ClassDef)
    descriptions = {}
    for field, below in zip(body.body, body.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(below, ast.Expr):
            assert isinstance(below.value, ast.Constant)
            descriptions[field.target.id] = " ".join(str(below.value.value).split())
    return descriptions


__all__ = ["NAMES", "OF_CORPUS", "VENDORS", "Builder", "Schema", "file_name", "names_of", "schema", "text", "write"]
