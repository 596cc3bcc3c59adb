"""Deliver queued mail, seal the record of acts, do long work, and once an hour what is due by the clock:
once for cron, or for as long as the portal runs."""

import argparse
import logging
import signal
import time
from argparse import ArgumentParser
from queue import Empty, SimpleQueue
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error as DatabaseError
from django.db import close_old_connections
from django.utils import timezone

from kyodo_portal.life import clock
from kyodo_portal.life.jobs.running import run_next
from kyodo_portal.life.jobs.worker import JobWorker
from kyodo_portal.life.seals import seal_due
from kyodo_portal.management.commands.remind import lines_of
from kyodo_portal.post.delivery import Delivery, deliver_due
from kyodo_portal.web.processes import lifeline

logger = logging.getLogger(__name__)

POLL_SECONDS = 3
UNREACHABLE_SECONDS = 30
CLOCK_SECONDS = 60
"""How often the worker looks whether an hour has passed; of several workers one does the work."""


class Command(BaseCommand):
    """`manage.py outbox` keeps running until SIGTERM; `--once` empties what is due and ends."""

    help = (
        "送信待ちのメールを届け、操作の記録を封印し、取り込みなどの時間のかかる仕事をし、期限のお知らせなどを1時間に一度書きます。"
        "--once で一度だけ、なければ動き続けます。"
    )
    next_look = 0.0
    is_first_round = True

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="いま送れるものだけ送って終わる")
        # Said by `serve`, with which it is to end.
        parser.add_argument(
            "--beside", dest="is_beside", action="store_true", help=argparse.SUPPRESS
        )

    def handle(
        self, *args: Any, once: bool = False, is_beside: bool = False, **options: Any
    ) -> None:
        if once:
            seal_due(everything=True)
            self._keep_the_hours()
            self._deliver_all()
            while run_next(timezone.now()) is not None:
                pass
            return
        # Not an event: a signal that comes in the middle of its wait finds its lock held, for ever.
        ends: SimpleQueue[None] = SimpleQueue()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: ends.put(None))
        if is_beside:
            lifeline.watch(lambda: ends.put(None))
        jobs = JobWorker()
        jobs.start()
        while not _comes_within(ends, self._round()):
            pass
        jobs.stop()

    def _deliver_all(self) -> None:
        while True:
            delivery = deliver_due(now=timezone.now())
            self._report(delivery)
            if delivery.unreachable or not delivery.sent + delivery.postponed + delivery.failed:
                return

    def _round(self) -> float:
        """One delivery; returns how many seconds to wait before the next."""
        close_old_connections()
        try:
            seal_due(everything=self.is_first_round)
            self.is_first_round = False
            if time.monotonic() >= self.next_look:
                self._keep_the_hours()
            delivery = deliver_due(now=timezone.now())
        except DatabaseError:
            logger.exception("the outbox could not read the database; it will try again")
            return UNREACHABLE_SECONDS
        self._report(delivery)
        if delivery.unreachable:
            return UNREACHABLE_SECONDS
        return 0 if delivery.sent else POLL_SECONDS

    def _keep_the_hours(self) -> None:
        self.next_look = time.monotonic() + CLOCK_SECONDS
        for line in lines_of(clock.run_due(timezone.now())):
            self.stdout.write(line)

    def _report(self, delivery: Delivery) -> None:
        if delivery.unreachable:
            self.stderr.write("メールサーバーにつながりません。あとでもう一度試します。")
        if delivery.sent or delivery.postponed or delivery.failed:
            self.stdout.write(
                f"送信 {delivery.sent}通、あとで再送 {delivery.postponed}通、"
                f"あきらめ {delivery.failed}通"
            )


def _comes_within(ends: SimpleQueue[None], seconds: float) -> bool:
    try:
        ends.get(timeout=seconds)
    except Empty:
        return False
    return True
