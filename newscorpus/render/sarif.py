"""Report -> SARIF 2.1.0, with everything that GitHub code scanning needs.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html and
https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning.
"""

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from newscorpus._version import DOCUMENTATION, __version__
from newscorpus.diagnostics.report import Diagnostic, Fix, Report, Severity, Span
from newscorpus.render.escapes import escaped, json_pieces
from newscorpus.render.file_names import with_fingerprints
from newscorpus.rules import BY_CODE, Rule
from newscorpus.rules.explain import explain

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "recommendation"}

FINGERPRINT = "newscorpus/v1"
"""Key of our fingerprints. GitHub reads `primaryLocationLineHash`, which its upload action computes from the lines; it
warns of each finding that has another one already (github/codeql-action#4052)."""


def render(report: Report) -> Iterator[str]:
    """Yield one JSON object with one run. It includes the rules that have findings."""
    codes = sorted(report.codes)
    indices = {code: i for i, code in enumerate(codes)}
    driver = {
        "name": "newscorpus",
        "version": __version__,
        "informationUri": DOCUMENTATION,
        "rules": [_rule(BY_CODE[code]) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [],
    }
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    results = (_result(d, indices[d.code], fingerprint) for d, fingerprint in with_fingerprints(report))
    yield from json_pieces(document, results, "results")


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": _sentence(f"{rule.summary[0].upper()}{rule.summary[1:]}")},
        "fullDescription": {"text": rule.why or rule.summary},
        **({"helpUri": rule.page} if rule.page else {}),
        "help": {"text": "\n".join(explain(rule)), "markdown": _markdown(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"problem.severity": _PROBLEMS[rule.severity]},
    }


def _markdown(rule: Rule) -> str:
    example = f"\n\nWrong (-) and right (+):\n\n```diff\n{rule.diff}\n```" if rule.example else ""
    return f"**{rule.code} {rule.name}**\n\n{rule.why or rule.summary}{example}"


def _result(d: Diagnostic, index: int, fingerprint: str) -> dict[str, Any]:
    out: dict[str, Any] = {
        "ruleId": d.code,
        "ruleIndex": index,
        "level": _LEVELS[d.severity],
        "message": {"text": _message(d)},
        "locations": [_location(d.primary)],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }
    if d.elsewhere:
        out["relatedLocations"] = [
            {"id": i, **_location(label.span), "message": {"text": _plain(label.text)}}
            for i, label in enumerate(d.elsewhere, 1)
        ]
    if d.fixes:
        out["fixes"] = [_fix(fix) for fix in d.fixes]
    return out


def _message(d: Diagnostic) -> str:
    """Sentences. GitHub shows a related place only if the message contains a link to it: `[words](id)`."""
    links = ", ".join(f"[{_link_text(label.text)}]({i})" for i, label in enumerate(d.elsewhere, 1))
    return " ".join(
        [
            _sentence(_plain(d.message + (f": {d.label}" if d.label else ""))),
            *([f"See {links}."] if links else []),
            *([_sentence(f"Help: {_plain(d.advice)}")] if d.advice else []),
        ]
    )


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def _plain(text: str) -> str:
    """Part of a message that is not parsed as a link (3.11.6): every link contains `](`."""
    return escaped(text).replace("](", "]\\(")


def _link_text(text: str) -> str:
    """The text of a link, with brackets and backslashes escaped (3.11.6)."""
    return escaped(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]") or "here"


def _location(span: Span) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": uri(span.file)}, "region": _region(span)}}


def uri(file: str) -> str:
    """Return a file name of `file_names.seen_from` as URI: relative, or absolute for a file outside the root."""
    # In names that are not valid Unicode, surrogates become three bytes that no file name has, so nothing is lost.
    encoded = quote(file.encode("utf-8", "surrogatepass"), safe="/")
    if drive := _DRIVE.match(file):
        return f"file:///{drive[0]}{encoded.partition('/')[2]}"
    return f"file://{encoded}" if file.startswith("/") else encoded


_DRIVE: Final = re.compile("[A-Za-z]:/")
"""The beginning of an absolute path of Windows."""


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
