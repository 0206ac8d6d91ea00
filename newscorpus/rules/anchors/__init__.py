"""NC3xx: anchoring: what is annotated is in the article text."""

from newscorpus.rules.anchors.article_text import invalid_text_part, text_changed, unclean_text
from newscorpus.rules.anchors.commas import words_split_at_comma
from newscorpus.rules.anchors.comments import quote_cut_at_comment
from newscorpus.rules.anchors.cuts import negation_left_out, quote_cut_short, quote_leaves_quotation
from newscorpus.rules.anchors.languages import language_unlike_text
from newscorpus.rules.anchors.names import (
    actor_not_in_text,
    alias_not_in_text,
    shared_surface_form,
)
from newscorpus.rules.anchors.offsets import offsets_disagree
from newscorpus.rules.anchors.phrases import not_a_name
from newscorpus.rules.anchors.quotes import (
    ambiguous_quote,
    blank_quote,
    quote_cuts_word,
    quote_not_in_text,
    wrong_context,
)
from newscorpus.rules.anchors.words import (
    nearest_words_chosen,
    role_not_in_text,
    words_not_in_text,
    words_outside_evidence,
)

RULES = (
    quote_not_in_text,
    ambiguous_quote,
    wrong_context,
    alias_not_in_text,
    quote_cuts_word,
    shared_surface_form,
    words_outside_evidence,
    blank_quote,
    text_changed,
    unclean_text,
    offsets_disagree,
    actor_not_in_text,
    words_split_at_comma,
    words_not_in_text,
    role_not_in_text,
    quote_cut_at_comment,
    not_a_name,
    nearest_words_chosen,
    invalid_text_part,
    negation_left_out,
    quote_leaves_quotation,
    quote_cut_short,
    language_unlike_text,
)
