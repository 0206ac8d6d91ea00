"""The parts of the documentation that are made from the package: word lists, fields, rules, commands.

Each function returns Markdown. A page asks for a part by a block of its own,

    ```{made} fields Article
    ```

which `expand` replaces before Sphinx reads the page: so what is made can neither be stale nor differ from the package.
"""

import ast
import html
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import attrs
import click

from newscorpus import models
from newscorpus.cli.main import cli
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.models import corpus, manifest
from newscorpus.models.fields import Type, fields_of
from newscorpus.models.metadata import IntegerAsText, InText, NotEmpty, OneOf, Pattern, Ref, Vocabulary
from newscorpus.models.vocabulary import DEFAULT, STATUSES, Word
from newscorpus.rules import RULES, Rule
from newscorpus.rules.explain import explain_fixes, explain_waiver

HERE: Final = Path(__file__).parent
PACKAGE: Final = HERE.parent / "newscorpus"
_BLOCK: Final = re.compile(r"^```\{made\} ([^\n]+)\n```$", re.MULTILINE)


def expand(page: str) -> str:
    """`page` with every part that it asks for. Raises KeyError for a part that there is not."""

    def made(match: re.Match[str]) -> str:
        name, *words = match[1].split()
        return "\n".join(PARTS[name](*words)).rstrip("\n")

    return _BLOCK.sub(made, page)


# --- words ----------------------------------------------------------------------------------------------------------


def examples() -> Mapping[str, Any]:
    """What codebook.yaml says of each word: list → (kind →) word → `{example, unlike, instead}`."""
    found: Mapping[str, Any] = parse_yaml((HERE / "codebook.yaml").read_text(encoding="utf-8")).data
    return found


def words(table: str, kind: str | None = None) -> Iterator[str]:
    """A word list as a list of definitions: meaning and source; an example, and what looks like one and is none."""
    said = examples()[table]
    for word in _every_status() if table == "statuses" else DEFAULT.get(table, kind).values():
        anchor = "-".join(filter(None, (table, kind, word.word)))
        yield f"[**{word.word}**]{{#{anchor}}} – {word.meaning}{_source(word)}"
        yield from _shown((said[kind] if kind else said)[word.word])
        yield ""


def _every_status() -> Iterator[Word]:
    """The statuses of all kinds, each once and in order; where a kind lacks it, its meaning says which have it."""
    found = {word.word: word for words in STATUSES.values() for word in words.values()}
    for word in sorted(found, key=list(examples()["statuses"]).index):
        kinds = [f"{kind}s" for kind, words in STATUSES.items() if word in words]
        only = "" if len(kinds) == len(STATUSES) else f" (of {' and '.join(kinds)} only)"
        yield attrs.evolve(found[word], meaning=found[word].meaning + only)


def _source(word: Word) -> str:
    return f" [{word.source}]{{.source}}" if word.source else ""


def _shown(said: Mapping[str, str]) -> Iterator[str]:
    yield f": [✓]{{.yes}} {said['example']}"
    if "unlike" in said:
        yield ""
        yield f": [✗]{{.no}} {said['unlike']} [→ {said['instead']}]{{.instead}}"


# --- fields ---------------------------------------------------------------------------------------------------------

MODELS: Final = {
    cls.__name__: cls
    for module in (models, manifest, corpus)
    for cls in vars(module).values()
    if isinstance(cls, type) and attrs.has(cls)
}


def fields(name: str) -> Iterator[str]:
    """The fields of a model as a table: name, what it holds, what it means."""
    yield "| field | holds | |"
    yield "| --- | --- | --- |"
    for field in fields_of(MODELS[name]):
        required = " **required**" if field.required else ""
        yield f"| `{field.name}`{required} | {holds(field.type)} | {_cell(field.doc)} |"


def holds(kind: Type) -> str:
    """What a field of that type holds, in words."""
    if kind.choices:
        return " or ".join(holds(choice) for choice in kind.choices)
    if kind.base is tuple:
        return f"list of {holds(kind.args[0])}{', at least one' if kind.mark(NotEmpty) else ''}"
    key_and_value = kind.args if kind.base not in (tuple, None) else ()
    if len(key_and_value) == 2:
        return f"{holds(key_and_value[0])} → {holds(key_and_value[1])}"
    return _scalar(kind)


def python_type(kind: Type) -> str:
    """What a model holds in a field of that type, in Python's words: `tuple[Quote, ...]`."""
    inner = [python_type(part) for part in (*kind.choices, *kind.args)]
    if kind.choices:
        name = " | ".join(inner)
    elif kind.base is tuple:
        name = f"tuple[{inner[0]}, ...]"
    elif kind.base is Mapping:
        name = f"Mapping[{', '.join(inner)}]"
    else:
        name = getattr(kind.base, "__name__", str(kind.base))
    return f"{name} | None" if kind.optional else name


def default(value: Any) -> str:
    """A default, as a signature shows it."""
    return "{}" if isinstance(value, Mapping) else repr(value)


def _scalar(kind: Type) -> str:
    listed, ref, pattern, one_of = (kind.mark(mark) for mark in (Vocabulary, Ref, Pattern, OneOf))
    if listed and listed.name in examples():
        return f"a word: [{listed.name.replace('_', ' ')}](#{listed.name.replace('_', '-')})"
    if listed:
        return " or ".join(f"`{word}`" for word in DEFAULT.get(listed.name))
    if ref:
        return f"id of an {' or '.join(ref.to)}"
    if kind.mark(InText):
        return "words of the article"
    if pattern or one_of:
        return _cell((pattern or one_of).expects)
    if attrs.has(kind.base):
        return f"[{kind.base.__name__}](#{kind.base.__name__.lower()})"
    if kind.mark(IntegerAsText):
        return "text, or a plain integer"
    return {str: "text", int: "integer", float: "number", bool: "true or false"}.get(kind.base, _other(kind))


def _other(kind: Type) -> str:
    return "text, number, true or false" if kind.base is models.fields.Scalar else kind.base.__name__


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("~", "\\~")


# --- rules ----------------------------------------------------------------------------------------------------------

RANGES: Final = {
    "0": "Files, encoding, syntax",
    "1": "Structure: fields, shapes, vocabularies, ids",
    "2": "References",
    "3": "Anchoring in the text",
    "4": "Time",
    "5": "Events",
    "6": "Claims",
    "7": "The corpus: across files",
    "8": "Waivers, configuration, baseline",
    "9": "Coverage: what the annotation leaves out",
}


def rules() -> Iterator[str]:
    """Every rule, by ranges: what `newscorpus explain` says of it."""
    for digit, title in RANGES.items():
        yield f"### NC{digit}xx: {title}"
        yield ""
        for rule in RULES:
            if rule.code[2] == digit:
                yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    yield f"({rule.code})="
    yield f"#### {rule.code} {rule.name}"
    yield ""
    yield f"[{rule.severity}]{{.severity-{rule.severity}}} {rule.summary[0].upper()}{rule.summary[1:]}."
    yield ""
    yield from rule.why.splitlines()
    yield ""
    yield "Wrong (`-`) and right (`+`):"
    yield ""
    fence = "````" if "`" in rule.diff else "```"
    yield f"{fence}diff"
    yield from rule.diff.splitlines()
    yield fence
    yield ""
    for line in explain_fixes(rule):
        option, colon, what = line.partition(": ")
        yield f"`{option}`{colon}{what}  " if colon else line
    yield ""
    if not rule.waivable:
        yield explain_waiver(rule)
        yield ""


# --- the command line -----------------------------------------------------------------------------------------------


def commands() -> Iterator[str]:
    """Every command, from its own declaration: what it does, its arguments and options."""
    with click.Context(cli, info_name="newscorpus") as context:
        for name in sorted(cli.commands):
            yield from _command(cli.commands[name], context)


def _command(command: click.Command, parent: click.Context) -> Iterator[str]:
    with click.Context(command, info_name=command.name, parent=parent) as context:
        yield f"(command-{command.name})="
        yield f"## newscorpus {command.name}"
        yield ""
        yield "```text"
        yield command.get_usage(context).removeprefix("Usage: ")
        yield "```"
        yield ""
        yield _paragraphs(command.help or "")
        yield ""
        options = [p for p in command.params if isinstance(p, click.Option)]
        if options:
            yield "| option | |"
            yield "| --- | --- |"
        for option in options:
            shown = option.get_help_record(context)
            if shown:
                yield f"| {_code(shown[0])} | {_cell(shown[1])} |"
        yield ""


def _paragraphs(text: str) -> str:
    return re.sub(r"[ \t]*\n[ \t]*", "\n", text.replace("\b\n", "").strip()).replace("*", "\\*")


def _code(declaration: str) -> str:
    return f"`{declaration}`".replace("|", "\\|")


# --- the layers of the package --------------------------------------------------------------------------------------


def layers() -> Iterator[str]:
    """The picture of the layers, lowest at the bottom: as the test of imports has them, each with its first words."""
    source = ast.parse((HERE.parent / "tests/test_architecture.py").read_text(encoding="utf-8"))
    found = next(
        node.value
        for node in source.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "LAYERS"
    )
    yield '<ol class="layers">'
    for layer in reversed(ast.literal_eval(found)):
        yield "<li>" + "".join(f"<div><b>{name}</b> {_about(name)}</div>" for name in layer) + "</li>"
    yield "</ol>"


def _about(name: str) -> str:
    file = PACKAGE / name / "__init__.py" if (PACKAGE / name).is_dir() else PACKAGE / f"{name}.py"
    doc = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    first = " ".join(re.split(r"\.(?:\s|$)|\n\n", doc, maxsplit=1)[0].split())
    return html.escape(re.sub(r"[`]", "", first))


PARTS: Final[Mapping[str, Callable[..., Iterator[str]]]] = {
    "words": words,
    "fields": fields,
    "rules": rules,
    "commands": commands,
    "layers": layers,
}

__all__ = ["MODELS", "PARTS", "examples", "expand", "holds"]
