"""Waivers in the hands of a team: they stay with what they were written for, and their reasons are not lost."""

import pytest
from team import Repository

CORPUS = "format: newscorpus/1\nname: harbour\nlanguage: en\n"
TEXT = "The minister will meet Qin Gangand his staff. She will not resig, aides sai."
ARTICLE = f"""format: newscorpus/1
id: a
text: {TEXT}
claims:
  - quote: The minister will meet Qin Gang
waive:
  - {{code: NC305, at: claims.quote, quote: The minister will meet, why: the article lacks a space}}
"""


@pytest.fixture
def repo(tmp_path, monkeypatch, capsys):
    """A repository with a corpus of one article, which has one waiver."""
    monkeypatch.chdir(tmp_path)
    made = Repository(tmp_path, capsys)
    made.write("corpus.yaml", CORPUS)
    made.write("a.yaml", ARTICLE)
    assert made.check("--fail-on warning") == (0, [])
    made.commit()
    return made


def test_a_second_item_asks_which_one_is_waived(repo):
    repo.write("a.yaml", ARTICLE.replace(" quote: The minister will meet,", ""))
    assert repo.check("--fail-on warning") == (0, [])
    repo.edit("a.yaml", "claims:\n", "claims:\n  - quote: She will not resi\n")
    code, found = repo.check()
    assert code == 1
    assert "waiver does not say which of the 2 items of `claims.quote` it means (add `quote`" in "".join(found)
    assert sum("NC305" in line for line in found) == 2


def test_two_claims_with_equal_words_need_a_waiver_each(repo):
    text = f"text: {TEXT} She will not resig, he sai."
    claim = "  - quote: {{She will not resi: '{}'}}\n".format
    waiver = "  - {code: NC305, at: claims.quote, quote: She will not, why: so it is printed}\n"
    one = ARTICLE.replace(f"text: {TEXT}", text).replace("claims:\n", "claims:\n" + claim("She will not resig, aides"))
    repo.write("a.yaml", one + waiver)
    assert repo.check("--fail-on warning") == (0, [])
    two = one.replace("claims:\n", "claims:\n" + claim("She will not resig, he"))
    repo.write("a.yaml", two + waiver)
    code, found = repo.check("--fail-on warning")
    assert code == 1
    assert sum("NC305" in line for line in found) == 2
    assert "2 items of `claims.quote` with a finding begin with `She will not` (their words are equal" in "".join(found)
    repo.write("a.yaml", two + waiver * 2)
    assert repo.check("--fail-on warning") == (0, [])
    repo.write("a.yaml", two + waiver * 3)
    code, found = repo.check("--fail-on warning")
    assert (code, ["NC801" in line for line in found]) == (1, [True])


def test_an_actor_is_renamed_and_its_waiver_is_not(repo):
    actors = "actors:\n  staff: {name: his staff, kind: group, aliases: [Annie]}\n"
    repo.write("a.yaml", ARTICLE + "  - {code: NC304, at: actors.staff.aliases, why: a nickname}\n" + actors)
    assert repo.check("--fail-on warning") == (0, [])
    repo.edit("a.yaml", "  staff:", "  staff-of-qin:")
    code, found = repo.check()
    assert code == 1
    (unused,) = [line for line in found if "NC801" in line]
    assert "waiver matches no finding: there is no actor `staff` (replace `actors.staff.aliases` with" in unused
    repo.newscorpus("check --fix")
    assert "at: actors.staff.aliases, why: a nickname" in (repo.folder / "a.yaml").read_text()
    repo.newscorpus("check --fix --unsafe-fixes")
    assert "at: actors.staff-of-qin.aliases, why: a nickname" in (repo.folder / "a.yaml").read_text()


FAR = """format: newscorpus/1
id: a
text: "The minister will meet his staff.\\n\\nThat is what aides said."
claims:
  - quote: QUOTE
    cue: aides said
waive:
  - {code: NC604, at: claims.cue, quote: NAMED, why: it is said of the whole article}
"""


@pytest.mark.parametrize(
    ("quote", "named", "options"),
    [
        ("the minister will meet", "the minister will meet", ""),
        ("the minister will meet", "the minister", ""),
        ("The ministr will meet", "The ministr", "--unsafe-fixes"),
    ],
)
def test_a_fix_of_a_quote_changes_the_words_that_name_it(repo, quote, named, options):
    repo.write("a.yaml", FAR.replace("QUOTE", quote).replace("NAMED", named))
    assert "correct the words that are not in the text first" in " ".join(repo.newscorpus("check")[1].split())
    assert repo.newscorpus(f"check --fix {options}")[0] == 0
    right = "The minister will meet"
    assert (repo.folder / "a.yaml").read_text() == FAR.replace("QUOTE", right).replace("NAMED", right)


def test_a_fix_of_a_quote_changes_the_words_of_its_open_point(repo):
    todo = FAR.partition("waive:")[0].replace("    cue: aides said\n", "  - quote: aides said\n")
    todo += "todo:\n  - {at: claims, quote: NAMED, note: is it certain?}\n"
    repo.write("a.yaml", todo.replace("QUOTE", "the minister will meet").replace("NAMED", "the minister"))
    assert repo.newscorpus("check --fix")[0] == 0
    right = "The minister will meet"
    assert (repo.folder / "a.yaml").read_text() == todo.replace("QUOTE", right).replace("NAMED", right)


def test_a_waiver_at_a_wrong_place_moves_to_its_words(repo):
    actor = "actors:\n  minister: {name: The minister, kind: person}\n"
    wrong = ARTICLE.replace("claims:\n", f"{actor}claims:\n").replace("at: claims.quote", "at: actors.minister")
    repo.write("a.yaml", wrong.replace("quote: The minister will meet, why", "quote: The minister wi, why"))
    assert repo.newscorpus("check --fix --unsafe-fixes")[0] == 0
    right = wrong.replace("at: actors.minister", "at: claims.quote")
    assert (repo.folder / "a.yaml").read_text() == right.replace("will meet, why", "wi, why")


def test_a_claim_is_inserted_above_a_waived_one(repo):
    """The waiver stays with its claim; a wrong new quote is reported, and `--fix` takes no waiver out."""
    repo.edit("a.yaml", "claims:\n", "claims:\n  - quote: She will not resi\n")
    code, found = repo.check("--fail-on warning")
    assert code == 1
    assert [line.partition(": ")[0] for line in found] == ["a.yaml:5:12"]
    assert "NC305 quote-cuts-word" in found[0]
    before = (repo.folder / "a.yaml").read_text()
    repo.newscorpus("check --fix")
    assert (repo.folder / "a.yaml").read_text() == before


def test_a_waiver_by_index_is_migrated(repo):
    """An index is an error; `--fix` writes the words of that item, and keeps the reason."""
    by_index = ARTICLE.replace("at: claims.quote, quote: The minister will meet,", "at: 'claims[0].quote',")
    repo.write("a.yaml", by_index)
    code, found = repo.check()
    assert code == 1
    assert "NC802 invalid-waiver: waiver names an item by its index: `claims[0].quote`" in "".join(found)
    assert repo.newscorpus("check --fix")[0] == 0
    repaired = (repo.folder / "a.yaml").read_text()
    assert "at: 'claims.quote', quote: The minister will meet Qin Gang, why: the article lacks a space" in repaired
    assert repo.check("--fail-on warning") == (0, [])


def test_a_waived_finding_is_fixed(repo):
    """Its waiver is an error, so that it does not hide the next one; to take it out is not a safe fix."""
    repo.edit("a.yaml", "- quote: The minister will meet Qin Gang\n", "- quote: The minister will meet\n")
    code, found = repo.check()
    assert code == 1
    assert "waiver matches no finding: there is no NC305 at `claims.quote` of `The minister will meet`" in "".join(
        found
    )
    repo.newscorpus("check --fix")
    assert "why: the article lacks a space" in (repo.folder / "a.yaml").read_text()
    assert repo.newscorpus("check --fix --unsafe-fixes")[0] == 0
    assert "waive" not in (repo.folder / "a.yaml").read_text()
