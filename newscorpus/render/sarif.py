"""Report -> SARIF 2.1.0, with all that GitHub's code scanning needs of it.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html and
https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from newscorpus._version import __version__
from newscorpus.diagnostics.report import Diagnostic, Fix, Report, Severity, Span
from newscorpus.render.escapes import escaped, json_text
from newscorpus.render.file_names import numbered
from newscorpus.rules import BY_CODE, Rule
from newscorpus.rules.explain import explain

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "recommendation"}

FINGERPRINT = "newscorpus/v1"
"""Key of our fingerprints. The one that GitHub reads, `primaryLocationLineHash`, is left to its upload action, which
computes it from the lines and warns of each finding that has another (github/codeql-action#4052)."""


def render(report: Report) -> Iterator[str]:
    """One JSON object with one run; of the rules it has those that found something."""
    codes = sorted(report.codes)
    indices = {code: i for i, code in enumerate(codes)}
    driver = {"name": "newscorpus", "version": __version__, "rules": [_rule(BY_CODE[code]) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(d, indices[d.code], fingerprint) for d, fingerprint in numbered(report)],
    }
    yield json_text({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": _sentence(f"{rule.summary[0].upper()}{rule.summary[1:]}")},
        "fullDescription": {"text": rule.why},
        "help": {"text": "\n".join(explain(rule)), "markdown": _markdown(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"problem.severity": _PROBLEMS[rule.severity]},
    }


def _markdown(rule: Rule) -> str:
    return f"**{rule.code} {rule.name}**\n\n{rule.why}\n\nWrong (-) and right (+):\n\n```diff\n{rule.diff}\n```"


def _result(d: Diagnostic, index: int, fingerprint: str) -> dict[str, Any]:
    out: dict[str, Any] = {
        "ruleId": d.code,
        "ruleIndex": index,
        "level": _LEVELS[d.severity],
        "message": {"text": _message(d)},
        "locations": [_location(d.primary)],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }
    if d.labels:
        out["relatedLocations"] = [
            {"id": i, **_location(label.span), "message": {"text": _plain(label.text)}}
            for i, label in enumerate(d.labels, 1)
        ]
    if d.fixes:
        out["fixes"] = [_fix(fix) for fix in d.fixes]
    return out


def _message(d: Diagnostic) -> str:
    """Sentences. A related place is shown by GitHub only if the message has a link to it: `[words](id)`."""
    links = ", ".join(f"[{_link_text(label.text)}]({i})" for i, label in enumerate(d.labels, 1))
    return " ".join(
        [
            _sentence(_plain(d.message + (f": {d.label}" if d.label else ""))),
            *([f"See {links}."] if links else []),
            *([_sentence(f"Help: {_plain(d.advice)}")] if d.advice else []),
        ]
    )


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!", "…")) else f"{words}."


def _plain(text: str) -> str:
    """Words of a message that make no link (3.11.6): `](` is what all links have."""
    return escaped(text).replace("](", "]\\(")


def _link_text(text: str) -> str:
    """The words of a link: brackets and backslashes in it are escaped (3.11.6)."""
    return escaped(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]") or "here"


def _location(span: Span) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": uri(span.file)}, "region": _region(span)}}


def uri(file: str) -> str:
    """A file, as `naming.seen_from` names it, as URI: relative, or absolute for one outside the root."""
    # What no encoding has, in names that are no Unicode, becomes three bytes that no file has; nothing is lost by it.
    encoded = quote(file.encode("utf-8", "surrogatepass"), safe="/")
    return f"file://{encoded}" if file.startswith("/") else encoded


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    replacements = [{"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}} for edit in fix.edits]
    place = {"uri": uri(fix.edits[0].span.file)}
    return {
        "description": {"text": _sentence(_plain(fix.title))},
        "artifactChanges": [{"artifactLocation": place, "replacements": replacements}],
    }
