"""`python -m newscorpus.spark`: check a corpus with Spark, on the command line."""

import sys
import traceback

from newscorpus.spark import main

if __name__ == "__main__":
    try:
        sys.exit(main())
    except Exception:  # noqa: BLE001 - any error of Spark or a store
        traceback.print_exc()
        sys.exit(3)  # not 1, which means that there are errors
