"""What groups of the demonstration do with each other, in a city that counts it as 協働."""

from dataclasses import dataclass

from kyodo_portal.cities import city
from kyodo_portal.made_up.demonstration.cast import World, key_of
from kyodo_portal.made_up.demonstration.clock import at
from kyodo_portal.made_up.demonstration.fitting import fields_of, form_of
from kyodo_portal.words.calendar import fiscal_year
from projects.actions.register import open_to_public, register_project
from projects.models import Goal, Origin, Partner, Project, ProjectField, RoleItem


@dataclass(frozen=True, slots=True)
class Together:
    """Two groups and what they do: so many days ago entered, and what came of it where it is over."""

    key: str
    title: str
    kana: str
    groups: tuple[str, str]
    fields: tuple[int, ...]
    summary: str
    purpose: str
    goal: tuple[str, str]
    roles: tuple[str, str]
    days: int
    result: str = ""


TOGETHER = (
    Together("swap", "買物と草取りの、とりかえっこ", "カイモノトクサトリノトリカエッコ", ("hinata", "tetsunagi"), (1, 3), "自治会の会員と助け合いの会が、できることを交換する仕組みです。", "行政のサービスにならない小さな困りごとを、隣どうしで引き受ける。", ("引き受けた困りごと", "年120件"), ("班ごとに困りごとを集める", "できる人をさがして伝える"), -120),
    Together("rest", "紙しばいのあるひと休み", "カミシバイノアルヒトヤスミ", ("konoyubi", "books"), (13, 2), "子育てひろばの午後に、おはなしの会が紙しばいを届けました。", "親がひと息つくあいだ、子どもに声で届くおはなしを。", ("届けた回数", "12回"), ("場所と見守り", "紙しばいと読み手"), -300, "14回届け、親子のべ310人が聞いた。次の年は、ひろばの人も読み手になる。"),
)  # fmt: skip


def work_together(world: World) -> None:
    """The desk enters what groups have told it; nowhere else than where the profile says so."""
    if not city().citizens_together:
        return
    for each in TOGETHER:
        with at(world.calendar.moment(each.days, 14)):
            _enter(world, each)


def _enter(world: World, story: Together) -> None:
    here, day = city(), world.calendar.day(story.days)
    project = Project(
        title=story.title,
        title_kana=story.kana,
        summary=story.summary,
        purpose=story.purpose,
        main_form=form_of(here, 3),
        fiscal_year=fiscal_year(day),
        fiscal_year_end=fiscal_year(day),
        origin=Origin.RECORD,
        between_citizens=True,
        result=story.result,
        submission_key=key_of(f"between/{story.key}"),
    )

    def write(unsaved: Project) -> None:
        unsaved.save()
        for order, key in enumerate(story.groups):
            Partner.objects.create(project=unsaved, group=world.groups[key], order=order)
        what, how_much = story.goal
        Goal.objects.create(
            project=unsaved,
            what=what,
            how_much=how_much,
            by_when=world.calendar.day(story.days + 200),
            achievement="reached" if story.result else "",
            result=story.result,
        )
        for order, item in enumerate(story.roles):
            RoleItem.objects.create(
                project=unsaved, stage="work", item=item, bearer="group", order=order
            )
        ProjectField.objects.bulk_create(
            ProjectField(project=unsaved, number=number) for number in fields_of(here, story.fields)
        )

    starts_as = "completed" if story.result else "active"
    register_project(project=project, by=world.coordinator, starts_as=starts_as, write=write)
    if story.result:
        open_to_public(project=project, by=world.coordinator)
