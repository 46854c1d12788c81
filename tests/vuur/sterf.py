"""`nazorg consume` that kills itself between a database commit and the commit of its offsets.

Usage: sterf.py KEREN WORDS…: so many offset commits succeed minus one; at the last one it dies.
"""

import os
import signal
import sys
from typing import Any

from aiokafka import AIOKafkaConsumer

from nazorg.commands.groep import nazorg

_commit = AIOKafkaConsumer.commit
_over = int(sys.argv.pop(1))


async def _commit_of_sterf(self: AIOKafkaConsumer, offsets: Any = None) -> None:
    global _over  # noqa: PLW0603 - a process that lives for one test
    _over -= 1
    if _over == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    await _commit(self, offsets)


AIOKafkaConsumer.commit = _commit_of_sterf
nazorg.main(sys.argv[1:], prog_name="nazorg")
