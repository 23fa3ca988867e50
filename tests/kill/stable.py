"""Workers at a moment's notice: a process that has Django ready forks one for each line it reads.

Starting Python and Django anew takes a second; a fork takes milliseconds, so that a hundred kills
fit into a test. What runs in the fork is the worker's own loop.
"""

import os
import signal
import sys
from datetime import timedelta
from functools import partial

from perron.core.queue import work
from perron.core.schedule import enqueue_due
from tests.kill.deeds import report, wait_until_done

TICK = timedelta(seconds=0.3)


def serve() -> None:
    """Answer each word with the number of a new process that does it; end with the last word."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who were killed
    mother = os.getpid()
    print("ready", flush=True)
    for word in sys.stdin:
        child = os.fork()
        if child == 0:
            do(word.strip(), mother)
            sys.stdout.flush()
            os._exit(0)
        print(child, flush=True)


def do(word: str, mother: int) -> None:
    """Be a worker that ends when it is orphaned, or tell how things stand."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if word == "work":
        tick = partial(enqueue_due, every=TICK)
        work(lambda: os.getppid() != mother, tick=tick, pause=0.05, every=0.2)
    elif word == "wait":
        wait_until_done()
    else:
        report()
