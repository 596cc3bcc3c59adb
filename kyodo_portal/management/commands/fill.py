"""Fill the database with a made-up city for measuring: `manage.py fill --projects 10000`."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.test.utils import override_settings

from kyodo_portal.made_up.filling.city import Sizes, fill

FLAG = "--yes-fill-this-database"
MOST = 2_000_000
WIDTH = 30


class Command(BaseCommand):
    help = (
        "速さを測るために、機械で作った事業と、それに見合う団体・募集・評価を書きこみます。"
        "同じ --seed からは、同じ内容ができます。消すしくみはないので、測るためのデータベースで使います。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--projects", type=int, required=True, help="作る事業の数")
        parser.add_argument("--groups", type=int, default=0, help="団体の数（初めは事業の20分の1）")
        parser.add_argument(
            "--events",
            type=int,
            default=0,
            help="1年あたりの参加できる日の数（初めは事業の2分の1）",
        )
        parser.add_argument(
            "--supporters", type=int, default=0, help="サポーターの数（初めは事業の5分の1）"
        )
        parser.add_argument("--seed", type=int, default=1, help="くじの種（初めは1）")
        parser.add_argument(
            FLAG, action="store_true", dest="confirmed", help="本番の設定のまま書きこむ"
        )

    def handle(
        self,
        *args: Any,
        projects: int,
        seed: int,
        confirmed: bool = False,
        groups: int = 0,
        events: int = 0,
        supporters: int = 0,
        **options: Any,
    ) -> None:
        if not settings.DEBUG and not confirmed:
            raise CommandError(
                "本番の設定では書きこみません（作られた事業が公開され、あとから分けて消せないためです）。"
                f"測るためのデータベースなら {FLAG} を付けてください。何も書きこんでいません。"
            )
        if not 1 <= projects <= MOST:
            raise CommandError(f"--projects は、1から{MOST:,}までの数で指定してください。")
        if not all(0 <= number <= MOST for number in (groups, events, supporters)):
            raise CommandError(
                f"--groups、--events、--supporters は、0から{MOST:,}までの数で指定してください（0は事業の数に合わせます）。"
            )
        began = time.monotonic()
        # With DEBUG on, every written row would be kept in the log of queries.
        with override_settings(DEBUG=False):
            made = fill(
                projects=projects,
                seed=seed,
                progress=self._show,
                sizes=Sizes(groups, events, supporters),
            )
        for name, number in made.items():
            self.stdout.write(f"{name}：{number:,}件")
        self.stdout.write(f"かかった時間：{time.monotonic() - began:.0f}秒")

    def _show(self, name: str, done: int, total: int) -> None:
        """One line that grows on a screen; in a file a line for each step."""
        filled = WIDTH * done // total
        bar = f"{name} [{'#' * filled}{'.' * (WIDTH - filled)}] {done:,}/{total:,}"
        on_screen = self.stderr.isatty()
        start = "\r" if on_screen else ""
        ending = "" if on_screen and done < total else "\n"
        self.stderr.write(f"{start}{bar}", ending=ending, style_func=str)
