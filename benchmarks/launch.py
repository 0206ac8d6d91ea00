"""`python -S launch.py RESULT COMMAND …`: runs a command, and writes what it cost to a file, as JSON.

A process inherits the peak memory of the one that starts it. So a small one does: this, which imports next to nothing.
"""

import json
import os
import sys
import time

begun = time.perf_counter()
process = os.fork()
if process == 0:
    try:
        os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606 - what is to be measured
    finally:
        os._exit(127)  # there is no such command
_, status, usage = os.wait4(process, 0)
cost = {
    "code": os.waitstatus_to_exitcode(status),
    "cpu": usage.ru_utime + usage.ru_stime,
    "wall": time.perf_counter() - begun,
    "memory": usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10),
}
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump(cost, file)
