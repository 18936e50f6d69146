"""Makes patients in several processes and hands their rows on in order, never many at a time."""

import os
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

from features.interchange.made.blocks import texts_of
from features.interchange.made.plan import BLOCK, Plan

BLOCKS_OF_A_BATCH = 20
"""A thousand patients: about ten megabytes of text."""
WORTH_A_PROCESS = 4_000
"""Fewer patients are made here: processes take longer to start."""

Texts = dict[str, str]


def batches(plan: Plan, processes: int | None) -> Iterator[tuple[range, Texts]]:
    """The numbers of each batch's patients, from 0, and its rows by table; None: as many processes as are worth it."""
    if processes is None:
        processes = (os.cpu_count() or 1) if plan.patients >= WORTH_A_PROCESS else 1
    blocks = [
        range(first, min(first + BLOCKS_OF_A_BATCH, plan.blocks))
        for first in range(0, plan.blocks, BLOCKS_OF_A_BATCH)
    ]
    made = (
        _in_processes(plan, blocks, processes) if processes > 1 else (texts_of(plan, some) for some in blocks)
    )
    for some, texts in zip(blocks, made, strict=True):
        yield range(some.start * BLOCK, min(some.stop * BLOCK, plan.patients)), texts


def _in_processes(plan: Plan, blocks: list[range], processes: int) -> Iterator[Texts]:
    """Each process has one batch in hand, and one is waiting to be taken: memory does not grow with the clinic."""
    pool = ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_leave_interrupts_alone
    )
    waiting: deque[Future[Texts]] = deque()
    try:
        for some in blocks:
            waiting.append(pool.submit(texts_of, plan, some))
            if len(waiting) > processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts_alone() -> None:
    """Ctrl-C ends the command, which ends its processes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
