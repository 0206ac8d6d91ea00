"""Batches: Arrow in, Arrow out: what `check` does, for engines such as Ray Data, Daft and Spark. Needs pyarrow.

    from newscorpus import batches

    check = batches.Check(corpus=manifest, baseline="known.baseline")
    outcomes = [check.examine(batch) for batch in dataset.to_batches()]  # anywhere, in any order
    findings = [check.findings(batch) for batch in outcomes]
    findings.append(batches.corpus_findings(check, batches.in_process(outcomes)))

No function raises an error for bad data, opens a file, or needs an engine. A `Check` can be sent to other processes.
"""

from newscorpus.batches.outcomes import Check
from newscorpus.batches.related import corpus_findings
from newscorpus.batches.steps import Collect, Step, in_process

__all__ = ["Check", "Collect", "Step", "corpus_findings", "in_process"]
