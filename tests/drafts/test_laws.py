"""Laws of drafts: every article has one, which schemas accept, and which comes back equal but for what it cannot hold."""

import json
from functools import cache

import attrs
import jsonschema
from corpora import corpus_of_manifest
from hypothesis import given
from hypothesis import strategies as st

import newscorpus as nc
from newscorpus.drafts.writer import draft_of
from newscorpus.json_schema import schema
from newscorpus.json_schema.draft import VENDORS
from newscorpus.models.frozen import EMPTY
