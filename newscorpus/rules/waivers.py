"""NC8xx: waivers."""

from newscorpus.rules.rule import ERROR, Finding, Iterator, View, code, declared, rule

UNUSED_WAIVER = declared(
    "NC801",
    "unused-waiver",
    ERROR,
    "waiver that waives nothing",
    """
    A waiver whose finding is gone would hide the next one at that place. Only rules that are active in a run are
    judged.
    """,
    failing="""
actors:
  anna: {name: Anna Berg, kind: person}
waive:
  - {code: NC304, at: actors.anna, why: the alias is a nickname} # <NC801>
""",
    mended="""
actors:
  anna: {name: Anna Berg, kind: person, aliases: [Annie]}
waive:
  - {code: NC304, at: actors.anna, why: the alias is a nickname}
""",
)


@rule(
    "NC802",
    "invalid-waiver",
    ERROR,
    "waiver without a reason, or of a rule that cannot be waived",
    failing="""
actors:
  anna: {name: Anna Berg, kind: person, aliases: [Annie]}
waive:
  - {code: NC304, at: actors.anna} # <NC802>
""",
    mended="""
actors:
  anna: {name: Anna Berg, kind: person, aliases: [Annie]}
waive:
  - {code: NC304, at: actors.anna, why: the alias is a nickname}
""",
)
def invalid_waiver(view: View) -> Iterator[Finding]:
    """
    A waiver tells the next reader why a finding does not apply. Errors of files, structure, references and anchoring
    (NC0 to NC3) cannot be waived: what they report cannot be read, or is not in the text.
    """
    from newscorpus.rules import find  # noqa: PLC0415 - the table of rules holds this one

    for i, waiver in enumerate(view.article.waive):
        if view.is_broken("waive", i):
            continue
        waived, near = find(waiver.code)
        if waived is None:
            hint = f"did you mean {near}?" if near else None
            yield Finding(("waive", i, "code"), f"no rule {code(waiver.code)}", help=hint)
        elif not waived.waivable:
            yield Finding(
                ("waive", i, "code"), f"{waived.code} {waived.name} cannot be waived", help="mend what it reports"
            )
        elif not waiver.why.strip():
            yield Finding(("waive", i), "a waiver needs its reason: why", at_key=True)


RULES = (UNUSED_WAIVER, invalid_waiver)
