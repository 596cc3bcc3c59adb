"""Put a backup back: `manage.py restore DIR --verify`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.dateparse import parse_datetime

from kyodo_portal.management.backups import restoring
from kyodo_portal.management.backups.manifest import Manifest
from kyodo_portal.management.backups.refusals import DATABASE_ERRORS, Refused, unreadable
from kyodo_portal.words.text import japanese_datetime


class Command(BaseCommand):
    help = (
        "backup で取った控えを戻します。ファイルを一つ残らず照合してから始め、空でないところには戻しません。"
        "控えたときに送信待ちだったメールは、送りません。"
    )
    requires_system_checks = ()  # the database may be empty, or of another release

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="控えのフォルダー")
        parser.add_argument(
            "--verify", action="store_true", help="戻したあと、すべての表とファイルを控えと比べる"
        )
        parser.add_argument(
            "--replace", action="store_true", help="いまある記録を、控えのものに置きかえる"
        )
        parser.add_argument(
            "--only-examine",
            action="store_true",
            help="控えが戻せるものかを調べるだけで、なにも変えない",
        )

    def handle(
        self,
        *args: Any,
        folder: Path,
        verify: bool,
        replace: bool,
        only_examine: bool,
        **options: Any,
    ) -> None:
        try:
            if only_examine:
                self._tell("この控えは、戻すことができます", restoring.examine(folder))
                return
            restored = restoring.restore(folder, replace=replace, verify=verify)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        except DATABASE_ERRORS as error:
            raise CommandError(unreadable(error)) from error
        except OSError as error:
            raise CommandError(
                f"戻せませんでした（{error.strerror}）。ディスクの空きと、MEDIA_ROOT に書きこむ権限を"
                "確かめて、--replace を付けてもう一度戻してください。"
            ) from error
        self._tell("戻しました", restored.manifest)
        if verify:
            self.stdout.write(
                "  すべての表とファイルが、控えたときのままであることを確かめました。"
            )
        if restored.is_migrated:
            self.stdout.write(f"  {restored.manifest.version} 版の控えを、いまの版に合わせました。")
        self.stdout.write(
            f"  送信待ちだったメール{restored.letters}通は、送りません（管理画面の「送信メール」に"
            "残っています）。"
        )
        self.stdout.write("  ログインは、すべて終わりました。みなさん、もう一度ログインします。")
        if restored.is_other_profile:
            self.stdout.write(
                "  市の設定ファイルは、控えのもの（city.toml）と、いま読んでいるものがちがいます。"
                "置きかえていません。どちらを使うか、比べて決めてください。"
            )

    def _tell(self, what: str, said: Manifest) -> None:
        made_at = parse_datetime(said.made_at)
        moment = japanese_datetime(made_at) if made_at else said.made_at
        rows = sum(table.rows for table in said.tables.values())
        self.stdout.write(
            f"{what}：{said.city_name}、{moment}の控え（{said.version} 版、記録 {rows:,}行、"
            f"ファイル {said.uploads:,}個）"
        )
