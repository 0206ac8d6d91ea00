"""The date of an article in its own language: `new`, `nc.prompt` and imports read it, and count times from it."""

import json
from datetime import date

import pytest
from babel import Locale
from babel.dates import format_date
from command import newscorpus

import newscorpus as nc
from newscorpus.text.languages import DATED

TEXTS = {
    "fr": ("lundi 10 juin 2024", "Anna Berg a rencontré Carl Dahl ", "vendredi dernier", " à Oslo."),
    "ru": ("10 июня 2024 г.", "Анна Берг встретила Карла Даля ", "в прошлую пятницу", " в Осло."),
    "ar": ("الاثنين، ١٠ يونيو ٢٠٢٤", "التقت آنا بيرغ كارل دال ", "يوم الجمعة الماضي", " في أوسلو."),
    "ja": ("2024年6月10日", "アンナ・ベルグは", "6月7日に", "カール・ダールと会談した。"),
    "fi": ("maanantai 10. kesäkuuta 2024", "Anna Berg tapasi Carlin ", "perjantaina 7. kesäkuuta", " Oslossa."),
}
"""The date of an article, and its text around a time."""
MAPPING = """\
source: json
corpus: {name: news, language: und}
article: {id: id, text: text, language: language, published: date}
events:
  - {each: "events[]", kind: meeting, type: talks, triggers: trigger, when: when}
"""


@pytest.mark.parametrize("language", TEXTS)
def test_new_and_prompt_read_the_date_of_the_text(language, tmp_path):
    day, *sentence = TEXTS[language]
    path = tmp_path / "a.txt"
    path.write_text(f"{''.join(sentence[:2]).strip()}\n\n{day}\n\n{''.join(sentence)}\n", encoding="utf-8")
    assert newscorpus("new", path, "--language", language).code == 0
    written = path.with_suffix(".yaml").read_text(encoding="utf-8")
    assert "\npublished: 2024-06-10\n" in written
    assert "\nheadline: " in written
    assert "\npublished: 2024-06-10\n" in nc.prompt(path.read_text(encoding="utf-8"), language=language)


@pytest.mark.parametrize("language", DATED)
def test_the_date_of_a_text_in_each_language(language):
    words = format_date(date(2024, 6, 10), "full", Locale.parse(language))
    assert "\npublished: 2024-06-10\n" in nc.prompt(f"A b\n\n{words}\n\nC d.", language=language)


@pytest.mark.parametrize("language", TEXTS)
def test_an_import_reads_dates_in_words(language, tmp_path):
    day, before, time, after = TEXTS[language]
    source = {
        "id": "a",
        "language": language,
        "date": day,
        "text": f"{before}{time}{after}",
        "events": [{"trigger": before.split()[0], "when": time}],
    }
    (tmp_path / "in.json").write_text(json.dumps(source), encoding="utf-8")
    (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")
    done = newscorpus("import", "json", tmp_path / "in.json", "--map", tmp_path / "map.yaml", "-o", tmp_path / "out")
    assert done.code == 0, done.err
    (article,) = nc.load(tmp_path / "out")
    assert article.published == "2024-06-10"
    assert [event.when.edtf for event in article.events.values()] == ["2024-06-07"]
