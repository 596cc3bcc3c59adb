"""What is wrong with this installation? `manage.py doctor` ends with 1 where something is."""

from typing import Any

from django.core.management.base import BaseCommand

from kyodo_portal.management.doctor import (
    database,
    departments,
    front,
    keeping,
    machine,
    mail,
    people,
    profile,
    releases,
    settings,
)
from kyodo_portal.management.doctor.looking import Looked, look_at_all

SUBJECTS = (
    *(profile, settings, database, mail, releases),
    *(front, machine, keeping, people, departments),
)
"""In this order they are looked at and told."""


class Command(BaseCommand):
    help = (
        "このポータルの動かし方に、おかしいところがないかを調べ、直し方とともに示します。なにも変えません。"
        "直すことがあると、終了コード1で終わります。"
    )
    requires_system_checks = ()  # what they find is told here, in its place

    def handle(self, *args: Any, **options: Any) -> None:
        looked = look_at_all(SUBJECTS)
        for each in looked:
            self._tell(each)
        wrong = sum(finding.is_wrong for each in looked for finding in each.findings)
        notes = sum(len(each.findings) for each in looked) - wrong
        self.stdout.write("")
        if wrong:
            self.stdout.write(f"直すことが{wrong}件、知っておくことが{notes}件あります。")
            raise SystemExit(1)
        said = f"（知っておくことが{notes}件あります）" if notes else ""
        self.stdout.write(f"直すことは、ありません{said}。")

    def _tell(self, looked: Looked) -> None:
        if not looked.findings:
            self.stdout.write(f"○ {looked.subject}")
        for finding in looked.findings:
            mark = "×" if finding.is_wrong else "△"
            self.stdout.write(f"{mark} {looked.subject}：{finding.what}")
            self.stdout.write(f"    → {finding.do}")
