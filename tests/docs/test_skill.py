"""The skill for agents: its head is as the specification of Agent Skills has it, and its example passes the checks."""

import re
from pathlib import Path

from command import newscorpus

import newscorpus as nc
from newscorpus.formats.yaml.reader import parse_yaml

SKILL = Path(nc.__file__).parents[1] / "skills/annotate-news/SKILL.md"


def test_the_head_is_that_of_a_skill():
    _, head, body = SKILL.read_text(encoding="utf-8").split("---\n", 2)
    fields = parse_yaml(head).data
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", fields["name"])
    assert fields["name"] == SKILL.parent.name
    assert len(fields["description"]) <= 1024
    assert len(fields["compatibility"]) <= 500
    assert len(body.splitlines()) <= 500


def test_the_example_passes_the_checks(tmp_path):
    text = SKILL.read_text(encoding="utf-8")
    for language, ending in (("text", "txt"), ("yaml", "yaml")):
        (block,) = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
        (tmp_path / f"example.{ending}").write_text(block, encoding="utf-8")
    checked = newscorpus("check", tmp_path / "example.yaml", "--fail-on", "warning")
    assert (checked.code, checked.out.startswith("All checks passed: 1 article, 4 events")) == (0, True), checked


def test_commands_and_terms_of_the_skill_exist():
    text = SKILL.read_text(encoding="utf-8")
    for command in sorted(set(re.findall(r"newscorpus ([a-z]+) ", text))):
        assert newscorpus(command, "--help").code == 0, command
    for vocabulary in ("types", "roles", "statuses", "sectors", "relations", "stances", "casualties"):
        assert newscorpus("terms", vocabulary).code == 0
