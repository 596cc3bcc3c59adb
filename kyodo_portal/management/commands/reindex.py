"""Write the search's documents anew: `manage.py reindex`."""

from typing import Any

from django.core.management.base import BaseCommand

from kyodo_portal.search import Kind, making


class Command(BaseCommand):
    help = (
        "検索の索引を、すべて作り直します。画面を通さずに記録を書きこんだ後に使います（版を上げた後は、migrate がひとりでにします）。"
        "作り直している間も、検索は前の索引で答えます。"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, count in making.make_anew().items():
            self.stdout.write(f"{Kind(kind).label}：{count:,}件")
