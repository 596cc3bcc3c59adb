"""The people and the departments of the demonstration city. All names are made up."""

from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, UUID, uuid5

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group as RoleGroup
from django.utils import timezone

from groups.accounts.demonstration import give_app
from groups.models import ContactDetails, Department, Group, User
from kyodo_portal.life.roles import Role
from kyodo_portal.made_up.demonstration.clock import Calendar, When, at
from projects.models import Project
from proposals.models import Call, Consultation, Proposal

PASSWORD = "mihon-no-machi-2026"  # noqa: S105 - printed by the command, opens made-up accounts only

ARRIVED: When = (-4, 4, 5)
"""When the demonstration's people opened their accounts."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account to try the portal with, and what it is for."""

    name: str
    display_name: str
    purpose: str
    role: Role | None = None
    superuser: bool = False

    @property
    def email(self) -> str:
        return f"{self.name}@example.jp"

    @property
    def works_for_the_city(self) -> bool:
        """Uses the admin, and so needs a second factor."""
        return self.superuser or self.role is not None or self.name in STAFF.values()


ACCOUNTS = (
    Account("citizen", "空野 みらい（見本）", "市民：相談する、個人で提案する"),
    Account("group", "花村 つむぎ（見本）", "団体の管理者：提案、協定、報告、評価"),
    Account("staff", "緑川 そだつ（見本）", "みどり公園課の職員：協定、報告、市側の評価"),
    Account("coordinator", "橋渡 むすぶ（見本）", "協働担当：登録、募集、審査の進行、公表", Role.COORDINATOR),
    Account("reviewer1", "審査 いちえ（見本）", "審査委員", Role.REVIEWER),
    Account("reviewer2", "審査 にへい（見本）", "審査委員", Role.REVIEWER),
    Account("reviewer3", "審査 みつき（見本）", "審査委員", Role.REVIEWER),
    Account("reviewer4", "審査 しのぶ（見本）", "審査委員", Role.REVIEWER),
    Account("reviewer5", "審査 いつき（見本）", "審査委員", Role.REVIEWER),
    Account("committee", "推進 まなぶ（見本）", "推進委員会：評価の検証", Role.COMMITTEE),
    Account("admin", "管理 ひとし（見本）", "システム管理者", superuser=True),
)  # fmt: skip

#: Key, name, kana, English name, duties. The keys name them in the other tables.
DEPARTMENTS = (
    ("kyodo", "協働推進課", "キョウドウスイシンカ", "Collaboration Promotion Department", "協働の相談、団体の登録、提案の募集、市民活動の拠点づくり"),
    ("park", "みどり公園課", "ミドリコウエンカ", "Parks and Greenery Department", "公園と緑道の世話、街路の花、みどりのボランティアの支え"),
    ("road", "道みち整備課", "ミチミチセイビカ", "Roads Department", "市道と側溝の手入れ、歩道の里親、通学路の安全"),
    ("child", "子育て応援課", "コソダテオウエンカ", "Child-Rearing Support Department", "子育てひろば、一時預かり、親子の居場所づくり"),
    ("learn", "学びの推進課", "マナビノスイシンカ", "Lifelong Learning Department", "生涯学習、文化、公民館の講座、学校と地域の橋渡し"),
    ("library", "ひだまり図書館", "ヒダマリトショカン", "Hidamari Library", "本の貸出し、おはなし会、調べものの手伝い"),
    ("elder", "いきいき長寿課", "イキイキチョウジュカ", "Senior Citizens Department", "介護の予防、見守り、認知症の人と家族の支え"),
    ("nature", "水と環境課", "ミズトカンキョウカ", "Water and Environment Department", "ごみの減量、水辺の保全、地球温暖化への取り組み"),
    ("safety", "くらし安全課", "クラシアンゼンカ", "Community Safety Department", "防災訓練、防犯、消費生活の相談"),
    ("shop", "にぎわい商工課", "ニギワイショウコウカ", "Commerce and Tourism Department", "商店街の応援、働く場づくり、まつりと観光"),
    ("plan", "まちの企画課", "マチノキカクカ", "City Planning and Policy Department", "総合計画、市民参加、行財政のしくみづくり"),
    ("sport", "スポーツ交流課", "スポーツコウリュウカ", "Sports and Exchange Department", "体育施設、健康づくり、国際交流"),
)  # fmt: skip


@dataclass(slots=True)
class World:
    """The demonstration while it comes into being: everything by the key the tables use."""

    calendar: Calendar
    people: dict[str, User] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    calls: dict[str, Call] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    talks: dict[str, Consultation] = field(default_factory=dict)

    def person(self, key: str) -> User:
        """The person as of a new request: nothing remembered from before."""
        return User.objects.get(pk=self.people[key].pk)

    @property
    def coordinator(self) -> User:
        return self.person("coordinator")

    def manager_of(self, group: str) -> User:
        return self.person(MANAGERS.get(group, f"group-{group}"))

    def staff_of(self, department: str) -> User:
        return self.person(STAFF.get(department, f"staff-{department}"))


#: The accounts one can sign in with that speak for a group or work in a department.
MANAGERS = {"hana": "group"}
STAFF = {"park": "staff"}


def key_of(name: str) -> UUID:
    """The same submission key for the same thing, whenever the demonstration is loaded."""
    return uuid5(NAMESPACE_URL, f"https://example.jp/demonstration/{name}")


def make_cast(world: World) -> None:
    """The accounts with their password and roles, and each department with somebody who works there."""
    secret = make_password(PASSWORD)
    with at(world.calendar.moment(ARRIVED)):
        for account in ACCOUNTS:
            person = add_person(world, account.name, account.display_name, password=secret)
            if account.superuser:
                User.objects.filter(pk=person.pk).update(is_superuser=True)
            if account.works_for_the_city:
                give_app(person)
                prove_mail(person)
            if account.role:
                person.groups.add(RoleGroup.objects.get_or_create(name=account.role.value)[0])
        for number, (key, name, kana, name_en, duties) in enumerate(DEPARTMENTS, start=1):
            department, _ = Department.objects.get_or_create(
                name=name,
                defaults={
                    "name_kana": kana,
                    "name_en": name_en,
                    "duties": duties,
                    "phone": f"000-000-00{number:02}",
                    "email": f"{key}-office@example.jp",
                },
            )
            world.departments[key] = department
            if key not in STAFF:
                person = add_person(world, f"staff-{key}", f"{name} 担当（見本）")
                prove_mail(person)
            department.staff.add(world.people[STAFF.get(key, f"staff-{key}")])
    ContactDetails.objects.create(
        user=world.people["citizen"],
        name="空野 みらい",
        name_kana="ソラノ ミライ",
        postal_code="0000000",
        address="見本市見本町1-1",
        phone="000-0000-0000",
    )


def add_person(world: World, key: str, display_name: str, *, password: str = "") -> User:
    """An account with a confirmed address; without a password nobody can sign in with it."""
    email = f"{key}@example.jp"
    person = User.objects.create(
        email=email,
        display_name=display_name,
        password=password or make_password(None),
        confirmed_at=timezone.now(),
    )
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    world.people[key] = person
    return person


def prove_mail(person: User) -> None:
    """They have shown that the address is theirs, as whoever works for the city does first."""
    User.objects.filter(pk=person.pk).update(mail_proved_at=timezone.now())
