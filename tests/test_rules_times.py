"""The rules of time (NC4xx) beyond their examples: each branch, and what must stay silent."""

from datetime import date

import pytest
from examples import completed
from hypothesis import given
from hypothesis import strategies as st

import newscorpus as nc
from newscorpus.models import Article, Event, When, edtf
from newscorpus.models.corpus import Manifest
from newscorpus.rules import BY_CODE, View, times
from newscorpus.rules.timewords import ENGLISH, LANGUAGES, Kind, Language, Unit, language_of, read, written

CODES = [rule.code for rule in times.RULES]
WEDNESDAY = date(2023, 6, 14)


def codes(snippet: str) -> list[str]:
    """The codes of NC4xx that `check` finds in a snippet."""
    report = nc.check_text(completed(snippet), select=CODES) if hasattr(nc, "check_text") else _check(snippet)
    return [d.code for d in report.diagnostics if d.code.startswith("NC4")]


def view_of(snippet: str, *, today: date | None = None) -> View:
    article = nc.loads(completed(snippet), "yaml", validate=False)
    return View(article, article.actors, Manifest(name="x"), None, today=today)
