"""A uvicorn server that leaves signals to the command that runs it.

uvicorn raises a signal again once it has stopped. The process then ends at once, with the database
still open and an exit status that looks like a crash.
"""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn


class StilleServer(uvicorn.Server):
    """Does nothing about signals: its owner stops it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Server(uvicorn.Server):
    """Stops on SIGINT and SIGTERM, and returns. A second Ctrl-C waits for nobody."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        lus = asyncio.get_running_loop()
        seinen = (signal.SIGINT, signal.SIGTERM)
        for sein in seinen:
            lus.add_signal_handler(sein, self.handle_exit, sein, None)
        try:
            yield
        finally:
            for sein in seinen:
                lus.remove_signal_handler(sein)
