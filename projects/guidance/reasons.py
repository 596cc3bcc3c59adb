"""What speaks for each form of collaboration, by the answers of somebody who seeks advice."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kyodo_portal.words.languages import Words
from projects.types import CollaborationForm


@dataclass(frozen=True, slots=True)
class Reason:
    """An answer that speaks for a form: how strongly, and why (`projects.guidance.advice`)."""

    question: str
    answer: str
    points: int
    text: Words


REASONS: dict[CollaborationForm, tuple[Reason, ...]] = {
    CollaborationForm.COHOSTING: (
        Reason("what", "event", 2, _("催しは、並んで主催すると役割を分けやすいからです。")),
        Reason("need", "hands", 2, _("企画も運営も、市と一緒に担えるからです。")),
        Reason("duty", "shared", 3, _("責任を、同じ主催者として分け合えるからです。")),
        Reason("begin", "blank", 1, _("目的を決めるところから並んで始められるからです。")),
    ),
    CollaborationForm.SPONSORSHIP: (
        Reason("what", "event", 2, _("団体が開く催しに、すぐ使える形だからです。")),
        Reason("need", "name", 4, _("市の名前を添えて、広く知らせられるからです。")),
        Reason("duty", "ours", 2, _("企画も運営も、自分たちのやり方のまま進むからです。")),
        Reason("lasting", "once", 1, _("一回の催しごとに申し込めるからです。")),
    ),
    CollaborationForm.COOPERATION: (
        Reason("what", "service", 2, _("得意なことを持ち寄って、続けやすいからです。")),
        Reason("what", "event", 1, _("どちらの催しにも、力を貸し合えるからです。")),
        Reason("need", "things", 2, _("場所や道具など、約束した部分を市が持つからです。")),
        Reason("need", "hands", 1, _("どこを市が手伝うかを、先に取り決めるからです。")),
        Reason("begin", "both", 2, _("別々の活動を、無理なくつなげるからです。")),
        Reason("duty", "shared", 1, _("だれが何をするかを、取り決めて始めるからです。")),
    ),
    CollaborationForm.ADOPTION: (
        Reason("what", "place", 5, _("決めた場所を受け持って、世話をする形だからです。")),
        Reason("need", "things", 1, _("道具や保険を、市が用意するからです。")),
        Reason("lasting", "always", 1, _("同じ場所を、長く見守る形だからです。")),
    ),
    CollaborationForm.PLANNING: (
        Reason("what", "plan", 5, _("計画を考える段階から、意見を言える形だからです。")),
        Reason("begin", "city", 1, _("市の計画づくりに、席が設けられるからです。")),
    ),
    CollaborationForm.COMMITTEE: (
        Reason("duty", "many", 5, _("集まった人たちの会が、主催者になるからです。")),
        Reason("what", "event", 1, _("大きな催しの準備を、分け合えるからです。")),
        Reason("need", "hands", 1, _("市も一員として、一緒に働くからです。")),
    ),
    CollaborationForm.COMMISSION: (
        Reason("duty", "city", 4, _("市の仕事を、経験を生かして引き受ける形だからです。")),
        Reason("what", "service", 1, _("人を支える仕事に、団体の工夫が生きるからです。")),
        Reason("need", "money", 1, _("仕事の費用を、市が払うからです。")),
        Reason("begin", "city", 1, _("市が行うことの一部を、担えるからです。")),
    ),
    CollaborationForm.SUBSIDY: (
        Reason("need", "money", 4, _("費用の一部を、市が出すからです。")),
        Reason("duty", "ours", 2, _("主役は自分たちのまま、助けを受けられるからです。")),
        Reason("begin", "ours", 1, _("始めている活動を、広げるときに向くからです。")),
        Reason("lasting", "once", 1, _("期間を決めた事業に、使いやすいからです。")),
    ),
    CollaborationForm.MANAGEMENT: (
        Reason("what", "facility", 6, _("市の施設の運営を、まるごと任される形だからです。")),
        Reason("lasting", "always", 1, _("何年かの間、続けて運営するからです。")),
    ),
    CollaborationForm.EXCHANGE: (
        Reason("begin", "both", 2, _("まず知っていることを、出し合えるからです。")),
        Reason("what", "service", 1, _("現場で見聞きしたことが、市の役に立つからです。")),
        Reason("what", "plan", 1, _("案になる前の声を、市に届けられるからです。")),
    ),
    CollaborationForm.STUDY: (
        Reason("what", "plan", 3, _("課題を一緒に調べ、提案にまとめられるからです。")),
        Reason("begin", "blank", 1, _("答えを決めずに、始められるからです。")),
    ),
    CollaborationForm.SUPPORT: (
        Reason("need", "things", 3, _("場所や情報を、市が差し出す形だからです。")),
        Reason("begin", "ours", 1, _("活動はそのままに、後押しを受けられるからです。")),
    ),
}
"""Of the forms every city may use; a city's own are chosen by people who know them."""
