"""Texts (NC011, NC309, NC310, NC321, NC330): changed, unclean, withheld, in parts, or in another language."""

import hashlib
import json
from pathlib import Path

import attrs
import pytest
from annotations import CHANGED, evidence, fixes, found, messages_of, reported, shown

import newscorpus as nc


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


REPORTS = {
    "all hold": (evidence("Anna Berg met", "in Oslo"), ["2 of 2 quotes are still in the text"], True),
    "there is none": ("note: x\n", ["there are no quotes yet"], True),
    "one is lost": (
        evidence("Anna Berg met", "nowhere"),
        ["1 of 2 quotes are still in the text", "no longer in the text: events.talks.evidence[1]"],
        False,
    ),
    "words may be meant at two places": (
        evidence("Anna Berg met", "nowhere", "a"),
        [
            "2 of 3 quotes are still in the text",
            "no longer in the text: events.talks.evidence[1]",
            "in the text, with another error: events.talks.evidence[2]",
        ],
        False,
    ),
    "an actor is lost": (
        "actors: {dora: {name: Dora Eide, kind: person}, anna: {name: Anna Berg, kind: person}}\n",
        ["there are no quotes yet", "no longer in the text: actors.dora"],
        False,
    ),
    "something is malformed": (
        evidence("Anna Berg met") + "actors: {x: {name: Anna, kind: persson}}\n",
        ["1 of 1 quotes are still in the text", "correct the malformed values first: what they quote is not known"],
        False,
    ),
}


@pytest.mark.parametrize("what", REPORTS)
def test_of_a_changed_text_it_is_told_what_still_holds(what, tmp_path):
    snippet, notes, offered = REPORTS[what]
    (one,) = found(CHANGED + snippet, tmp_path, "NC309")
    digest = hash_of("Anna Berg met Carl Dahl in Oslo on Monday.")
    assert one.message.startswith(f"article text changed: its hash is `{digest[:12]}…`, not ")
    assert list(one.notes) == notes
    by_hand = f"check the annotation, then write `sha256: {digest}`"
    retext = "with the old text, such as from git: `newscorpus retext ARTICLE TEXT --old FILE`; else "
    is_lost = any("no longer in the text" in note for note in notes)
    assert one.help == (f"{retext}{by_hand}" if is_lost else by_hand)
    assert fixes(one) == [("write the new hash: all quotes are still in the text", False)] * offered


def test_a_text_that_has_not_changed_is_silent(tmp_path):
    right = f"sha256: {hash_of('Anna Berg met Carl Dahl in Oslo on Monday.')}\n"
    assert found(right + evidence("Anna Berg met"), tmp_path, "NC309") == []
    assert found("sha256: abc\n" + evidence("Anna Berg met"), tmp_path, "NC309") == []


@pytest.mark.parametrize(("before", "now", "names"), [("\n", "\r\n", "CRLF"), ("\r\n", "\n", "LF")])
def test_other_line_breaks_are_named_and_not_accepted(before, now, names, tmp_path):
    """As git makes them on Windows. To write the new hash would break the corpus for everybody else."""
    lines = ("Anna Berg met Carl Dahl", "in Oslo on Monday.", "")
    (tmp_path / "a.txt").write_bytes(now.join(lines).encode())
    (tmp_path / "a.yaml").write_text(
        f"format: newscorpus/1\nid: a\nlanguage: en\ntext_file: a.txt\nsha256: {hash_of(before.join(lines))}\n"
        + evidence("met Carl Dahl in Oslo")
    )
    report = nc.check(tmp_path / "a.yaml")
    (finding,) = (finding for finding in report.diagnostics if finding.code == "NC309")
    assert finding.message.startswith(f"article text has {names} as line breaks")
    assert "`*.txt -text`" in finding.help
    assert fixes(finding) == []


UNCLEAN = {
    r"\ufeffAnna": ["byte order marks (1)"],
    r"Anna\r\nBerg\r": ["carriage returns (2)"],
    r"Anna \ufffd": ["replacement characters (U+FFFD), since it was decoded wrongly (1)"],
    **{
        rf"Anna \x{code:02x} Berg": ["control characters (1)"]
        for code in (0, 8, 0x0B, 0x0C, 0x0E, 0x1F, 0x7F, 0x84, 0x86, 0x9F)
    },
    r"\x1fAnna": ["control characters (1)"],
    r" \n Anna \n\n": [],
    "Anna <a href='https://x.example'>met Carl": ["markup (1)"],
    "Anna’s cafÃ©, 5Â°, Oslo": ["UTF-8 that was decoded as another encoding (2)"],
    "SÃO PAULO, Ângela, um pâte â 5 €, MANHÃ, Â": [],
}


@pytest.mark.parametrize("text", UNCLEAN)
def test_characters_that_do_not_belong_in_a_text(text, tmp_path):
    reported = found(f'text: "{text}"\n', tmp_path, "NC310")
    assert sorted(d.message for d in reported) == [f"article text contains {what}" for what in UNCLEAN[text]]
    assert [[label.text for label in d.labels] for d in reported] == [["the first"]] * len(reported)


FURNITURE = ["ADVERTISEMENT", "Advertisement", "(Advertisement)", "Read more: Storm hits Oslo", "Story continues below"]
FURNITURE += ["Sign up for our newsletter", "Related stories", "© 2024 Oslo Post", "Share this article", "Anzeige"]
ORDINARY = ["The advertisement was banned.", "An advertisement for beer", "Read more books, she said.", "BACKGROUND"]
ORDINARY += ["Share prices fell.", "Most read it twice.", "Subscribe or leave, he said, and left."]


@pytest.mark.parametrize("line", [*FURNITURE, *ORDINARY])
def test_lines_of_a_page(line, tmp_path):
    """What a page has beside the article is no part of its text, if it is a line of its own."""
    reported = found(f"text: |\n  Anna Berg came.\n\n  {line}\n\n  She left.\n", tmp_path, "NC310")
    assert [d.message for d in reported] == (
        [f"article text contains a line of the page: `{line}`"] if line in FURNITURE else []
    )


def test_letters_in_two_parts(tmp_path):
    """In the form NFC they are one character; the finding is at the text, or at the name of its file."""
    message = "article text is not in Unicode form NFC: some letters with accents are two characters"
    assert [d.message for d in found('text: "Cafe\\u0301"\n', tmp_path, "NC310")] == [message]
    for written in ("e\\u0301", "\\u212b", "e\\u0302\\u0323", "x\\u0302\\u0323"):
        (one,) = found(f'text: "Caf\\u00e9 o. {written} x e\\u0301"\n', tmp_path, "NC310")
        assert shown(one, tmp_path) == [("the first", written)]
    assert found('text: "Caf\\u00e9"\n', tmp_path, "NC310") == []
    (tmp_path / "t.txt").write_text("Cafe\u0301\r", encoding="utf-8", newline="")
    assert reported("text_file: t.txt\n", tmp_path, "NC310") == [
        ("t.txt", "article text contains carriage returns (1)"),
        ("t.txt", message),
    ]


def test_defects_of_a_text_are_shown_in_it(tmp_path):
    seed = Path(__file__).parents[2] / "seeds" / "000_acf5269c8d9a5d96.yaml"
    text = tmp_path / f"{seed.stem}.txt"
    text.write_bytes(seed.with_suffix(".txt").read_bytes().replace(b"\n\n", b"\r\n\r\n", 1))
    (tmp_path / seed.name).write_bytes(seed.read_bytes())
    report = nc.check(tmp_path)
    assert [d.code for d in report.diagnostics] == ["NC310", "NC309"]
    label = report.diagnostics[0].labels[0].span
    assert (Path(label.file), label.line) == (text, 1)
    assert report.diagnostics[1].message.startswith("article text has CRLF as line breaks")


TEXT = "Talks in Oslo\n\nAnna met Carl.\n\nThey left."
HEAD = {"format": "newscorpus/1", "id": "a", "language": "en"}


def codes_and_messages(tmp_path, *codes, **fields):
    """The codes and messages of the findings about an article."""
    file = tmp_path / "a.json"
    file.write_text(json.dumps({**HEAD, **fields}), encoding="utf-8")
    return [(d.code, d.message) for d in nc.check(file, select=list(codes)).diagnostics]


def test_a_text_whose_hash_is_not_known_may_be_withheld(tmp_path):
    assert codes_and_messages(tmp_path, "NC0", text_withheld=True) == []
    assert codes_and_messages(tmp_path, "NC0", text_withheld=True, sha256="0" * 64) == []
    ((code, message),) = codes_and_messages(tmp_path, "NC0", text_withheld=False)
    assert (code, message) == ("NC011", "article has neither `text` nor `text_file`")
    (one,) = codes_and_messages(tmp_path, "NC0", text_withheld=True, text=TEXT)
    assert one == ("NC011", "a text that is given is not withheld")
    assert [code for code, _ in codes_and_messages(tmp_path, "NC0", "NC1", text_withheld="yes")] == ["NC103"]


@pytest.mark.parametrize(
    ("fields", "messages"),
    [
        ({"text_parts": {"headline": [0, 13], "lead": [15, 29], "body": [31, 41]}}, []),
        ({"text_parts": {"headline": [0, 13]}, "headline": "Talks  in Oslo"}, []),
        (
            {"text_parts": {"headline": [0, 5]}, "headline": "Talks in Oslo"},
            ["`headline` differs from the part of the text that is the headline"],
        ),
        ({"text_parts": {"headline": [0, 16], "lead": [15, 29]}}, ["part `lead` overlaps part `headline`"]),
        ({"text_parts": {"body": [31, 42]}}, ["part `body` is not a span of the text with words"]),
        ({"text_parts": {"body": ["x", 31]}}, ["item 1 of `body` must be an integer, not the string `x`"]),
        ({"text_parts": {"foot": [31, 41]}}, ["`foot` is not a text part"]),
    ],
)
def test_parts_of_a_text(fields, messages, tmp_path):
    assert [message for _, message in codes_and_messages(tmp_path, "NC1", "NC3", text=TEXT, **fields)] == messages


def test_the_words_of_a_part():
    parts = {"headline": [0, 13], "lead": [15, 29]}
    article = nc.Article(id="a", language="en", text=TEXT, text_parts=parts)
    assert (article.part("headline"), article.part("lead"), article.part("body")) == (
        "Talks in Oslo",
        "Anna met Carl.",
        None,
    )
    assert nc.Article(id="a", text_withheld=True, text_parts=parts).part("lead") is None
    assert nc.loads(nc.dumps(article), "yaml") == article
    assert "headline: [0, 13]" in nc.dumps(article) or "headline:\n    - 0\n    - 13\n" in nc.dumps(article)


ROOT = Path(__file__).parents[2]
FILES = [*sorted((ROOT / "tests" / "articles").glob("[!c]*.yaml")), *sorted((ROOT / "seeds").glob("[!c]*.yaml"))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_offsets_of_another_text_are_findings(path):
    article = nc.load_article(path)
    text = article.text
    assert text is not None
    for other in ("Other words.", text[: len(text) // 2].strip(), text[7:], text[::-1].strip()):
        changed = attrs.evolve(article, text=other, text_file=None, sha256=None)
        assert not nc.check([changed], select=["ALL"]).ok


LANGUAGES = {
    "en": "The mayor of the town said that she would not go to the meeting with the minister, since there was nothing to"
    " talk about in the town hall on Monday, and that was all.",
    "de": "Der Bürgermeister der Stadt sagte, dass er nicht zu dem Treffen mit dem Minister kommen werde, da es in der"
    " Stadt am Montag nichts zu besprechen gebe, und das war alles, was er von der Sache wissen wollte.",
    "pt": "O presidente da câmara disse que não iria à reunião com o ministro, porque não havia nada para discutir na"
    " cidade na segunda-feira, e isso era tudo o que ele queria saber sobre o assunto naquele dia.",
    "ru": "Мэр города сказал, что он не придёт на встречу с министром, потому что обсуждать было нечего, и в понедельник"
    " в городе было тихо, хотя жители вышли на улицы и ждали новостей до самого вечера того дня.",
    "fa": "شهردار گفت که روز دوشنبه به دیدار وزیر نمی‌رود، زیرا در شهر چیزی برای گفت‌وگو نبود و مردم در خیابان‌ها تا شب"
    " منتظر خبرهای تازه ماندند و هیچ کس نمی‌دانست که فردا چه خواهد شد و چه باید کرد.",
    "sr": "Gradonačelnik je rekao da u ponedeljak neće doći na sastanak sa ministrom, jer nije bilo ničega o čemu bi se"
    " razgovaralo, a u gradu je bilo mirno iako su ljudi izašli na ulice i čekali vesti do večeri tog dana.",
    "ja": "市長は月曜日、町には話し合うことがないので、大臣との会合には行かないと述べた。"
    + "人々は通りに出て、夜まで知らせを待った。「何も分からない」と、ある住民は語った。" * 9,
}


@pytest.mark.parametrize(
    ("text", "tag", "reported"),
    [
        *[("en", "de", 1), ("en", "en-GB", 0), ("de", "en", 1), ("de", "nl", 0)],
        *[("ru", "en", 1), ("ru", "fr", 1), ("ru", "bg", 0), ("fa", "he", 1), ("fa", "ar", 0), ("pt", "uk", 1)],
        *[
            ("sr", "sr", 0),
            ("sr", "ru", 1),
            ("ja", "ja", 0),
            ("ja", "ko", 1),
            ("ru", "kk", 0),
            ("en", "ja", 1),
            ("sr", "ru-Latn", 0),
        ],
    ],
)
def test_the_language_of_a_text(text: str, tag: str, reported: int) -> None:
    assert len(messages_of("NC330", LANGUAGES[text], language=tag)) == reported
    assert messages_of("NC330", "Oslo.", language=tag) == []
