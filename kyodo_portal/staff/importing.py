"""Lists of the city handed in on a page of the admin: looked at first, taken in afterwards."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from kyodo_portal.cities import city
from kyodo_portal.files.checks import check_size
from kyodo_portal.life.imports import IMPORTS, ImportKind
from kyodo_portal.life.jobs.asking import ask_for
from kyodo_portal.life.jobs.models import Ending, Job
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import Verdict, allow_if, first_refusal, refuse
from kyodo_portal.writing.columns import field_of

LITTLE = 100_000
"""Bytes of a list that is handled while the person waits, some hundred records; a larger one is
handed to the worker."""

NOBODYS = (
    "表から取り込めるのは、協働担当の職員（団体・場所と事業）とシステム管理者（職員）だけです。"
)


def kinds_for(person: Person) -> list[ImportKind]:
    """The lists this person may hand in."""
    return [kind for kind in IMPORTS.values() if kind.may(person)]


class ImportForm(forms.Form):
    """Which list, the file, and what is done with what is here already or looks like it."""

    kind = forms.ChoiceField(
        label="何の表ですか",
        widget=forms.RadioSelect,
        error_messages={"required": "何の表かを選んでください。"},
    )
    file = forms.FileField(
        label="ファイル",
        error_messages={"required": "取り込む表のファイルを選んでください。"},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    update = forms.BooleanField(
        label="すでに登録されているものを、表の内容で書き換える", required=False
    )
    add_alike = forms.BooleanField(
        label="名前などが似たものがすでにあっても、別のものとして登録する", required=False
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "file"
        ].help_text = (
            f"CSVかExcel（.xlsx）です。{city().limits.file_megabytes}MBまで。まだ何も登録しません。"
        )
        choices = [(kind.key, kind.label) for kind in kinds_for(person)]
        field_of(self, "kind", forms.ChoiceField).choices = choices

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        check_size(upload.size)
        return upload


def import_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The page, and what comes of it: a job that looks at the list."""
    kinds, person = kinds_for(request.user), request.user
    if not kinds or not is_signed_in(person):
        raise PermissionDenied(NOBODYS)
    form = ImportForm(request.POST or None, request.FILES or None, person=person)
    if request.method == "POST" and form.is_valid():
        given, upload = form.cleaned_data, form.cleaned_data["file"]
        kind = IMPORTS[given["kind"]]
        job = ask_for(
            f"import.{kind.key}.look",
            by=person,
            label=f"{kind.label}の取り込みの下調べ（{upload.name}）",
            given={name: bool(given[name]) for name in ("update", "add_alike")},
            source=upload.read(),
            source_name=upload.name,
            at_once=upload.size <= LITTLE,
        )
        return redirect(job)
    return TemplateResponse(
        request,
        "admin/kyodo_portal/job/import.html",
        {**context, "title": "表から取り込む", "form": form, "kinds": kinds, "opts": Job._meta},
        status=422 if form.errors else 200,
    )


def kind_looked_at(job: Job) -> ImportKind | None:
    """The kind of list that this job has looked at; None for any other job."""
    key, step = (*job.kind.split("."), "", "")[1:3]
    return IMPORTS.get(key) if job.kind.startswith("import.") and step == "look" else None


def can_take_in(person: Person, job: Job) -> Verdict:
    """Whoever has looked at a list, once the look is done, once."""
    kind = kind_looked_at(job)
    if kind is None or not is_signed_in(person) or person.pk != job.owner_id:
        return refuse("この表を取り込めるのは、内容を確かめた人だけです。")
    return first_refusal(
        kind.may(person),
        allow_if(job.is_done, "この表は、まだ確かめ終わっていないか、直すところがあります。"),
        lambda: allow_if(
            not followers_of(job).exists(),
            "この表は、もう取り込みました。結果は「時間のかかる仕事」の一覧にあります。",
        ),
    )


def followers_of(job: Job) -> Any:
    """The jobs that have taken in, or are taking in, what this one has looked at."""
    return job.followers.exclude(ending__in=[Ending.FAILED, Ending.CANCELLED])


def take_in(job: Job) -> Job:
    """Take in what was looked at, as it was looked at; the job that does so, one for one look."""
    kind = kind_looked_at(job)
    assert kind is not None  # noqa: S101 - the rule has been asked
    with job.source.open("rb") as file:
        data = file.read()
    try:
        with transaction.atomic():
            follower = ask_for(
                f"import.{kind.key}",
                by=job.owner,
                label=f"{kind.label}の取り込み（{job.source_name}）",
                given=job.given,
                source=data,
                source_name=job.source_name,
                follows=job,
                at_once=len(data) <= LITTLE,
            )
    except IntegrityError:
        follower = followers_of(job).get()
    return follower
