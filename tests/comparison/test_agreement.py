"""Agreement of annotators: figures of others on random data, laws, and what is counted."""

import csv
import io
import json
import re
from itertools import combinations
from math import isnan
from pathlib import Path
from random import Random

import attrs
import pytest
from command import newscorpus
from drawn import drawn_articles
from hypothesis import given, settings

import newscorpus as nc

WORDS = [f"Word{i} fell." for i in range(10, 40)]
TEXT = " ".join(WORDS)
TYPES = ["protest", "accident", "crime"]
STATUSES = ["occurred", "planned", "possible"]
SEED = Path(__file__).parents[2] / "seeds" / "000_acf5269c8d9a5d96.yaml"


def quote(first, length=1):
    words = " ".join(WORDS[first : first + length])
    return nc.Quote(exact=words, start=TEXT.index(words))


def annotated(rng, id_, *, share=0.8):
    """An article as an annotator may see it: some events of 15, whose words are one sentence or two."""
    events = {
        f"e{i}": nc.Incident(
            id=f"e{i}",
            type=rng.choice(TYPES),
            status=rng.choice(STATUSES),
            evidence=(quote(2 * i, rng.choice([1, 1, 2])),),
            participants={role: ("anna",) for role in ("agent", "victim") if rng.random() < 0.5},
        )
        for i in range(15)
        if rng.random() < share
    }
    anna = nc.Actor(id="anna", name="Word10", kind="person")
    return nc.Article(id=id_, language="en", text=TEXT, actors=[anna], events=events)


def annotators(seed, number=2, size=8):
    rng = Random(seed)
    return [[annotated(rng, f"a{i}") for i in range(size)] for _ in range(number)]


def figures(sources, **options):
    found = nc.agreement(sources, **{"samples": 0, **options})
    return {(one.name, one.unit, one.group): one for one in found.figures}


def values(sources, field):
    """What each annotator gives each event of each article; None without the event."""
    keys = [(i, f"e{k}") for i in range(len(sources[0])) for k in range(15)]
    return [
        [getattr(one[i].events[key], field) if key in one[i].events else None for i, key in keys] for one in sources
    ]


def mean_of(found):
    return sum(found) / len(found)


def mean(found):
    return pytest.approx(mean_of(found), abs=1e-9)


@pytest.mark.filterwarnings("ignore:A single label:UserWarning", "ignore:.*is undefined")
@pytest.mark.parametrize(("seed", "number"), [(0, 2), (1, 3), (2, 2)])
def test_kappa_and_f1_are_those_of_scikit_learn(seed, number):
    metrics = pytest.importorskip("sklearn.metrics")
    sources = annotators(seed, number)
    found = figures(sources)
    for field in ("type", "status"):
        rows, kappas = values(sources, field), []
        for one, other in combinations(rows, 2):
            both = [(a, b) for a, b in zip(one, other, strict=True) if a and b]
            kappas.append(metrics.cohen_kappa_score(*zip(*both, strict=True)))
        assert found[f"event {field}", "matched event", None].kappa.value == mean(kappas)
    presence = [
        [type in {event.type for event in article.events.values()} for article in one for type in TYPES]
        for one in sources
    ]
    pairs = list(combinations(presence, 2))
    document = found["event type", "document", None]
    assert document.f1.value == mean([metrics.f1_score(*pair) for pair in pairs])
    kappas = [metrics.cohen_kappa_score(*pair) for pair in pairs]
    if not any(map(isnan, kappas)):
        assert document.kappa.value == mean(kappas)


@pytest.mark.parametrize(("seed", "number"), [(0, 2), (1, 3), (2, 4)])
def test_alpha_is_that_of_krippendorff(seed, number):
    krippendorff = pytest.importorskip("krippendorff")
    sources = annotators(seed, number)
    found = figures(sources)
    for field in ("type", "status"):
        rows = values(sources, field)
        codes = {None: float("nan"), **{value: i for i, value in enumerate(TYPES + STATUSES)}}
        expected = krippendorff.alpha([[codes[v] for v in row] for row in rows], level_of_measurement="nominal")
        assert found[f"event {field}", "matched event", None].alpha.value == pytest.approx(expected, abs=1e-9)
    sentences = [
        [
            float(any(e.type == type and e.evidence[0].exact.find(word) >= 0 for e in article.events.values()))
            for article in one
            for type in TYPES
            for word in WORDS
        ]
        for one in sources
    ]
    expected = krippendorff.alpha(sentences, level_of_measurement="nominal")
    assert found["event type", "sentence", None].alpha.value == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("seed", range(2))
def test_f1_of_spans_is_that_of_nervaluate(seed):
    nervaluate = pytest.importorskip("nervaluate")
    sources = annotators(seed)
    found = figures(sources)
    spans = [
        [
            [{"label": e.type, "start": e.evidence[0].start, "end": e.evidence[0].end} for e in article.events.values()]
            for article in one
        ]
        for one in sources
    ]
    overall = nervaluate.Evaluator(*spans, tags=TYPES, loader="dict").evaluate()["overall"]
    for unit, name in (("exact span with label", "strict"), ("exact span", "exact")):
        assert found["evidence", unit, None].f1.value == pytest.approx(overall[name].f1, abs=1e-9)


@pytest.mark.parametrize(("seed", "number"), [(1, 2), (1, 3)])
def test_gamma_is_that_of_opt_gamma(seed, number):
    """Of the two in the order of their spans: the library shifts the first one first, so that its order counts."""
    library = pytest.importorskip("opt_gamma")
    sources = annotators(seed, number, size=4)
    found = figures(sources, gamma=True, samples=50)
    config = library.GammaConfig(chance_correction=True, seed=0, n_iter=100)
    expected = []
    for several in zip(*sources, strict=True):
        records = [
            sorted(
                (e.evidence[0].start, e.evidence[0].start + len(e.evidence[0].exact), e.type)
                for e in one.events.values()
            )
            for one in several
        ]
        pairs = [[library.units_from_records(one) for one in sorted(pair)] for pair in combinations(records, 2)]
        expected.append(mean_of([library.gamma_segments(*pair, config=config).gamma for pair in pairs]))
    gamma = found["evidence", "overlapping span with label", None].gamma
    assert gamma.value == mean(expected)
    assert gamma.low <= gamma.value <= gamma.high
    assert {one.gamma.value for (_, unit, _), one in found.items() if unit != "overlapping span with label"} == {None}
    swapped = figures(sources[::-1], gamma=True)
    assert swapped["evidence", "overlapping span with label", None].gamma.value == pytest.approx(gamma.value, abs=1e-9)
    alone = figures([sources[0], sources[0]], gamma=True)
    assert alone["evidence", "overlapping span with label", None].gamma.value == pytest.approx(1)


def test_gamma_in_reports(tmp_path):
    pytest.importorskip("opt_gamma")
    ran = newscorpus("agree", SEED, SEED, "--gamma", "--samples", "0")
    assert "  gamma  differ\n" in ran.out
    ran = newscorpus("agree", SEED, SEED, "--gamma", "--samples", "0", "--output-format", "json")
    found = {(one["name"], one["unit"]): one["gamma"]["value"] for one in json.loads(ran.out)["figures"]}
    assert found["evidence", "overlapping span with label"] == pytest.approx(1)
    assert found["evidence", "exact span"] is None


@given(drawn_articles)
@settings(max_examples=25)
def test_an_annotator_agrees_with_themselves(article):
    found = nc.agreement([article, article, article], samples=0)
    for one in found.figures:
        assert one.f1.value == 1.0
        assert one.kappa.value in (None, pytest.approx(1.0))
        assert one.alpha.value in (None, pytest.approx(1.0))
        assert not one.disagreements


@pytest.mark.parametrize("number", [2, 3])
def test_annotators_can_be_swapped(number):
    sources = annotators(7, number)
    there, back = figures(sources), figures(sources[::-1])
    assert there.keys() == back.keys()
    for key, one in there.items():
        for name in ("f1", "kappa", "alpha"):
            assert getattr(one, name).value == pytest.approx(getattr(back[key], name).value), (key, name)
        assert len(one.disagreements) == len(back[key].disagreements)


def test_intervals_are_drawn_the_same_way_each_time():
    sources = annotators(3)
    one, other = (nc.agreement(sources, samples=200, seed=1) for _ in range(2))
    assert one == other
    assert one != nc.agreement(sources, samples=200, seed=2)
    status = next(figure for figure in one.figures if figure.name == "event status")
    for coefficient in (status.f1, status.kappa, status.alpha):
        assert coefficient.low < coefficient.value < coefficient.high
    alone = nc.agreement([side[:1] for side in sources])
    assert {figure.f1.low for figure in alone.figures} == {None}


def names(*sources):
    return list(nc.agreement(sources, samples=0).annotators)


def test_names_of_annotators_are_what_differs_in_their_paths(tmp_path, monkeypatch):
    """In all commands the same, and for articles in memory numbers."""
    monkeypatch.chdir(tmp_path)
    article = annotated(Random(0), "a")
    for path in ("p1/anna/corpus", "p1/bert/corpus", "p2/anna/corpus", "files"):
        Path(path).mkdir(parents=True)
        nc.dump(article, Path(path, "a.yaml"))
    nc.dump(article, "files/b.yaml")
    assert names("p1/anna/corpus", "p1/bert/corpus/") == ["anna", "bert"]
    assert names("p1/anna/corpus/a.yaml", "p1/bert/corpus/a.yaml") == ["anna", "bert"]
    assert names("p1/anna/corpus", "p1/bert/corpus", "p2/anna/corpus") == ["p1/anna", "p1/bert", "p2/anna"]
    assert names("files/a.yaml", "files/b.yaml") == ["a", "b"]
    assert names("p1/anna/corpus", article, "p1/anna/corpus") == ["corpus-1", "annotator-2", "corpus-3"]
    nc.dump(article, "files/a-1.yaml")
    equal = names("files/a.yaml", "files/a.yaml", "files/a-1.yaml")
    assert equal == ["a-1", "a-2", "a-1-3"]
    assert names("p1/anna/corpus", [article]) == ["corpus", "annotator-2"]
    assert nc.adjudicate(["p1/anna/corpus", "p1/bert/corpus"], "gold").annotators == ("anna", "bert")
    newscorpus("view", "--compare", "p1/anna/corpus", "p1/bert/corpus", "-o", "site")
    assert "<bdi>anna, bert</bdi>" in Path("site/index.html").read_text()


def test_figures_by_type_and_status():
    sources = annotators(5)
    found, plain = figures(sources, by="type"), figures(sources)
    assert {group for _, _, group in found} == set(TYPES)
    for type in TYPES:
        units = sum(
            type in {side[i].events[key].type for side in sources if key in side[i].events}
            for i in range(8)
            for key in {*sources[0][i].events, *sources[1][i].events}
        )
        assert found["event status", "matched event", type].units == units
        assert not [name for name, _, group in found if name == "actor" and group == type]
    assert plain["event status", "matched event", None].units == 8 * 15 - sum(
        f"e{k}" not in one.events and f"e{k}" not in other.events
        for one, other in zip(*sources, strict=True)
        for k in range(15)
    )
    assert {group for _, _, group in figures(sources, by="status")} == set(STATUSES)


def test_annotators_with_nothing_in_common():
    def article(at):
        return nc.Article(
            id="a", language="en", text=TEXT, events=[nc.Incident(id=f"e{at}", type="crime", evidence=(quote(at),))]
        )

    status = figures([article(0), article(9)])["event status", "matched event", None]
    assert (status.units, status.f1.value, status.kappa.value, status.alpha.value) == (2, 0.0, None, None)


def test_disagreements_have_places(tmp_path):
    text = nc.dumps(attrs.evolve(nc.load_article(SEED), text_file=None))
    for name, old, new in (("anna", "x", "x"), ("bert", "status: planned", "status: possible")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.yaml").write_text(text.replace("id: 000_acf5269c8d9a5d96", "id: a").replace(old, new, 1))
    (tmp_path / "bert" / "b.yaml").write_text(text.replace("id: 000_acf5269c8d9a5d96", "id: b"))
    found = nc.agreement([tmp_path / "anna", tmp_path / "bert"])
    assert (found.articles, found.left_out) == (("a",), ("b",))
    (status,) = [one for one in found.figures if one.name == "event status"]
    (one,) = status.disagreements
    assert one.values == ("planned", "possible")
    line = next(i for i, line in enumerate(text.splitlines(), 1) if "status: planned" in line)
    assert [place.line for place in one.places] == [line, line]
    assert one.paths[0][2:] == ("status",)
    assert one.annotators == found.annotators == ("anna", "bert")


@pytest.mark.parametrize(
    ("sources", "options", "message"),
    [
        (lambda a: [a], {}, "two or more annotators are needed"),
        (lambda _: "seeds/", {}, "two or more annotators are needed"),
        (lambda a: [a, attrs.evolve(a, id="other")], {}, "no article that all annotators have"),
        (lambda a: [a, attrs.evolve(a, text=f"{TEXT} More.")], {}, "the annotators have different texts of `a`"),
        (lambda a: [a, attrs.evolve(a, text=None, sha256="0" * 64)], {}, "the annotators have different texts of `a`"),
        (lambda a: [a, attrs.evolve(a, text=None, text_withheld=True)], {}, "some annotators withhold the text of `a`"),
        (lambda a: (one for one in [a, a]), {}, "two or more annotators are needed"),
        (lambda a: [a, a], {"by": "kind"}, "by 'kind': type or status"),
    ],
)
def test_wrong_calls(sources, options, message):
    with pytest.raises(nc.UsageError, match=message):
        nc.agreement(sources(annotated(Random(0), "a")), **options)


@pytest.fixture
def folders(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, side in zip(("anna", "bert"), annotators(1, size=2), strict=True):
        (tmp_path / name).mkdir()
        for article in side:
            nc.dump(article, tmp_path / name / f"{article.id}.yaml")
    nc.dump(attrs.evolve(side[0], id="more"), tmp_path / "bert" / "more.yaml")
    return tmp_path


def test_text(folders):
    ran = newscorpus("agree", "anna", "bert")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[:3] == ["2 articles by anna, bert", "left out, since not all have them: more", ""]
    assert lines[3].split() == ["figure", "units", "F1", "kappa", "alpha", "differ"]
    below = lines[next(i for i, line in enumerate(lines) if line.startswith("event status")) + 1]
    assert re.fullmatch(r" matched event +[.\d]+…[.\d]+ +-?[.\d]+…[.\d]+ +-?[.\d]+…[.\d]+", below)
    short = newscorpus("agree", "anna", "bert", "--samples", 0).out.splitlines()
    assert short[3].split() == ["figure", "unit", "units", "F1", "kappa", "alpha", "differ"]
    by_type = newscorpus("agree", "anna", "bert", "--by", "type").out.splitlines()
    assert max(map(len, (*lines, *short, *by_type))) <= 80
    assert newscorpus("agree", "anna", "anna").out.startswith("2 articles by anna-1, anna-2\n\nfigure")
    listed = newscorpus("agree", "anna", "bert", "--list", "--samples", 0, "--by", "type").out
    assert "\ncrime\n" in listed
    assert "\nevent status, matched event\n  a0: event e" in listed
    assert "anna: occurred (anna/a0.yaml:" in listed
    assert newscorpus("agree", "anna").err.startswith("error: two or more annotators are needed")


def test_json_and_csv(folders):
    data = json.loads(newscorpus("agree", "anna", "bert", "bert", "--output-format", "json").out)
    assert data["annotators"] == ["anna", "bert-2", "bert-3"]
    figure = next(one for one in data["figures"] if one["name"] == "event status")
    assert {*figure["kappa"]} == {"value", "low", "high"}
    assert figure["disagreements"][0]["places"][0].startswith("anna/a0.yaml:")
    rows = list(csv.DictReader(io.StringIO(newscorpus("agree", "anna", "bert", "--output-format", "csv").out)))
    found = nc.agreement(["anna", "bert"])
    assert [row["figure"] for row in rows] == [one.name for one in found.figures]
    assert float(rows[0]["f1"]) == found.figures[0].f1.value


def two_folders():
    """Anna and Bert agree on the type of an event and not on its status, in two folders."""
    for name, status in (("anna", "planned"), ("bert", "possible")):
        event = {"kind": "meeting", "type": "hearing", "status": status, "evidence": ["The court will meet"]}
        article = {"format": "newscorpus/1", "id": "court", "language": "en", "text": "The court will meet."}
        Path(name).mkdir()
        Path(name, "court.yaml").write_text(json.dumps({**article, "events": {"session": event}}))
    return "anna", "bert"


@pytest.mark.parametrize(
    ("wanted", "line"),
    [
        ("event status f1 0.5", "event status, matched event: f1 is 0; at least 0.5 is wanted"),
        ("event status, matched event f1 0.5", "event status, matched event: f1 is 0; at least 0.5 is wanted"),
        ("event type f1 1", None),
        ("event type, matched event f1 1", None),
        ("evidence F1 .9", None),
        ("evidence kappa 0", "evidence: kappa is not defined; at least 0 is wanted"),
    ],
)
def test_a_figure_below_what_is_wanted_fails(tmp_path, monkeypatch, wanted, line):
    monkeypatch.chdir(tmp_path)
    ran = newscorpus("agree", *two_folders(), "--at-least", wanted)
    assert "event status" in ran.out
    assert (ran.code, ran.err.splitlines()) == ((1, [line]) if line else (0, []))


@pytest.mark.parametrize("wanted", ["0.5", "f1 0.5", "event status 0.5", "event status f1 2", "event sort f1 0.5"])
def test_a_demand_that_names_no_figure_is_wrong_use(tmp_path, monkeypatch, wanted):
    monkeypatch.chdir(tmp_path)
    ran = newscorpus("agree", *two_folders(), "--at-least", wanted)
    assert ran.code == 2
    assert "--at-least" in ran.err


@pytest.mark.parametrize("options", [(), ("--by", "type"), ("--gamma", "--by", "type")])
def test_a_demand_of_gamma_without_gamma_is_wrong_use(tmp_path, monkeypatch, options):
    monkeypatch.chdir(tmp_path)
    ran = newscorpus("agree", *two_folders(), "--at-least", "evidence gamma 0.6", *options)
    assert (ran.code, ran.out) == (2, "")
    assert "give --gamma" in ran.err
