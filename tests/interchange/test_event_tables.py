"""Violent events as rows of UCDP GED and ACLED: which go in, what fills their columns, what is listed."""

import csv
import io

import attrs
import pytest
from command import newscorpus
from drawn import drawn_texts
from exported import ANY, document
from hypothesis import given

import newscorpus as nc

TEXT = "Rebels shot people in Mosul on Monday. The army clashed with rebels in Iraq. Students marched."
FORMATS = ["ged", "acled"]


def rows(article, format, manifest=ANY):
    """The rows without their empty cells, and the counts of each kind of loss."""
    content, lost = document(article, format, manifest)
    return [{key: cell for key, cell in row.items() if cell} for row in csv.DictReader(io.StringIO(content))], lost


def attack(**more):
    fields = {
        "participants": {"agent": ("rebels",), "target": ("people",)},
        "when": nc.When(edtf="2024-05-06", text="on Monday"),
        "places": (nc.Place(name="Mosul", country="IQ"),),
        "casualties": {"killed": (nc.Count(count="3..5"),)},
    }
    return nc.Incident(id="raid", type="attack", evidence=("Rebels shot people",), **(fields | more))


def clash(**more):
    fields = {
        "participants": {"participant": ("army", "rebels", "students")},
        "places": (nc.Place(name="Iraq", country="IQ"), nc.Place(name="Mosul")),
        "casualties": {"killed": (nc.Count(count="26+"),)},
    }
    return nc.Incident(id="battle", type="clash", evidence=("The army clashed with rebels",), **(fields | more))


def war(*events, **more):
    actors = (
        nc.Actor(id="rebels", name="Rebels", kind="group", sector="REB"),
        nc.Actor(id="people", name="people", kind="group", named=False, sector="CVL", mentions=("people",)),
        nc.Actor(id="army", name="The army", kind="organization", sector="MIL", country="IQ"),
        nc.Actor(id="students", name="Students", kind="group", sector="EDU"),
    )
    return nc.Article(
        id="a",
        text=TEXT,
        language="en",
        publisher="Daily",
        headline="War",
        published="2024-05-07",
        actors={actor.id: actor for actor in actors},
        events={event.id: event for event in events},
        **more,
    )


def test_a_row_of_ged():
    (row,), lost = rows(war(attack()), "ged")
    day = "2024-05-06 00:00:00.000"
    assert row == {
        "id": "1", "relid": "a#raid", "year": "2024", "type_of_violence": "3", "dyad_name": "Rebels - Civilians",
        "side_a": "Rebels", "side_b": "Civilians", "number_of_sources": "1", "source_article": "Daily,2024-05-07,War",
        "source_office": "Daily", "source_date": "2024-05-07", "source_headline": "War", "where_coordinates": "Mosul",
        "where_description": "Mosul", "country": "Iraq", "date_prec": "1", "date_start": day, "date_end": day,
        "deaths_unknown": "3", "best": "3", "high": "5", "low": "3",
    }  # fmt: skip
    assert (lost["events.evidence"], lost["actor in no row"]) == (1, 2)


def test_a_row_of_acled():
    (row,), lost = rows(war(attack()), "acled")
    assert row == {
        "event_id_cnty": "a#raid", "event_date": "2024-05-06", "year": "2024", "time_precision": "1",
        "disorder_type": "Political violence", "actor1": "Rebels", "inter1": "Rebel group", "actor2": "people",
        "inter2": "Civilians", "interaction": "Rebel group-Civilians", "civilian_targeting": "Civilian targeting",
        "iso": "368", "country": "Iraq", "location": "Mosul", "source": "Daily", "notes": "Rebels shot people",
        "fatalities": "3",
    }  # fmt: skip
    assert (lost["numbers above the lowest"], lost["headline"]) == (1, 1)


def test_a_clash_has_its_participants_on_two_sides():
    (row,), lost = rows(war(clash()), "ged")
    assert (row["type_of_violence"], row["dyad_name"]) == ("1", "The army - Rebels")
    assert ("where_prec" in row, row["where_coordinates"], row["country"]) == (False, "Mosul", "Iraq")
    assert row["where_description"] == "Iraq; Mosul"
    assert (row["best"], "high" in row, "date_start" in row) == ("26", False, False)
    assert lost["participant beyond the first of a side"] == lost["highest number that is open"] == 1
    (row,), lost = rows(war(clash()), "acled")
    assert (row["event_type"], row["sub_event_type"], row["inter1"]) == ("Battles", "Armed clash", "State forces")
    assert (row["actor2"], row["assoc_actor_2"]) == ("Rebels", "Students")
    assert (row["location"], row["iso"], lost["events.places beyond that of the row"]) == ("Mosul", "368", 1)
    whole = clash(places=(nc.Place(name="Iraq", country="IQ"),))
    (row,), _ = rows(war(whole), "ged")
    assert (row["where_prec"], row["where_coordinates"]) == ("6", "Iraq")


def test_sources_are_those_of_counts_and_of_claims_that_do_not_deny():
    claims = (
        nc.Claim(quote=("The army clashed",), by=("students",), about=("battle",), stance="asserts"),
        nc.Claim(quote=("Rebels shot people",), by=("rebels",), about=("battle",), stance="denies"),
    )
    counts = (nc.Count(count=26, by=("army",)), nc.Count(count=30, by=("students",)))
    (row,), lost = rows(war(clash(casualties={"killed": counts}), claims=claims), "ged")
    assert row["source_original"] == "Students; The army"
    assert not any("killed" in kind for kind in lost)


def test_who_protests_alone_is_a_sole_side_of_acled():
    march = nc.Incident(
        id="march", type="protest", evidence=("Students marched",), participants={"agent": ("students",)}
    )
    (row,), _ = rows(war(march), "acled")
    assert (row["inter1"], row["interaction"]) == ("Protesters", "Protesters only")
    (row,), _ = rows(war(attack(participants={"agent": ("rebels",)})), "acled")
    assert "interaction" not in row  # who was attacked is not known


@pytest.mark.parametrize(
    ("edtf", "ged", "acled", "year"),
    [
        ("2024-05-06", "1", "1", "2024"),
        ("2024-05-06T10:00:00Z", "1", "1", "2024"),
        ("2024-05-06/2024-05-07", "2", "2", "2024"),
        ("2024-05-06/2024-05-12", "3", "2", "2024"),
        ("2024-05", "4", "3", "2024"),
        ("2024", "5", None, "2024"),
        ("2023-12-31/2024-01-01", "2", "2", None),
        ("199X", None, None, None),
        ("2024-05-06~", None, None, "2024"),
        ("2024-05-06/..", None, None, None),
    ],
)
def test_how_precise_a_time_is(edtf, ged, acled, year):
    event = attack(when=nc.When(edtf=edtf))
    (row,), lost = rows(war(event), "ged")
    assert (row.get("date_prec"), row.get("year")) == (ged, year)
    assert any(kind.startswith("time ") for kind in lost) == (ged is None or "T" in edtf)
    (row,), _ = rows(war(event), "acled")
    assert (row.get("time_precision"), row.get("year"), "event_date" in row) == (acled, year, acled is not None)


def test_who_was_harmed_is_a_side_only_if_nobody_was_aimed_at():
    harmed = {"agent": ("rebels",), "victim": ("people",)}
    (row,), lost = rows(war(attack(participants=harmed)), "ged")
    assert (row["type_of_violence"], row["side_b"]) == ("3", "Civilians")
    assert lost["civilian: `Civilians` in place of the name"] == 1
    assert "participant beyond the first of a side" not in lost
    (row,), lost = rows(war(attack(participants={**harmed, "target": ("army",)})), "ged")
    assert (row["type_of_violence"], row["dyad_name"]) == ("1", "The army - Rebels")  # a state is always side a
    assert lost["participant beyond the first of a side"] == 1


@pytest.mark.parametrize(
    ("type", "roles", "targeted"),
    [
        ("attack", {"target": ("students",)}, True),
        ("attack", {"victim": ("people",)}, True),
        ("attack", {"target": ("army",), "victim": ("people",)}, False),
        ("unrest", {"target": ("people",)}, True),
        ("protest", {"target": ("students",)}, False),
    ],
)
def test_only_violence_targets_civilians(type, roles, targeted):
    (row,), _ = rows(war(attrs.evolve(attack(participants={"agent": ("rebels",), **roles}), type=type)), "acled")
    assert ("civilian_targeting" in row) == targeted


@pytest.mark.parametrize(("format", "column"), [("ged", "side_a"), ("acled", "actor1")])
def test_a_suspect_is_who_did_it_as_reported(format, column):
    (row,), lost = rows(war(attack(participants={"suspect": ("rebels",), "target": ("people",)})), format)
    assert (row[column], lost["suspect taken as who did it"]) == ("Rebels", 1)


def test_sectors_suffice_for_a_battle():
    (row,), _ = rows(war(clash(places=())), "acled")
    assert (row["event_type"], "inter1" in row) == ("Battles", False)


def test_forces_of_a_state_abroad_are_external():
    at_home, abroad, nowhere = (
        rows(war(clash(places=places)), "acled")[0][0].get("inter1")
        for places in ((nc.Place(name="Iraq", country="IQ"),), (nc.Place(name="Mosul", country="SY"),), ())
    )
    assert (at_home, abroad, nowhere) == ("State forces", "External/Other forces", None)


def test_each_event_that_does_not_go_in_is_one_loss():
    protest = nc.Incident(
        id="march", type="protest", participants={"agent": ("students",)}, evidence=("Students marched",)
    )
    talks = nc.Meeting(id="talks", type="talks", evidence=("The army",))
    planned = attrs.evolve(attack(), id="planned", status="planned")
    harmless = attack(casualties={"killed": (nc.Count(count=0),)})
    article = war(protest, talks, planned, harmless)
    found, lost = rows(article, "ged")
    assert found == []
    assert {kind: number for kind, number in lost.items() if kind.startswith("event")} == {
        "event of type incident/protest": 1,
        "event of type meeting/talks": 1,
        "event with the status planned": 1,
        "event without killed persons": 1,
    }
    found, lost = rows(article, "acled")
    assert [row["event_id_cnty"] for row in found] == ["a#march", "a#raid"]
    assert (found[0]["event_type"], found[0]["inter1"], found[0]["fatalities"]) == ("Protests", "Protesters", "0")


@pytest.mark.parametrize("format", [*FORMATS, "plover"])
def test_the_command_says_how_many_events_went_in(format, tmp_path):
    nc.dump(war(attack(), clash()), tmp_path / "war.yaml")
    code, _, err = newscorpus("export", format, tmp_path / "war.yaml", "-o", tmp_path / "events")
    assert code == 0
    assert err.endswith(f"Wrote 2 events of 1 article to {tmp_path}/events.\n")


def test_attributes_named_like_columns_fill_them():
    own = {name: nc.Attribute(type=kind) for name, kind in (("where_prec", "integer"), ("adm_1", "string"))}
    manifest = nc.Manifest(name="own", language="en", attributes=nc.AttributeDeclarations(event=own))
    (row,), lost = rows(war(attack(attributes={"where_prec": 1, "adm_1": "Nineveh"})), "ged", manifest)
    assert (row["where_prec"], row["adm_1"]) == ("1", "Nineveh")
    assert not any(kind.startswith("events.attributes") for kind in lost)


def test_who_is_the_source_of_an_event():
    claim = nc.Claim(quote="Rebels shot people", by=("army",), about=("raid",), stance="asserts")
    (row,), _ = rows(war(attack(), claims=(claim,)), "ged")
    assert row["source_original"] == "The army"


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_of_the_dataset_itself_is_not_replaced(format, tmp_path):
    target = tmp_path / "events.csv"
    for _ in range(2):  # an earlier export with the same contents is replaced
        assert newscorpus("export", format, "tests/articles", "-o", target).code == 0
    header = target.read_text(encoding="utf-8").splitlines()[0]
    target.write_text(f"{header}\r\nETH9766,ETH9766{',' * header.count(',')}\r\n", encoding="utf-8")
    refused = newscorpus("export", format, "tests/articles", "-o", target, "--force")
    assert (refused.code, "no earlier export" in refused.err) == (2, True)


@pytest.mark.parametrize("format", FORMATS)
@given(article=drawn_texts)
def test_rows_of_any_article(format, article):
    content, lost = document(article, format)
    header, *found = csv.reader(io.StringIO(content))
    left_out = sum(number for kind, number in lost.items() if kind.startswith(("event of", "event with")))
    assert len(found) + left_out == len(article.events)
    assert all(len(row) == len(header) for row in found)
