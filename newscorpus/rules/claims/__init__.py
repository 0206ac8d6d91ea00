"""NC6xx: claims whose source, stance or occasion contradicts the text or the events, and quotations without claim."""

from newscorpus.rules.claims.attitudes import stance_against_cue
from newscorpus.rules.claims.cues import (
    cue_elsewhere,
    cue_of_another,
)
from newscorpus.rules.claims.parts import claim_within_claim, scattered_parts
from newscorpus.rules.claims.speakers import (
    occasion_to_come,
    quotation_without_speaker,
    speaker_not_present,
    unclaimed_quotation,
)
from newscorpus.rules.claims.stances import allegation_without_source, contradictory_stances, stance_without_event

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
    claim_within_claim,
    occasion_to_come,
)
