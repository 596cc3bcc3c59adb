"""The database and what is made from it."""

from collections.abc import Iterator

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from kyodo_portal.management.doctor.looking import Finding, look_at, wrong
from kyodo_portal.search import SearchDocument, making
from kyodo_portal.search.indexing import searchables


@look_at("データベースの版")
def nothing_waits_to_be_migrated() -> Iterator[Finding]:
    loader = MigrationLoader(connection)
    applied, known = loader.applied_migrations, loader.disk_migrations
    if waiting := sorted(set(loader.graph.nodes) - set(applied)):
        yield wrong(
            f"データベースが、いまのプログラムより古いままです（{'.'.join(waiting[0])} など"
            f"{len(waiting)}件）。",
            "控えを取ってから、manage.py migrate を動かしてください。",
        )
    ours = {app for app, _ in known or ()}
    if newer := sorted(key for key in applied or () if key[0] in ours and key not in (known or ())):
        yield wrong(
            f"データベースが、いまのプログラムより新しい版のものです（{'.'.join(newer[0])} など）。",
            "プログラムを新しい版に上げるか、古い版のときの控えを戻してください。",
        )


@look_at("検索の索引")
def search_is_of_this_release() -> Iterator[Finding]:
    do = "manage.py reindex を動かしてください。作り直している間も、検索は使えます。"
    if making.made_at() is None:
        yield wrong("検索の索引が、いまの版のプログラムで作られたものではありません。", do)
        return
    for kind, model in searchables().items():
        there = model.search_queryset().count()
        found = SearchDocument.objects.filter(kind=kind).count()
        if there != found:
            yield wrong(
                f"{model._meta.verbose_name}は{there:,}件ありますが、索引には{found:,}件です。", do
            )
