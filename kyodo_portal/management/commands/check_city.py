"""Judge a city's profile, and tell what it turns on: `manage.py check_city FILE`."""

import tomllib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kyodo_portal.cities import city_names, read_city
from kyodo_portal.cities.explaining import explain
from kyodo_portal.cities.loading import FOLDER
from kyodo_portal.cities.samples import samples_in
from kyodo_portal.cities.unread import READ_SO, unread_names


class Command(BaseCommand):
    help = "市の設定ファイルを確かめ、何が使えるようになるかと、見本のままの言葉を示します。"
    requires_system_checks = ()  # another profile may be broken: this one is judged

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="市の設定ファイルの場所か、ポータルに付いてくる市の名前")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        path = FOLDER / f"{file}.toml" if file in city_names() else Path(file)
        if not path.is_file():
            raise CommandError(f"{file}: ファイルがありません。")
        profile, mistakes = read_city(path)
        if mistakes:
            for mistake in mistakes:
                self.stdout.write(str(mistake))
            raise CommandError(
                f"直すところが{len(mistakes)}か所あります。直すまで、ポータルは始まりません。"
            )
        own = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
        for what, how in explain(profile, own):
            self.stdout.write(f"{what}：{how}")
        samples = samples_in(profile)
        self.stdout.write("")
        if samples:
            self.stdout.write(
                f"見本のままの言葉が{len(samples)}か所あります。公開する前に書きかえてください。"
            )
            for key, text in samples:
                self.stdout.write(f"  {key}：{text if len(text) <= 60 else text[:60] + '…'}")
        for key, text in unread_names(profile):
            self.stdout.write(f"{key}：「{text}」に、やさしい日本語の読みがありません。{READ_SO}")
        self.stdout.write("設定ファイルに、まちがいはありません。")
