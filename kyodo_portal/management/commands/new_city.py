"""Write the starting file of a city's profile: `manage.py new_city NAME`."""

import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kyodo_portal.cities.loading import COMMON, FOLDER

STARTING_FILE = FOLDER / "starting_file.txt"


class Command(BaseCommand):
    help = "説明を書きこんだ、市の設定ファイルのひな形を作ります。"
    requires_system_checks = ()  # a city begins here, and may have no profile yet

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="設定の名前。英小文字・数字・_・-（例：suwa）")
        parser.add_argument("--folder", type=Path, default=FOLDER, help="置き場所のフォルダー")

    def handle(self, *args: Any, name: str, folder: Path, **options: Any) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9_-]{0,39}", name) or name == COMMON:
            raise CommandError(
                f"{name}: この名前は使えません。英小文字で始め、英小文字・数字・_・- だけで付けてください。"
            )
        path = folder / f"{name}.toml"
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(STARTING_FILE.read_text(encoding="utf-8"))
        except FileExistsError:
            raise CommandError(f"{path}: もうあります。上書きはしません。") from None
        except OSError as error:
            raise CommandError(f"{path}: 書けません（{error.strerror}）。") from None
        said = name if folder == FOLDER else str(path.resolve())
        self.stdout.write(
            f"{path} を作りました。言葉を市のものに書きかえ、manage.py check_city {path} で確かめてから、\n"
            f"KYODO_CITY={said} を付けてポータルを始めてください。"
        )
