"""Articles -> brat: for each a text and its annotations, and one `annotation.conf` with the labels."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from newscorpus.interchange.engine.document import (
    Annotation,
    Frame,
    Identifier,
    Mark,
    Relation,
    Remark,
    Same,
    Words,
)
from newscorpus.interchange.engine.offsets import joined
from newscorpus.interchange.engine.output import GENERATOR, Output
from newscorpus.interchange.own.labels import Labels
from newscorpus.interchange.own.writing import annotations
from newscorpus.models import Article
from newscorpus.text.spans import Span

CONFIGURATION: Final = "annotation.conf"
SCHEME: Final = "# newscorpus/1"
"""How the `annotation.conf` of articles that were written by newscorpus begins."""
_EQUIV: Final = "Equiv\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive"
"""The declaration of lines `*`."""
_SPACES: Final = r"\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_BREAKS: Final = re.compile(f"[{_SPACES}]+")
"""What the words of a line T cannot contain."""
_IN_LINE: Final = re.compile(rf"[\\{_SPACES}]|\A\s|\s\Z")
_IN_TOKEN: Final = re.compile(r"[\\\s]")


def write(articles: Iterable[Article], output: Output) -> None:
    """Write a text and a file of annotations for each article, and an `annotation.conf`, into a new folder.

    Raises:
        UsageError: As `Output.path_of`.
        OSError: A file cannot be written, or two articles have the same id.
    """
    folder = output.target
    folder.mkdir(parents=True)
    labels = Labels.of(output.rights.manifest)
    for article, text in output.with_texts(articles):
        lines, given = _Lines(text), annotations(article, text, _is_exact, output.losses)
        annotated = map(lines.line, labels.used(given))
        for ending, content in ((".txt", text), (".ann", "".join(f"{line}\n" for line in annotated))):
            with output.path_of(article, ending).open("xb") as file:
                file.write(content.encode("utf-8"))
    (folder / CONFIGURATION).write_text(_configuration(labels), encoding="utf-8", newline="\n")


def is_export(folder: Path) -> bool:
    """Report whether a folder contains what `write` wrote."""
    path = folder / CONFIGURATION
    return path.is_file() and path.read_bytes().startswith(SCHEME.encode())


def _configuration(labels: Labels) -> str:
    """Return the `annotation.conf`."""
    lines = [f"{SCHEME}: the labels are those of {GENERATOR}, which reads them back", "", "[entities]"]
    lines += sorted(labels.words - labels.events.keys())
    lines += ["", "[relations]", _EQUIV, *(f"{label}\tArg1:<ANY>, Arg2:<ANY>" for label in sorted(labels.relations))]
    lines += ["", "[events]"]
    for label, arguments in sorted(labels.events.items()):
        roles = {argument.rstrip("0123456789") for argument in arguments}
        lines.append(f"{label}\t{', '.join(f'{role}*:<ANY>' for role in sorted(roles))}".rstrip())
    lines += ["", "[attributes]"]
    for name, values in sorted(labels.marks.items()):
        listed = f", Value:{'|'.join(sorted(values))}" if values else ""
        lines.append(f"{name}\tArg:<ANY>{listed}")
    return "\n".join((*lines, ""))


class _Lines:
    """The lines of one article.

    Args:
        text: Its text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._numbers = Counter[str]()

    def line(self, annotation: Annotation) -> str:
        """Return the line of an annotation."""
        match annotation:
            case Words(id_, label, spans):
                parts = [part for span in spans for part in _parts(self._text, span)]
                words = " ".join(self._text[start:end] for start, end in parts)
                return f"{id_}\t{label} {';'.join(f'{start} {end}' for start, end in parts)}\t{words}"
            case Frame(id_, label, trigger, arguments):
                return " ".join((f"{id_}\t{label}:{trigger}", *(f"{role}:{target}" for role, target in arguments)))
            case Relation(id_, label, first, second):
                return f"{id_}\t{label} Arg1:{first} Arg2:{second}"
            case Same(label, members):
                return f"*\t{label} {' '.join(members)}"
            case Mark(label, target, value):
                return " ".join((f"{self._next('A')}\t{label}", target, *([] if value is None else [value])))
            case Identifier(target, scheme, value):
                shown = _escaped(value, token=True)
                return f"{self._next('N')}\tReference {target} {scheme}:{shown}\t{shown}"
            case Remark(label, target, text):
                return f"{self._next('#')}\t{label} {target}\t{_escaped(text)}"

    def _next(self, kind: str) -> str:
        self._numbers[kind] += 1
        return f"{kind}{self._numbers[kind]}"


def _is_exact(text: str, spans: Sequence[Span]) -> bool:
    """Report whether one line T with these spans of a text is read as the same spans."""
    is_ordered = all(before[1] <= after[0] for before, after in pairwise(spans))
    return is_ordered and joined([part for span in spans for part in _parts(text, span)], text) == tuple(spans)


def _parts(text: str, span: Span) -> Iterator[Span]:
    """Yield the parts of a span between line breaks and tabs, which the words of a line cannot contain."""
    at, end = span
    for gap in _BREAKS.finditer(text, at, end):
        if at < gap.start():
            yield at, gap.start()
        at = gap.end()
    if at < end:
        yield at, end


def _escaped(text: str, *, token: bool = False) -> str:
    r"""Write any string as one field of a line, or as a token without white space: `\u{…}` for what it cannot have."""
    return (_IN_TOKEN if token else _IN_LINE).sub(lambda match: f"\\u{{{ord(match[0]):x}}}", text)
