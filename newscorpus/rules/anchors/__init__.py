"""NC3xx: anchoring: what is annotated is in the article text."""

from newscorpus.rules.anchors.article_text import invalid_text_part, text_changed, text_withheld, unclean_text
from newscorpus.rules.anchors.beginnings import quote_begins_late
from newscorpus.rules.anchors.bodies import office_in_another_body
from newscorpus.rules.anchors.commas import words_split_at_comma
from newscorpus.rules.anchors.comments import quote_cut_at_comment
from newscorpus.rules.anchors.cuts import negation_left_out, quote_cut_short, quote_leaves_quotation
from newscorpus.rules.anchors.excerpts import quotation_cut, status_left_out
from newscorpus.rules.anchors.holders import title_of_another
from newscorpus.rules.anchors.languages import language_unlike_text
from newscorpus.rules.anchors.mentions import mention_unlike_actor
from newscorpus.rules.anchors.misspelt import misspelt_name
from newscorpus.rules.anchors.names import (
    actor_not_in_text,
    alias_not_in_text,
    mention_of_another_actor,
    shared_surface_form,
)
from newscorpus.rules.anchors.offices import title_cut_short
from newscorpus.rules.anchors.offsets import offsets_disagree
from newscorpus.rules.anchors.phrases import not_a_name
from newscorpus.rules.anchors.printed import almost_printed
from newscorpus.rules.anchors.quotes import (
    ambiguous_quote,
    blank_quote,
    quote_cuts_word,
    quote_not_in_text,
    wrong_context,
)
from newscorpus.rules.anchors.surnames import name_of_another
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
    text_withheld,
    actor_not_in_text,
    words_split_at_comma,
    words_not_in_text,
    role_not_in_text,
    quote_cut_at_comment,
    not_a_name,
    almost_printed,
    nearest_words_chosen,
    invalid_text_part,
    mention_of_another_actor,
    negation_left_out,
    quote_leaves_quotation,
    title_cut_short,
    office_in_another_body,
    quote_cut_short,
    mention_unlike_actor,
    language_unlike_text,
    title_of_another,
    quote_begins_late,
    name_of_another,
    misspelt_name,
    quotation_cut,
    status_left_out,
)
