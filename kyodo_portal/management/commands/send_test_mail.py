"""Does mail arrive? `manage.py send_test_mail ADDRESS`."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from kyodo_portal.post import trial
from kyodo_portal.words.text import mail_address


class Command(BaseCommand):
    help = "EMAIL_URL のメールサーバーから、試しのメールをすぐに一通送り、サーバーが何と答えたかを示します。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", metavar="ADDRESS", help="受け取れるメールアドレス")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        typed = mail_address(address)
        try:
            validate_email(typed)
        except ValidationError:
            raise CommandError(
                f"{address} は、メールアドレスの形になっていません。確かめて、もう一度試してください。"
            ) from None
        answer = trial.send(typed)
        if not answer.taken:
            raise CommandError(answer.said)
        self.stdout.write(answer.said)
        if trial.is_smtp():
            self.stdout.write(
                "数分待っても届かないときは、迷惑メールの中と、差出人の SPF・DKIM の設定を確かめてください。"
            )
