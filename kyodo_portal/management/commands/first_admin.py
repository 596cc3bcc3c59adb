"""Let the first administrator in, before any mail works: `manage.py first_admin ADDRESS`."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from groups.accounts import first_admin
from kyodo_portal.words.text import mail_address


class Command(BaseCommand):
    help = (
        "最初のシステム管理者のアカウントを作り、パスワードと二段階認証を決めるリンクを、ここに出します。"
        "メールは使いません。すでにシステム管理者がいるときは、なにもしません。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", metavar="ADDRESS", help="その方のメールアドレス")
        parser.add_argument(
            "--name", default=first_admin.NAME, help="表示名（あとで本人が変えられます）"
        )

    def handle(self, *args: Any, address: str, name: str, **options: Any) -> None:
        typed = mail_address(address)
        try:
            validate_email(typed)
            account = first_admin.appoint(typed, name=name.strip()[:50] or first_admin.NAME)
        except ValidationError:
            raise CommandError(
                f"{address} は、メールアドレスの形になっていません。確かめて、もう一度試してください。"
            ) from None
        except PermissionDenied as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{account.email} を、システム管理者にしました（操作の記録に残ります）。")
        self.stdout.write(
            "次のリンクを、15分のうちに、その方のブラウザーで開いてください。一度だけ使えます。"
            "だれでも開けるので、メールやチャットで送らないでください。"
        )
        self.stdout.write(first_admin.link_of(account))
