"""Take the city's list of staff in: departments, and an invitation for everybody (`manage.py
import_staff FILE`)."""

from groups.imports.terminal import TakeIn
from groups.jobs import STAFF


class Command(TakeIn):
    help = (
        "市の職員の名簿（CSV・Excel）から、課をつくり、職員に招待のメールを送ります。まず内容を示し、"
        "--yes で行います。誤りが一つでもあれば、何も登録しません。"
    )
    kind = STAFF
