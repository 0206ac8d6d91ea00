"""Reports whose findings do not fit into memory: they say the same, byte for byte, as those in memory."""

import pickle
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st
from reports import diagnostics, hostile

import newscorpus as nc
from newscorpus.diagnostics import report as module
from newscorpus.diagnostics.changes import ProposedFix
from newscorpus.diagnostics.report import in_order
from newscorpus.render import FORMATS
from newscorpus.render.full import summary

FILES = st.sampled_from(
    ["a.yaml", "b.yaml", "sub/a.yaml", "sub-a.yaml", "\ud800.yaml", "\ufffd.yaml", "\U0001f600.yaml"]
)


@st.composite
def several(draw):
    """Findings of few files, many at one place or equal."""
    files = draw(st.lists(FILES | hostile, min_size=1, max_size=3))
    some = [
        nc.Diagnostic(
            finding.code,
            finding.name,
            finding.severity,
            draw(st.sampled_from(["x", "\ud800", "\uffff", finding.message])),
            nc.Span(draw(st.sampled_from(files)), draw(st.integers(0, 2)), 3, 1, 1, 1, 4),
            help=finding.help,
            labels=finding.labels,
            fingerprint=finding.fingerprint,
            fixes=finding.fixes,
            proposed=draw(st.sampled_from([(), (ProposedFix("do it"),)])),
        )
        for finding in draw(st.lists(diagnostics, min_size=2, max_size=6))
    ]
    return draw(st.lists(st.sampled_from(some), min_size=2, max_size=12)), files


def spilled(findings, first=()):
    with mock.patch.object(module, "IN_MEMORY", 1):
        return in_order(findings, first)


@given(several(), st.data())
def test_on_disk_as_in_memory(drawn, data):
    findings, files = drawn
    first = data.draw(st.sets(st.sampled_from(files)))
    few, many = in_order(findings, first), spilled(findings, first)
    assert not isinstance(many, tuple)
    assert many == few
    assert few == many
    assert [d.proposed for d in many] == [d.proposed for d in few]
    assert len(many) == len(few)
    assert (many[0], many[-1], many[:2], many[::-1]) == (few[0], few[-1], few[:2], few[::-1])
    assert many.index(few[-1]) == few.index(few[-1])
    some, all_of_them = nc.Report(few, waived=1), nc.Report(many, waived=1)
    assert some == all_of_them
    assert pickle.loads(pickle.dumps(all_of_them)) == some
    assert repr(all_of_them) == repr(some)
    assert (all_of_them.ok, all_of_them.codes) == (some.ok, some.codes)
    assert [all_of_them.count(s) for s in nc.Severity] == [some.count(s) for s in nc.Severity]
    assert [all_of_them.fails(s) for s in nc.Severity] == [some.fails(s) for s in nc.Severity]
    assert all_of_them.to_dicts() == some.to_dicts()


@given(several())
def test_the_same_in_each_format(drawn):
    findings, files = drawn
    few, many = nc.Report(in_order(findings)), nc.Report(spilled(findings))
    assert list(many.errors) == few.errors
    assert summary(many) == summary(few)
    for name, format in FORMATS.items():
        in_memory = list(format.pieces(few, ".", first=files[:1]))
        with mock.patch.object(module, "IN_MEMORY", 1):
            assert list(format.pieces(many, ".", first=files[:1])) == in_memory
        assert many.render(name) == few.render(name)


def test_a_report_goes_from_thread_to_thread(tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    (tmp_path / "a.yaml").write_text("format: newscorpus/1\nid: a\nlanguage: en\ntext: Rain.\nx: 1\ny: 2\nz: 3\n")
    with mock.patch.object(module, "IN_MEMORY", 1), ThreadPoolExecutor(1) as pool:
        report = pool.submit(nc.check, tmp_path).result()
        assert not isinstance(report.diagnostics, tuple)
        assert [finding.message for finding in report] == [finding.message for finding in nc.check(tmp_path)]
