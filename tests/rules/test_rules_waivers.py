"""NC8xx beyond the examples: what is said of each waiver and each name of a rule in the configuration."""

import pytest
import yaml
from examples import checked

import newscorpus as nc
from newscorpus import check

ACTORS = "actors:\n  anna: {name: Anna Berg, kind: person, aliases: [Annie]}\nwaive:\n"


def said(snippet, folder, code):
    """Each finding of a rule: its line, column, message and help."""
    found = [d for d in checked(snippet, folder, code)[0].diagnostics if d.code == code]
    return [(d.primary.line, d.primary.column, d.message, d.help) for d in found]


@pytest.mark.parametrize(
    ("waivers", "expected"),
    [
        ("  - {code: NC304, at: actors, why: a nickname}\n", []),
        ("  - {code: NC304, at: actors, why: ' '}\n", [(9, 5, "waiver of NC304 has no `why`", "add `why: REASON`")]),
        ("  - {code: xyzzy, at: actors, why: b}\n", [(9, 12, "unknown rule `xyzzy`", None)]),
        (
            "  - {code: alias-not-in-txt, at: actors, why: b}\n",
            [(9, 12, "unknown rule `alias-not-in-txt`", "did you mean `alias-not-in-text`?")],
        ),
        (
            "  - {code: NC301, at: actors, why: b}\n",
            [(9, 12, "NC301 quote-not-in-text cannot be waived", "fix what it reports")],
        ),
        # what is malformed is reported as that, and the next is judged
        (
            "  - {code: 3, at: actors}\n  - {code: NC304, at: actors}\n",
            [(10, 5, "waiver of NC304 has no `why`", "add `why: REASON`")],
        ),
    ],
)
def test_waivers(waivers, expected, tmp_path):
    assert said(ACTORS + waivers, tmp_path, "NC802") == expected


ANNIE = "actors:\n  anna: {name: Anna Berg, kind: person, aliases: [Annie, Berg, Anny]}\n"


def waived(*waivers: str, more: str = "") -> str:
    """An annotation with two aliases that are nowhere in the text, and waivers: `NC304 at actors | the words`."""
    out = ANNIE + more + "waive:\n"
    for waiver in waivers:
        code, _, target = waiver.partition(" at ")
        at, bar, quote = target.partition(" | ")
        out += f"  - {{code: {code}, at: '{at}',{f' quote: {quote},' if bar else ''} why: a nickname}}\n"
    return out


def nothing(line: int, code: str, at: str, quote: str = "") -> tuple[str, int, str]:
    of = f" of `{quote}`" if quote else ""
    return "NC801", line, f"waiver matches no finding: there is no {code} at `{at}`{of}"


def unknown(line: int, what: str) -> tuple[str, int, str]:
    return "NC801", line, f"waiver matches no finding: there is no {what}"


ALIASES = [
    ("NC304", 7, "alias `Annie` does not occur in the article text"),
    ("NC304", 7, "alias `Anny` does not occur in the article text"),
]
COVERING = {
    "all": (waived("NC304 at actors"), [], 2),
    "one": (waived("NC304 at actors.anna.aliases | Annie"), ALIASES[1:], 1),
    "a whole list": (
        waived("NC304 at actors.anna.aliases"),
        [*ALIASES, ("NC802", 9, "waiver does not say which of the 3 items of `actors.anna.aliases` it means")],
        0,
    ),
    "a list of one": (waived("NC304 at actors.anna.aliases").replace("Annie, Berg, Anny", "Annie"), [], 1),
    "words of no item": (
        waived("NC304 at actors.anna.aliases | Zed"),
        [*ALIASES, ("NC801", 9, "waiver matches no finding: no item of `actors.anna.aliases` begins with `Zed`")],
        0,
    ),
    "what is of all parts of a quote, by one that is the only part": (
        waived(
            "NC304 at actors",
            "NC601 at claims.quote | It rained",
            more="""text: "Anna Berg: “It rained here.” And: “It snowed a lot.”"
claims: [{quote: It rained here}, {quote: It snowed a lot}]
""",
        ),
        [("NC601", 8, "direct quotation has no speaker: `It snowed a lot`")],
        3,
    ),
    "another rule": (waived("NC313 at actors"), [*ALIASES, nothing(9, "NC313", "actors")], 0),
    "half a step": (waived("NC304 at actors.an"), [*ALIASES, unknown(9, "actor `an`")], 0),
    "a misspelt field": (
        waived("NC304 at actors.anna.alises | Annie"),
        [*ALIASES, unknown(9, "`alises` in `actors.anna`")],
        0,
    ),
    "a field that is absent": (
        waived("NC304 at actors.anna.roles"),
        [*ALIASES, nothing(9, "NC304", "actors.anna.roles")],
        0,
    ),
    "what cannot be waived": (
        waived("NC315 at events", "NC304 at actors", "NC304 at claims"),
        [("NC802", 9, "NC315 words-not-in-text cannot be waived"), nothing(11, "NC304", "claims")],
        2,
    ),
    "a rule that does not apply": (
        waived("NC204 at actors", "NC304 at actors", "NC304 at claims"),
        [nothing(11, "NC304", "claims")],
        2,
    ),
    "what may be there but for what is malformed": (
        waived(
            "NC504 at events.e",
            "NC504 at events",
            "NC504 at events.e.participants",
            "NC504 at events.f",
            "NC304 at actors",
        )
        + "events: {e: {kind: meeting, type: 3, evidence: Anna Berg}}\n",
        [("NC103", 14, "`type` must be a string, not the number `3`"), unknown(12, "event `f`")],
        2,
    ),
}


@pytest.mark.parametrize("what", COVERING)
def test_what_waivers_cover(what, tmp_path):
    """A path and whatever is below it, in whole steps; of lists one item; one that covers nothing is a finding."""
    snippet, expected, count = COVERING[what]
    report, _ = checked(snippet, tmp_path, "NC801")
    assert sorted((d.code, d.primary.line, d.message) for d in report.diagnostics) == sorted(expected)
    assert report.waived == count


CUT = """
claims:
  - {quote: Anna Berg met Carl Dah, cue: Anna Ber}
  - {quote: Anna Berg me, cue: Anna Ber}
  - {quote: in Osl}
"""
UNFIXABLE = """
claims:
  - {quote: rg met Carl Dahl, cue: a Berg}
  - {quote: rg met, cue: a Berg}
  - {quote: hl in Oslo}
"""
BY_WORDS = {
    "NC305 at claims[2].quote": ("claims.quote", "hl in Oslo"),
    "NC305 at claims[1].quote": ("claims.quote", "rg met"),
    "NC305 at claims[0]": ("claims", "rg met Carl Dahl"),
    "NC304 at actors.anna.aliases[2]": ("actors.anna.aliases", "Anny"),
    "NC305 at claims[3]": None,
    "NC304 at actors[0]": None,
}


def apply(fixes, folder):
    """Make the fixes of one finding, and no other."""
    path = folder / "example.yaml"
    text = path.read_text()
    for edit in sorted((edit for fix in fixes for edit in fix.edits), key=lambda edit: -edit.span.start):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    path.write_text(text)


@pytest.mark.parametrize("waiver", BY_WORDS)
def test_an_index_becomes_the_words_of_the_same_item(waiver, tmp_path):
    """Offered only if this very item has the finding, and if words name it alone.

    Other items have such findings here, and the index may once have been theirs: so it is not a safe fix.
    """
    report, _ = checked(waived(waiver, more=UNFIXABLE.strip() + "\n"), tmp_path, "NC802")
    (one,) = [d for d in report.diagnostics if d.code == "NC802"]
    expected = BY_WORDS[waiver]
    assert [made.safe for made in one.fixes] == ([] if expected is None else [False])
    apply(one.fixes, tmp_path)
    (made,) = yaml.safe_load((tmp_path / "example.yaml").read_text())["waive"]
    code, _, at = waiver.partition(" at ")
    named = {"at": at} if expected is None else dict(zip(("at", "quote"), expected, strict=True))
    assert made == {"code": code, **named, "why": "a nickname"}
    assert nc.check(tmp_path).waived == (expected is not None) * (2 if at == "claims[0]" else 1)


def unused_in(snippet, folder):
    (one,) = [d for d in checked(snippet, folder, "NC801")[0].diagnostics if d.code == "NC801"]
    return one.help, [(made.title, made.safe) for made in one.fixes]


REPORTED = (
    "NC304 is reported at `actors.anna.aliases`: if that is meant, write `at: actors.anna.aliases` and its words in "
    "`quote`; otherwise take the waiver out"
)
TYPOS = {
    "NC304 at actors.ana": ("did you mean `actors.anna`?", "replace `actors.ana` with `actors.anna`"),
    "NC304 at actors.ana.aliases | Annie": (
        "did you mean `actors.anna.aliases`?",
        "replace `actors.ana.aliases` with `actors.anna.aliases`",
    ),
    "NC304 at actors.anna.alises | Annie": (
        "did you mean `actors.anna.aliases`?",
        "replace `actors.anna.alises` with `actors.anna.aliases`",
    ),
    "NC304 at actors.anna.aliases | Anie": ("did you mean `Annie`?", "replace `Anie` with `Annie`"),
    "NC304 at actors.zzz": (REPORTED, None),
    "NC304 at actors.anna.aliases | Zed": (REPORTED, None),
}


@pytest.mark.parametrize("waiver", TYPOS)
def test_a_typo_in_a_waiver_never_takes_it_out(waiver, tmp_path):
    help, title = TYPOS[waiver]
    assert unused_in(waived(waiver), tmp_path) == (help, [(title, False)] if title else [])
    before = (tmp_path / "example.yaml").read_text()
    nc.fix(tmp_path)
    assert (tmp_path / "example.yaml").read_text() == before
    nc.fix(tmp_path, unsafe=True)
    assert "why: a nickname" in (tmp_path / "example.yaml").read_text()


MISPLACED = CUT + "events:\n  met: {kind: event, type: other, evidence: Anna Berg met Carl Dah}\n"
AT_SEVERAL = (
    "NC305 is reported at `events.met.evidence`, `claims.quote`, `claims.cue`: write the place that is meant, or take "
    "the waiver out"
)
WRONG_PATHS = {
    # what has the words of the waiver is meant, wherever it is
    "NC305 at events.met.triggers | Anna Berg met Carl Dah": (AT_SEVERAL, None),
    "NC305 at events.met.triggers | in Osl": (
        "NC305 is reported at `claims.quote`; write `at: claims.quote`",
        ("claims.quote", "in Osl"),
    ),
    # without words, what is of the same actor, event or claim
    "NC305 at claims.cue | in Osl": (
        "NC305 is reported at `claims.quote`; write `at: claims.quote`",
        ("claims.quote", "in Osl"),
    ),
    "NC304 at actors.anna.name": (
        "NC304 is reported at `actors.anna.aliases`; write `at: actors.anna.aliases`, `quote: Anny`",
        ("actors.anna.aliases", "Anny"),
    ),
    "NC304 at events.met.evidence": (REPORTED, None),
    # the item with the words of the waiver has no finding: another one is not waived for its reason
}


@pytest.mark.parametrize("waiver", WRONG_PATHS)
def test_a_waiver_at_a_wrong_place_is_told_the_right_one(waiver, tmp_path):
    """It is not taken out: its finding is there, and the fix names its place if it is certain which one is meant."""
    snippet = (waived(waiver, more=MISPLACED.strip() + "\n")).replace("Annie, Berg", "Berg")
    hint, named = WRONG_PATHS[waiver]
    helped, fixes = unused_in(snippet, tmp_path)
    assert helped == hint
    assert fixes == ([(hint.partition("; ")[2], False)] if named else [])
    (unused,) = [d for d in check(tmp_path).diagnostics if d.code == "NC801"]
    apply(unused.fixes, tmp_path)
    (made,) = yaml.safe_load((tmp_path / "example.yaml").read_text())["waive"]
    at, _, quote = waiver.partition(" at ")[2].partition(" | ")
    assert (made["at"], made.get("quote")) == (named or (at, quote or None))
    after = check(tmp_path)
    assert (after.waived, "NC801" in after.codes) == ((1, False) if named else (0, True))


def test_a_quotation_of_the_text_is_waived_by_its_words(tmp_path):
    said = "“We agree to the plan,” she said. “We will not go there,” he said. “We agree to it all,” he said."
    text = f"text: Anna Berg was asked. {said}\n"
    claims = "claims:\n  - quote: Anna Berg\n"

    def left(*waivers):
        report, _ = checked(text + claims + (waived(*waivers)[len(ANNIE) :] if waivers else ""), tmp_path, "NC609")
        return sorted((d.code, d.arguments[0] if d.code == "NC609" else d.message) for d in report.diagnostics)

    every = left()
    assert [code for code, _ in every] == ["NC609"] * 3
    assert left("NC609 at text | “We will") == [one for one in every if "not" not in one[1]]
    assert left("NC609 at text | “We agree to the") == [one for one in every if "plan" not in one[1]]
    assert left("NC609 at text | “We") == sorted([*every, nothing(0, "NC609", "text", "“We")[::2]])
    alone = ("NC801", "waiver does not say which finding of NC609 in the text it means")
    assert left("NC609 at text") == sorted([*every, alone])
    report, _ = checked(f"{text}{claims}waive: [{{code: NC609, at: text, all: true, why: w}}]\n", tmp_path, "NC609")
    assert report.diagnostics == ()


TWO = "actors:\n  anna: {name: Anna Berg, kind: person, aliases: [Annie]}\n  carl: {name: Carl Dahl, kind: person, aliases: [Charly]}\n"
LISTED = "actors:\n  - {id: anna, name: Anna Berg, kind: person, aliases: [Annie]}\n  - {id: carl, name: Carl Dahl, kind: person, aliases: [Charly]}\n"


@pytest.mark.parametrize("actors", [TWO, LISTED])
def test_a_whole_table_is_waived_if_that_is_said(actors, tmp_path):
    waiver = "waive: [{code: NC304, at: actors, why: w}]\n"
    report, _ = checked(actors + waiver, tmp_path, "NC304")
    assert [d.code for d in report.diagnostics] == ["NC304", "NC304", "NC802"]
    told = report.diagnostics[-1]
    assert told.message == "waiver does not say which of the 2 actors it means"
    assert told.help == "write `at: actors.ID`, or `all: true` for all of them"
    assert not told.fixes
    for said in (waiver.replace("why", "all: true, why"), waiver.replace("actors", "actors.anna")):
        report, _ = checked(actors + said, tmp_path, "NC304")
        assert [d.code for d in report.diagnostics] == ([] if "all" in said else ["NC304"])


@pytest.mark.parametrize(("select", "expected"), [(["NC304", "NC801"], ["NC801"]), (["NC801"], []), (["NC304"], [])])
def test_waivers_are_judged_by_what_is_checked(select, expected, tmp_path):
    """Of a rule that is not asked for, nobody knows whether it would find something; nor is NC801 unasked for."""
    checked(waived("NC304 at events"), tmp_path, "NC801")
    found = check(tmp_path, select=select).diagnostics
    assert [d.code for d in found if d.code != "NC304"] == expected


def test_without_the_text_only_rules_that_need_none_are_judged(tmp_path):
    withheld = f"format: newscorpus/1\nid: example\nlanguage: en\nsha256: {'a' * 64}\n"
    report, _ = checked(withheld + waived("NC304 at actors", "NC205 at events", "NC702 at id"), tmp_path, "NC801")
    assert [(d.code, d.message) for d in report.diagnostics] == [
        ("NC801", "waiver matches no finding: there is no NC205 at `events`"),
        ("NC801", "waiver matches no finding: there is no NC702 at `id`"),
    ]


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ("ignore: [NC304], severity: {alias-not-in-text: hint}, select: [NC301], per_file_ignore: {a: [NC304]}", []),
        ("select: [xyzzy]", [("unknown rule `xyzzy`", None)]),
        ("require: [article.url, actor.id, event.kind, event.outcome, event.casualties, claim.cue]", []),
        ("require: [event.titel]", [("unknown field `titel` of events", "did you mean `event.title`?")]),
        ("require: [article.url, claim.xyzzy]", [("unknown field `xyzzy` of claims", None)]),
        ("select: [quote-not-in-txt]", [("unknown rule `quote-not-in-txt`", "did you mean `quote-not-in-text`?")]),
        *(
            (checks, [("`NC301` can neither be ignored nor get another severity", "fix what it reports")])
            for checks in ("ignore: [NC301]", "per_file_ignore: {a: [NC301]}", "severity: {NC301: hint}")
        ),
        ("ignore: [NC803]", [("`NC803` cannot be ignored", "fix what it reports")]),
        ("ignore: [NC8], per_file_ignore: {a: [ALL]}", []),
    ],
)
def test_names_in_the_configuration(checks, expected, tmp_path):
    """Whatever is asked of a rule, there must be one; and what cannot be waived can only be selected."""
    snippet = f"# corpus.yaml has: checks: {{{checks}}}\nnote: a"
    assert [found[2:] for found in said(snippet, tmp_path, "NC803")] == expected


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("type: integer, minimum: 5, maximum: 5, enum: [5]", []),
        ("type: number, minimum: 0.5, enum: [1, 1.5]", []),
        ("type: string, enum: [a, '5']", []),
        ("type: boolean, enum: [true]", []),
        ("type: strng, enum: [5], minimum: 3", []),  # what it is to be, nobody knows
        ("type: integer, minimum: 5, maximum: 1", [("1", "no number is at least 5 and at most 1")]),
        (
            "type: string, minimum: 5, maximum: 7",
            [
                ("5", "`minimum` needs a number, but the attribute is of type string"),
                ("7", "`maximum` needs a number, but the attribute is of type string"),
            ],
        ),
        ("type: boolean, maximum: 1", [("1", "`maximum` needs a number, but the attribute is of type boolean")]),
        ("type: string, enum: [a, 5]", [("5", "value `5` is not of type string")]),
        (
            "type: integer, enum: [1.5, true]",
            [("1.5", "value `1.5` is not of type integer"), ("true", "value `True` is not of type integer")],
        ),
        (
            "type: number, minimum: 2, maximum: 3, enum: [1, 2, 2.5, 3, 4]",
            [("1", "value 1 is less than the minimum, 2"), ("4", "value 4 is more than the maximum, 3")],
        ),
    ],
)
def test_a_field_of_the_corpus_can_have_values(declared, expected, tmp_path):
    """What no value can meet is said where it is declared, and not of each value."""
    snippet = f"# corpus.yaml has: attributes: {{event: {{own: {{{declared}}}}}}}\nnote: a"
    found = [d for d in checked(snippet, tmp_path, "NC803")[0].diagnostics if d.code == "NC803"]
    text = (tmp_path / "corpus.yaml").read_text()
    assert [(text[d.primary.start : d.primary.end], d.message) for d in found] == expected


@pytest.mark.parametrize(
    ("quote", "named"), [("now fell", True), ("[now fell]", True), ("[It rained, now fell]", False)]
)
def test_a_waiver_that_names_a_claim_by_its_index(quote, named, tmp_path):
    file = tmp_path / "a.yaml"
    head = "format: newscorpus/1\nid: a\nlanguage: en\ntext: It rained. Snow fell.\n"
    waiver = "waive:\n  - {code: NC305, at: 'claims[0].quote', why: the article lacks a space}\n"
    file.write_text(f"{head}claims:\n  - quote: {quote}\n{waiver}")
    (found,) = [one for one in check(file).diagnostics if one.code == "NC802"]
    assert [fix.title for fix in found.fixes] == (["name the item by its words: `now fell`"] if named else [])


SAID = "“We agree to the plan,” she said. “We will not go there,” he said."
PASTED = [
    ("events:\n  a: {kind: event, type: other, evidence: [Anna Berg met Carl Dah, in Osl]}\n", "NC305"),
    ("claims: [{quote: in Osl}, {quote: met Carl Dah}]\n", "NC305"),
    ("actors:\n  anna: {name: Anna Berg, kind: person, aliases: ['Annie: B', Anny]}\n", "NC304"),
    (f"text: Anna Berg was asked. {SAID}\nclaims:\n  - quote: Anna Berg\n", "NC609"),
]


@pytest.mark.parametrize(("snippet", "code"), PASTED)
def test_a_printed_place_can_be_pasted_into_a_waiver(snippet, code, tmp_path):
    report, _ = checked(snippet, tmp_path, code)
    assert len(report.diagnostics) > 1
    path = tmp_path / "example.yaml"
    before = path.read_text(encoding="utf-8")
    waivers = "waive:\n"
    for one in report.diagnostics:
        lines = [line.strip() for line in nc.Report((one,)).render("full").splitlines()]
        place = [line.removeprefix("= ") for line in lines if line.startswith(("= at: ", "= quote: "))]
        assert "[" not in place[0]
        assert len(place) == 2
        waivers += f"  - code: {code}\n" + "".join(f"    {line}\n" for line in place) + "    why: w\n"
    path.write_text(before + waivers, encoding="utf-8")
    assert check(path, select=[code, "NC8"]).diagnostics == ()


def test_a_term_of_the_format_keeps_its_meaning(tmp_path):
    """In each vocabulary, of the kind of event that has it; what else the corpus adds is no mistake."""
    words = "incident: {types: {attack: x, talks: x}, roles: {victim: x}}, meeting: {types: {talks: x, phishing: x}}"
    words += (
        ", sectors: {GOV: x, ZOO: x}, things: {amount: x}, relations: {owns: x, after: x}, actor_relations: {owns: x}"
    )
    snippet = f"# corpus.yaml has: vocabularies: {{{words}}}\nnote: a"
    report, _ = checked(snippet, tmp_path, "NC803")
    assert [".".join(d.path[1:]) for d in report.diagnostics] == [
        "incident.types.attack",
        "incident.roles.victim",
        "meeting.types.talks",
        "sectors.GOV",
        "things.amount",
        "relations.after",
        "actor_relations.owns",
    ]
