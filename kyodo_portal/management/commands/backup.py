"""Take a copy of the whole portal while people write: `manage.py backup DIR`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kyodo_portal.management.backups import taking
from kyodo_portal.management.backups.refusals import DATABASE_ERRORS, Refused, unreadable


class Command(BaseCommand):
    help = (
        "データベース、アップロードされたファイル、市の設定ファイルの控えを、フォルダー一つに取ります。"
        "ポータルを動かしたままで使えます。SECRET_KEY などの設定は入りません。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="控えを作る、まだない場所")
        parser.add_argument(
            "--dated", action="store_true", help="DIR の中に、日時を名前にした控えを作る"
        )
        parser.add_argument(
            "--keep",
            type=int,
            metavar="N",
            help="--dated と合わせて：できたあとに、新しいものから N 個だけ残す",
        )

    def handle(
        self, *args: Any, folder: Path, dated: bool, keep: int | None, **options: Any
    ) -> None:
        if keep is not None and (keep < 1 or not dated):
            raise CommandError("--keep は、--dated と合わせて1以上で指定してください。")
        try:
            taken = taking.take(taking.dated(folder) if dated else folder)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        except DATABASE_ERRORS as error:
            raise CommandError(unreadable(error)) from error
        except OSError as error:
            raise CommandError(
                f"控えを書けませんでした（{error.strerror}）。途中のものは消しました。"
                "ディスクの空きと、書きこむ権限を確かめてください。"
            ) from error
        said = taken.manifest
        rows = sum(table.rows for table in said.tables.values())
        self.stdout.write(f"控えました：{taken.place}")
        self.stdout.write(
            f"  記録 {rows:,}行、ファイル {said.uploads:,}個（{said.upload_bytes / 1e6:,.1f} MB）"
        )
        if said.missing:
            self.stdout.write(
                f"  記録にあるファイルのうち{len(said.missing)}個が、MEDIA_ROOT に元どおりにはありません"
                f"（{said.missing[0]} など）。前の控えから探してください。"
            )
        if keep is not None and (gone := taking.forget_older(folder, keep)):
            self.stdout.write(f"  古い控えを{gone}個消しました。")
