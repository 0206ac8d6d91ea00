"""A language model that knows nothing but the grammar: random walks over the masks of llguidance, a byte per token.

`python tests/drafts/llm_walk.py 10000` makes so many drafts of a text, and reads each.
"""

import json
import random
import sys
from collections.abc import Iterator

TEXT = """Oslo, May 6 – Mayor Anna Berg met union leader Carl Dahl on Monday. “She promised 12 cranes,” Dahl said.
Two workers were injured in the port. She did not resign. Berg will visit Bergen in June 2024."""
PIECES = [
    *(
        "Anna Berg",
        "Carl Dahl",
        "anna",
        "carl",
        "talks",
        "Oslo",
        "NO",
        "en",
        "2024-05-07",
        "2024-05",
        "on Monday",
        "12",
    ),
    *(
        "She promised 12 cranes",
        "She promised 13 cranes",
        "[[She]] promised",
        "She did resign",
        "Two workers",
        "unknown",
    ),
    *("She", "[[", "]]", "met union leader Carl Dahl", "2", "26+", "48 USD", "\\n", "é", "🚢", "\\u0000", "\\ud800"),
]
LONGEST = 4000
"""Bytes after which a draft is brought to its end."""


class ByteTokens:
    """A tokenizer of 256 bytes and an end."""

    eos_token_id = 256
    bos_token_id = None
    tokens = (*(bytes([i]) for i in range(256)), b"<end>")
    special_token_ids = (256,)

    def __call__(self, text: bytes | str) -> list[int]:
        return list(text.encode() if isinstance(text, str) else text)


def drafts(schema: dict, seed: int) -> Iterator[str]:
    """Yield drafts that a schema allows, without end."""
    from llguidance import LLMatcher, LLTokenizer, TokenizerWrapper

    tokenizer = LLTokenizer(TokenizerWrapper(ByteTokens()))
    options = {"whitespace_flexible": False}
    grammar = LLMatcher.grammar_from_json_schema(json.dumps(schema), overrides=options)
    matcher = LLMatcher(tokenizer, grammar)
    draw = random.Random(seed)
    while True:
        yield _walk(matcher, draw)
        matcher.reset()


def _walk(matcher, draw: random.Random) -> str:
    out = bytearray()
    while not matcher.is_stopped():
        if draw.random() < 0.3 and len(out) < LONGEST:
            piece = draw.choice(PIECES).encode()
            if matcher.validate_tokens(list(piece)) == len(piece):
                assert matcher.consume_tokens(list(piece))
                out += piece
                continue
        mask = matcher.compute_bitmask()
        allowed = [i for i in range(257) if mask[i // 8] >> (i % 8) & 1]
        assert allowed, matcher.get_error()
        ends = [i for i in allowed if i in b'"]}' or i == 256]
        usual = [i for i in allowed if 32 <= i < 127] or allowed
        some = ends if ends and (len(out) > LONGEST or draw.random() < 0.4) else usual
        token = draw.choice(some)
        assert matcher.consume_token(token), matcher.get_error()
        out += bytes([token]) if token < 256 else b""
    return out.decode()


def read(answer: str) -> bool:
    """Read a draft; return whether it is an article without errors. It has a model or findings that say why not."""
    import newscorpus as nc

    draft = nc.from_draft(answer, text=TEXT, published="2024-05-07")
    assert draft.article is not None or not draft.report.ok
    for finding in draft.report:
        assert answer[finding.primary.start : finding.primary.end] or finding.primary.end == 0
    assert draft.report.render("model")
    return draft.report.ok


def main(count: int) -> None:
    """Make drafts and read them."""
    from newscorpus.json_schema import schema
    from newscorpus.json_schema.draft import VENDORS

    accepted = 0
    walks = [drafts(schema("draft", vendor=vendor), seed) for seed, vendor in enumerate(VENDORS)]
    for i in range(count):
        accepted += read(next(walks[i % len(walks)]))
    print(f"{count:,} drafts read, {accepted:,} of them without errors; exceptions: 0")


if __name__ == "__main__":
    main(int(sys.argv[1]))
