"""What is told together: many things of one kind in one letter, instead of one letter for each.

A line is kept in the transaction of the act it tells of; when the hour of its letter has come, the
worker makes one letter of all the lines that wait for the same person and takes them away, in one
transaction. Killed before it, all lines wait; after it, the letter is in the outbox: nothing is told
twice, and nothing is left out. Such letters go to the city's side, in Japanese.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from kyodo_portal.cities import city
from kyodo_portal.post import outbox
from kyodo_portal.post.letters import Acting, Addressee, link_to, signature, written
from kyodo_portal.words.languages import JAPANESE, Words, in_japanese
from kyodo_portal.words.text import japanese_date, japanese_datetime
from kyodo_portal.writing.locks import all_locked

MOST = 80
"""Things told in one letter; with more of them there are several, so that none is left out."""

SOON = dt.timedelta(minutes=10)
"""How long the first of several things done in a row waits for the others."""


class GatheredLine(models.Model):
    """One thing that one person is to be told with others. `bundle` says with which; `key` names the
    event and the person, so that one event is told once. What it is about is read when the letter is
    written: what the person may not see any more is not told."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False
    )
    bundle = models.CharField("まとめる先", max_length=60, editable=False)
    key = models.CharField(
        "出来事と相手", max_length=outbox.LONGEST_KEY, unique=True, editable=False
    )
    target_model = models.CharField("対象の種類", max_length=60, editable=False)
    target_id = models.PositiveBigIntegerField("対象の番号", editable=False)
    told = models.CharField("知らせること", max_length=outbox.LONGEST_SUBJECT, editable=False)
    note = models.TextField("添えた言葉", blank=True, editable=False)
    created_at = models.DateTimeField("書いた日時", default=timezone.now, editable=False)
    due_at = models.DateTimeField("知らせる日時", db_index=True, editable=False)

    class Meta:
        app_label = "kyodo_portal"
        verbose_name = "まとめて知らせること"
        verbose_name_plural = "まとめて知らせること"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.told


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """With what a thing is told. `due` is when the letter is written, of a thing that happens at this
    moment; `label` is its subject where it tells of different things, `next_step` its last sentence."""

    name: str
    label: str
    next_step: str
    due: Callable[[dt.datetime], dt.datetime]


def _next_hour(now: dt.datetime) -> dt.datetime:
    """The next time that it is the hour at which the desk reads its letter of the day."""
    local = timezone.localtime(now)
    moment = local.replace(hour=city().notices.desk_hour, minute=0, second=0, microsecond=0)
    return moment if moment > local else moment + dt.timedelta(days=1)


OF_THE_DAY = Bundle(
    name="day",
    label="届いたもの・進んだこと",
    next_step="管理画面の「今日の仕事」に、待っている仕事が期限の近い順に並んでいます。",
    due=_next_hour,
)

OF_A_REVIEW = Bundle(
    name="review",
    label="審査についてのお知らせ",
    next_step="それぞれのページを開いて、利害関係がないことを確認してから採点してください。",
    due=lambda now: now + SOON,
)

OF_A_DEPARTMENT = Bundle(
    name="department",
    label="提案の担当についてのお知らせ",
    next_step="提案を読んで、協働担当と進め方を確かめてください。",
    due=lambda now: now + SOON,
)

BUNDLES = {bundle.name: bundle for bundle in (OF_THE_DAY, OF_A_REVIEW, OF_A_DEPARTMENT)}


def tell_together(
    people: Iterable[Addressee],
    *,
    by: Acting | None,
    about: models.Model,
    told: Words,
    note: Words = "",
    bundle: Bundle,
    of: models.Model | None = None,
    key: str,
) -> None:
    """Keep a line for each of these people once, except for whoever acted (`by`): they know. With `of`
    (a call) only what belongs to the same is told in one letter. Call inside the transaction of the act."""
    now = timezone.now()
    others = {person.pk: person for person in people if by is None or person.pk != by.pk}
    with in_japanese():
        lines = [
            GatheredLine(
                person_id=person.pk,
                bundle=bundle.name if of is None else f"{bundle.name}:{of.pk}",
                key=outbox.kept_key(f"{key}:{person.pk}"),
                target_model=about._meta.label_lower,
                target_id=about.pk,
                told=str(told)[: outbox.LONGEST_SUBJECT],
                note=str(note),
                created_at=now,
                due_at=bundle.due(now),
            )
            for person in others.values()
            if person.is_active
        ]
    GatheredLine.objects.bulk_create(lines, ignore_conflicts=True)


@dataclass(frozen=True, slots=True)
class Gathered:
    """One letter: what one person is told of one bundle."""

    name: str
    bundle: Bundle
    lines: list[tuple[GatheredLine, Any]]
    part: str = ""

    def subject(self) -> str:
        told = {line.told for line, _ in self.lines}
        first, about = self.lines[0]
        if len(self.lines) == 1:
            return f"【協働ポータル】{first.told}「{outbox.plain_name(str(about))}」"
        said = first.told if len(told) == 1 else self.bundle.label
        return f"【協働ポータル】{said}（{len(self.lines)}件{self.part}）"

    def body(self) -> str:
        return "\n\n".join(
            [
                f"{outbox.plain_name(self.name)} さま",
                f"{self.bundle.label}を、まとめてお知らせします（{japanese_date(self.lines[-1][0].created_at)}）。",
                *(_told(line, about) for line, about in self.lines),
                f"次にすること:\n{self.bundle.next_step}",
                signature(),
            ]
        )


def _told(line: GatheredLine, about: Any) -> str:
    rows = [
        f"・{outbox.plain_name(str(about))}",
        f"{line.told}（{japanese_datetime(line.created_at)}）",
        *(f"添えられた言葉: {each}" for each in line.note.splitlines() if each.strip()),
    ]
    return "\n　".join(rows) + f"\n{link_to(about)}"


@transaction.atomic
def send_gathered(now: dt.datetime) -> int:
    """Make the letters whose hour has come; how many these are. With what is due goes all that waits
    for the same letter."""
    due = GatheredLine.objects.filter(due_at__lte=now)
    wanted = sorted(set(due.values_list("person_id", "bundle")))
    if not wanted:
        return 0
    rows = all_locked(
        GatheredLine.objects.filter(
            person__in={person for person, _ in wanted}, bundle__in={name for _, name in wanted}
        ).select_related("person")
    )
    of_letter: dict[tuple[int, str], list[GatheredLine]] = {each: [] for each in wanted}
    for row in rows:
        if (row.person_id, row.bundle) in of_letter:
            of_letter[row.person_id, row.bundle].append(row)
    drafts = [draft for lines in of_letter.values() for draft in _drafts(lines)]
    outbox.queue_all(drafts)
    taken = [row.pk for lines in of_letter.values() for row in lines]
    GatheredLine.objects.filter(pk__in=taken).delete()
    return len(drafts)


def _drafts(lines: list[GatheredLine]) -> list[outbox.Draft]:
    """The letters of one person and one bundle: mostly one."""
    if not lines or not lines[0].person.is_active:
        return []
    person, bundle = lines[0].person, BUNDLES[lines[0].bundle.partition(":")[0]]
    found = _readable(lines)
    parts = [found[start : start + MOST] for start in range(0, len(found), MOST)]
    drafts = []
    for number, part in enumerate(parts, start=1):
        which = f"、{number}／{len(parts)}通" if len(parts) > 1 else ""
        subject, body = written(Gathered(person.display_name, bundle, part, which), JAPANESE)
        key = f"gathered.{lines[0].bundle}:{part[0][0].pk}:{person.pk}"
        drafts.append(outbox.Draft(to=person.email, subject=subject, body=body, key=key))
    return drafts


def _readable(lines: list[GatheredLine]) -> list[tuple[GatheredLine, Any]]:
    """The lines with what they are about, as far as the person may see it now; one query for each kind."""
    wanted: dict[str, set[int]] = {}
    for line in lines:
        wanted.setdefault(line.target_model, set()).add(line.target_id)
    found: dict[tuple[str, int], Any] = {}
    for label, pks in wanted.items():
        records: Any = apps.get_model(label)._default_manager.all()
        seen = records.visible_to(lines[0].person) if hasattr(records, "visible_to") else records
        found |= {(label, pk): record for pk, record in seen.in_bulk(pks).items()}
    return [
        (line, found[line.target_model, line.target_id])
        for line in lines
        if (line.target_model, line.target_id) in found
    ]
