"""Errors of the codec -> findings, with the fixes that they propose."""

from newscorpus.codec import StructureError
from newscorpus.codec.errors import PUT_IN, TAKE_OUT
from newscorpus.diagnostics.changes import Change, InsertKey, ProposedFix, QuoteScalar, RenameKey, SetValue, backticked
from newscorpus.formats.yaml.writer import inline
from newscorpus.rules import Finding
from newscorpus.text.meaning import is_another


def finding_of(error: StructureError) -> Finding:
    """Return an error of the codec as a finding, as a rule would report it."""
    return Finding(
        error.path,
        error.headline,
        at_key=error.at_key,
        help=error.help,
        arguments=(error.message,) if error.missing else (),
        fixes=_fixes_of(error),
    )


def _fixes_of(error: StructureError) -> tuple[ProposedFix, ...]:
    if error.as_text:
        return (ProposedFix(PUT_IN, (QuoteScalar(error.path),), safe=True),)
    if error.instead:
        old, new = error.instead
        # The same date can have its numbers in another order, and the code `NO` is no negation.
        if type(new) is str and error.code not in ("NC108", "NC110") and is_another(old, new):
            return ()
        change: Change = RenameKey(error.path, new) if error.at_key else SetValue(error.path, new)
        unquoted = type(old) is str and type(new) is not str
        # As it is typed: the country `NO` needs quotes.
        typed = inline(new, flow=False) if type(new) is str else new
        title = TAKE_OUT if unquoted else f"replace {backticked(old)} with {backticked(typed)}"
        return (ProposedFix(title, (change,)),)
    if error.missing == "format" and not error.path:
        return (ProposedFix("begin the file with `format: newscorpus/1`", (InsertKey((), "format", "newscorpus/1"),)),)
    return ()
