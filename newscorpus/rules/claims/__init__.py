"""NC6xx: claims whose source, stance or occasion contradicts the text or the events, and quotations without claim."""

from newscorpus.rules.claims.allegations import denial_of_another_event
from newscorpus.rules.claims.attitudes import stance_against_cue, stance_without_words
from newscorpus.rules.claims.cues import (
    cue_elsewhere,
    cue_in_quote,
    cue_of_another,
    speaker_of_sentence,
)
from newscorpus.rules.claims.denials import denial_as_assertion
from newscorpus.rules.claims.parts import claim_within_claim, scattered_parts
from newscorpus.rules.claims.pronouns import pronoun_unlike_speaker
from newscorpus.rules.claims.speakers import (
    occasion_to_come,
    quotation_without_speaker,
    speaker_not_present,
    unclaimed_quotation,
)
from newscorpus.rules.claims.spokesmen import body_for_person
from newscorpus.rules.claims.stances import allegation_without_source, contradictory_stances, stance_without_event
from newscorpus.rules.claims.subjects import claim_of_another_event
from newscorpus.rules.claims.unclaimed import unclaimed_statement

RULES = (
    quotation_without_speaker,
    stance_without_event,
    cue_elsewhere,
    speaker_not_present,
    contradictory_stances,
    allegation_without_source,
    unclaimed_quotation,
    cue_of_another,
    scattered_parts,
    stance_against_cue,
    body_for_person,
    speaker_of_sentence,
    claim_of_another_event,
    stance_without_words,
    pronoun_unlike_speaker,
    cue_in_quote,
    denial_as_assertion,
    claim_within_claim,
    denial_of_another_event,
    occasion_to_come,
    unclaimed_statement,
)
