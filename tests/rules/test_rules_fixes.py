"""The fixes that rules say they have: their failing examples, and more of them here, are mended to something that no
longer has that finding."""

from pathlib import Path

import pytest
from examples import BY_CODE, RULES, all_but_unasked, checked

from newscorpus import fix

_TALKS = """
actors:
  anna: {name: Anna Berg, kind: person}
  carl: {name: Carl Dahl, kind: person}
events:
  talks:
    kind: meeting
    type: talks
    participants: {participant: [anna, carl]}
"""
_REGISTRY = "# corpus.yaml has: actors: {anna: {name: Anna Berg, kind: person, ids: {wikidata: Q1}}}"
_YESTERDAY = "    when: {yesterday: 2024-05-06}\n    evidence: Anna Berg met Carl Dahl yesterday"
_LATER = "# another file of the corpus has an event `later`"
_HASH = "sha256: 75d9d34bd3331cade638d20a056b9cac3e6275022c9f75e29d714829ae5d4b54"
FURTHER = [
    # code, whether the fix is safe, an annotation; where the rule's own example shows but one of its fixes
    ("NC006", True, "keywords: [NO, 'x']"),
    ("NC007", True, "note: >2+\n\n    a\n  b\n\n  the last line, without a newline"),
    ("NC101", False, "headlin: Talks in Oslo"),
    ("NC102", False, "'id': example\n'language': en\n'text': Anna Berg met Carl Dahl."),
    ("NC108", False, "language: Norwegian\nactors:\n  norway: {name: Anna Berg, kind: country, country: Norway}"),
    ("NC108", False, "language: EN_gb\nactors:\n  norway: {name: Anna Berg, kind: country, country: no}"),
    ("NC201", False, _TALKS.replace("[anna", "[ana") + "    evidence: Anna Berg met Carl Dahl"),
    (
        "NC207",
        False,
        "actors:\n  anna: {name: Anna Berg, kind: person}\nclaims:\n  - {by: anna, via: anna, quote: met}",
    ),
    ("NC209", False, f"{_REGISTRY}\nactors:\n  anna: {{mentions: [Anna], ids: {{wikidata: Q2}}}}"),
    ("NC409", False, f"text: Anna Berg met Carl Dahl yesterday.\n{_TALKS}{_YESTERDAY}"),
    ("NC707", False, f"{_LATER}\n{_TALKS}    relations: {{same_as: a#latr}}\n    evidence: Anna Berg met Carl Dahl"),
    ("NC803", False, "# corpus.yaml has: checks: {select: [quote-not-in-txt, NC8]}\nnote: x"),
    ("NC803", False, "# corpus.yaml has: checks: {severity: {alias-not-in-txt: error}}\nnote: x"),
    ("NC103", True, "actors:\n  - {id: anna, name: Anna Berg, kind: person, note: 5}"),
    ("NC103", False, "actors:\n  anna: {name: Anna Berg, kind: person, named: 'true'}"),
    ("NC104", False, _TALKS.replace("participant:", "participnt:") + "    evidence: Anna Berg met Carl Dahl"),
    ("NC104", False, _TALKS.replace("meeting", "meting") + "    evidence: Anna Berg met Carl Dahl"),
    ("NC112", True, "# corpus.yaml has: checks: {require: [article.sha256]}\nnote: its hash is required"),
    ("NC301", True, _TALKS + "    evidence:\n      - anna berg  met\n        Carl Dahl"),
    ("NC301", True, _TALKS + "    evidence: ['anna berg met carl dahl']"),
    ("NC301", False, _TALKS + "    evidence: |-\n      Anna Berg mett\n      Carl Dahl"),
    ("NC303", True, "actors:\n  anna:\n    name: Anna Berg\n    kind: person\n    mentions: {Anna: anna  berg met}"),
    (
        "NC303",
        False,
        "actors:\n  anna:\n    name: Anna Berg\n    kind: person\n    mentions: {Anna: Anna Berg mett Carl}",
    ),
    (
        "NC309",
        False,
        f"{_HASH}\ntext: Anna Berg met Carl.\nactors: {{anna: {{name: Anna Berg, kind: person, mentions: [Anna]}}}}",
    ),
    (
        "NC311",
        True,
        f"{_HASH}\ntext: “Anna Berg met Carl Dahl.”\n"
        + _TALKS
        + "    evidence:\n      - {exact: met, within: Berg met Carl, start: 10, end: 13}",
    ),
    (
        "NC311",
        False,
        _TALKS + "    when: {edtf: 2024-05-06, earliest: 2024-05-07}\n    evidence:\n      - Anna Berg met",
    ),
    ("NC315", True, _TALKS + "    places: {oslo: 'NO'}\n    evidence: Anna Berg met Carl Dahl in Oslo"),
    ("NC110", False, "published: 31.12.2024"),
    (
        "NC315",
        False,
        _TALKS + "    when: {on Mondy: 2024-05-06}\n    evidence: Anna Berg met Carl Dahl in Oslo on Monday",
    ),
    (
        "NC316",
        False,
        "actors: {anna: {name: Anna Berg, kind: person, roles: {in Olso: carl}}, carl: {name: Carl Dahl, kind: group}}",
    ),
    (
        "NC316",
        False,
        "actors:\n  anna: {name: Anna Berg, kind: person, roles: [mayor of oslo]}\ntext: Anna Berg, the mayor of Oslo, met Carl Dahl.",
    ),
    (
        "NC801",
        False,
        "waive:\n  - {code: NC304, at: actors.anna, why: x}\n  # a comment\n  - code: NC305\n    at: events\n    why: y",
    ),
    (
        "NC801",
        False,
        "actors: {anna: {name: Anna Berg, kind: person}}\nwaive: [{code: NC304, at: actors.anna, why: x}, {code: NC305, at: actors.anna, why: x}]",
    ),
    (
        "NC802",
        True,
        "actors: {anna: {name: Anna Berg, kind: person, aliases: [Zed, Anna]}}\nwaive: {code: NC304, at: 'actors.anna.aliases[0]', why: x}",
    ),
    (
        "NC802",
        False,
        "actors: {anna: {name: Anna Berg, kind: person, aliases: [Zed]}}\nwaive: {code: NC3O4, at: actors.anna, why: x}",
    ),
]
OWN = [
    (rule.code, safe, rule.failing)
    for rule in RULES
    for safe in (True, False)
    if (rule.fix if safe else rule.unsafe_fix)
]
BESIDE = {(code, safe) for code, safe, _ in FURTHER}
"""What a further example shows, so that the rule's own need not."""


@pytest.mark.parametrize(("code", "safe", "example"), [*OWN, *FURTHER])
def test_the_example_is_mended(code: str, safe: bool, example: str, tmp_path: Path):
    report, _ = checked(example, tmp_path, code)
    found = [d for d in report.diagnostics if d.code == code]
    assert found
    offered = [d for d in found if any(made.safe is safe for made in d.fixes)]
    if not offered and (code, safe) in BESIDE and example == BY_CODE[code].failing:
        return
    assert offered, [str(d) for d in report.diagnostics]
    select = all_but_unasked(code)
    done = fix(tmp_path, unsafe=not safe, select=select)
    assert len(done.report.errors) <= len(report.errors)
    left = [d for d in done.report.diagnostics if d.code == code]
    assert len(left) <= len(found) - len(offered), [str(d) for d in left]
    assert code in {d.code for d in done.fixed}
    again = fix(tmp_path, unsafe=not safe, select=select)
    assert again.files == ()
    assert again.report == done.report


def test_numbers_of_fields_of_the_corpus_lose_their_quotes(tmp_path):
    (tmp_path / "corpus.yaml").write_text(
        "format: newscorpus/1\nname: c\nlanguage: en\nattributes: {article: {a: {type: number}, b: {type: number}, "
        "c: {type: number}, d: {type: number}}}\n"
    )
    article = "format: newscorpus/1\nid: a\ntext: x\nattributes: {a: '3', b: '-3.5', c: '3.10', d: '03'}\n"
    (tmp_path / "a.yaml").write_text(article)
    fix(tmp_path, unsafe=True)
    assert (tmp_path / "a.yaml").read_text() == article.replace("'3'", "3").replace("'-3.5'", "-3.5")
