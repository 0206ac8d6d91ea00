"""`newscorpus diff`: what it prints, and git revisions."""

import html5lib
import pytest
from command import newscorpus
from team import Repository

COURT = """\
format: newscorpus/1
id: court
language: en
text: Ida Holm declined to comment on Monday. The court will meet her lawyer.
actors:
  holm: {name: Ida Holm, kind: person}
events:
  silence: {kind: event, type: refusal, participants: {agent: holm}, evidence: [Ida Holm declined to comment]}
  session: {kind: meeting, type: hearing, status: planned, evidence: [The court will meet her lawyer]}
claims:
  - quote: The court will meet her lawyer
"""
CHANGED = (
    COURT.replace("planned", "possible")
    .replace("silence:", "no-comment:")
    .replace("  - quote: The court will meet her lawyer\n", "  - quote: on Monday\n")
)


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.yaml").write_text(COURT)
    (tmp_path / "new.yaml").write_text(CHANGED)
    return tmp_path


def test_text(files):
    ran = newscorpus("diff", "old.yaml", "new.yaml")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.splitlines() == [
        "court",
        "  ~ event silence → no-comment  by evidence, type, participants, 1.00",
        "      id: silence → no-comment  old.yaml:8 → new.yaml:8",
        "  ~ event session  by id, 1.00",
        "      status: planned → possible  old.yaml:9 → new.yaml:9",
        "  - claim [0]  The court will meet her lawyer old.yaml:11",
        "  + claim [0]  on Monday new.yaml:11",
        "1 actor, 2 events, no claims matched; 1 only in the first, 1 only in the second; 2 values differ.",
    ]
    assert "\033[31m- claim [0]\033[0m" in newscorpus("diff", "old.yaml", "new.yaml", "--color", "always").out


def test_equal_files(files):
    for format in ("text", "json", "html"):
        ran = newscorpus("diff", "old.yaml", "old.yaml", "--output-format", format)
        assert (ran.code, ran.err) == (0, "")
    assert "The two are equal." in ran.out


def test_html(files):
    (files / "new.yaml").write_text(
        CHANGED.replace("on Monday\n", "<b>on</b> Monday\n").replace(
            "text: ", "headline: <b>\ntext: <b>on</b> Monday. "
        )
    )
    ran = newscorpus("diff", "old.yaml", "new.yaml", "--output-format", "html")
    html5lib.HTMLParser(strict=True).parse(ran.out)
    assert "<h3>differs: event <bdi>silence → no-comment</bdi></h3>" in ran.out
    assert "<b>" not in ran.out
    assert "only in the first" in ran.out


@pytest.fixture
def repository(tmp_path, capsys, monkeypatch):
    """A repository with two versions of a corpus in a folder."""
    made = Repository(tmp_path, capsys)
    made.write("news/corpus.yaml", "format: newscorpus/1\nname: news\n")
    made.write("news/court.yaml", COURT)
    made.write("news/other.yaml", COURT.replace("id: court", "id: other").replace("Ida", "Eva"))
    made.commit()
    made.edit("news/court.yaml", "planned", "possible")
    made.commit()
    monkeypatch.chdir(tmp_path)
    return made


def test_a_revision(repository):
    change = "      status: planned → possible  HEAD~1:news/court.yaml:9 → news/court.yaml:9"
    for words in (["HEAD~1", "news/court.yaml"], ["HEAD~1", "news"], ["HEAD~1"]):
        ran = newscorpus("diff", *words)
        assert (ran.code, ran.err) == (1, "")
        assert change in ran.out
    back = newscorpus("diff", "news/court.yaml", "HEAD~1").out
    assert "      status: possible → planned  news/court.yaml:9 → HEAD~1:news/court.yaml:9" in back
    assert newscorpus("diff", "HEAD").code == 0
    two = newscorpus("diff", "HEAD~1", "main").out
    assert "HEAD~1:news/court.yaml:9 → main:news/court.yaml:9" in two


def test_a_revision_without_articles(repository):
    repository.git("rm", "-q", "news/court.yaml", "news/other.yaml")
    repository.commit()
    repository.git("revert", "--no-edit", "HEAD")
    assert newscorpus("diff", "HEAD~1").err == "error: no articles in HEAD~1\n"


def test_errors_of_a_revision(repository):
    repository.edit("news/court.yaml", "possible", "posible")
    repository.commit()
    ran = newscorpus("diff", "HEAD", "news")
    assert ran.code == 1
    assert " --> HEAD:news/court.yaml:9:51" in ran.err


def test_what_is_no_revision(repository, tmp_path_factory, monkeypatch):
    for words, message in (
        (["nothing", "news"], "nothing is neither a file or folder, nor a git revision"),
        (["--", "--output=x", "news"], "--output=x is neither a file or folder, nor a git revision"),
        (["HEAD", "new.yaml"], "new.yaml is neither a file or folder, nor a git revision"),
    ):
        ran = newscorpus("diff", *words)
        assert (ran.code, ran.err) == (2, f"error: {message}\n")
    repository.write("new.yaml", COURT)
    assert newscorpus("diff", "HEAD", "new.yaml").err == "error: HEAD has no new.yaml\n"
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert newscorpus("diff", "HEAD").err == "error: HEAD is neither a file or folder, nor a git revision\n"
    monkeypatch.setenv("PATH", "")
    assert newscorpus("diff", "HEAD").err == "error: a git revision needs git, which is not installed\n"


def test_links_that_lead_elsewhere(repository):
    (repository.folder / "news" / "secret.yaml").symlink_to("/etc/passwd")
    repository.commit()
    repository.git("rm", "-q", "news/secret.yaml")
    assert newscorpus("diff", "HEAD", "news").code == 0


def test_an_old_python(repository, monkeypatch):
    monkeypatch.delattr("tarfile.data_filter")
    assert newscorpus("diff", "HEAD").err == "error: a git revision needs Python 3.11.4 or later\n"
