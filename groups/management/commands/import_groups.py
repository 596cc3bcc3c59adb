"""Take the city's list of groups into the register: `manage.py import_groups FILE`."""

from groups.imports.terminal import TakeIn
from groups.jobs import GROUPS


class Command(TakeIn):
    help = (
        "市の団体の名簿（CSV・Excel）を登録します。まず新しい団体・変わる団体・似た団体を示し、"
        "--yes で登録します。誤りが一つでもあれば、何も登録しません。"
    )
    kind = GROUPS
