"""Load the demonstration city: `manage.py demo`."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from groups.accounts.demonstration import KEY
from groups.models import User
from kyodo_portal.made_up.demonstration.cast import ACCOUNTS, PASSWORD
from kyodo_portal.made_up.demonstration.loading import AddressesTaken, is_loaded, load


class Command(BaseCommand):
    help = "見本の市を読み込みます。もう一度実行しても、何も変わりません。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="利用者が一人でもいるときは、何もしないで終わる"
        )
        parser.add_argument(
            "--yes-this-is-a-demonstration",
            action="store_true",
            dest="confirmed",
            help="本番の設定のまま、公開の見本として読み込む",
        )

    def handle(
        self, *args: Any, if_empty: bool = False, confirmed: bool = False, **options: Any
    ) -> None:
        if if_empty and User.objects.exists():
            self._tell_accounts_if_loaded()
            return
        if not settings.DEBUG and not confirmed:
            raise CommandError(
                "本番の設定では、見本を読み込みません（合言葉がだれにでも分かるためです）。"
                "見本として公開するときだけ --yes-this-is-a-demonstration を付けてください。"
            )
        try:
            if is_loaded():
                self.stdout.write("見本は、すでに読み込まれています。")
            else:
                self.stdout.write("見本の市を読み込んでいます。少しお待ちください。")
                load()
                self.stdout.write("読み込みました。")
        except AddressesTaken as taken:
            raise CommandError(
                f"見本のメールアドレスが、すでに使われています：{taken}。何も読み込んでいません。"
            ) from None
        self._tell_accounts()

    def _tell_accounts_if_loaded(self) -> None:
        """A second `make run` tells the accounts again, where they are the demonstration's."""
        try:
            loaded = is_loaded()
        except AddressesTaken:
            return
        if loaded:
            self._tell_accounts()

    def _tell_accounts(self) -> None:
        self.stdout.write(f"見本のアカウント（パスワードはどれも {PASSWORD} ）")
        for account in ACCOUNTS:
            mark = "※" if account.works_for_the_city else ""
            self.stdout.write(f"  {account.email:<26}{account.purpose}{mark}")
        shown = (
            "ログインの途中の画面に示します"
            if settings.DEBUG
            else "認証アプリに下の鍵を入れると出ます"
        )
        self.stdout.write(
            f"※ 管理画面（{settings.BASE_URL}/admin/）に入るため、ログインで6桁のコードもたずねます。\n"
            f"   いまのコードは、{shown}。\n"
            f"   認証アプリの鍵（見本のアカウントすべてに共通）: {KEY}\n"
            f"   ご自分の認証アプリやパスキーも、{settings.BASE_URL}/accounts/2fa/ で試せます。"
        )
