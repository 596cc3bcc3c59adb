"""What becomes of a person's rows in the tables of evaluations when they leave."""

from evaluations.models import Assessment, Consent, Evaluation
from groups.accounts.leaving import kept

JUDGED = "評価シートと報告は、団体と市の両方の記録のため"

kept(Evaluation, "opened_by", "始めた評価", why=JUDGED, tells=("project", "created_at"))
kept(Assessment, "entered_by", "窓口で書き写した評価シート", why=JUDGED)
kept(
    Assessment,
    "submitted_by",
    "出した評価シート",
    why=JUDGED,
    tells=("went_well", "to_improve", "submitted_at"),
)
kept(Consent, "given_by", "ふりかえりへの同意", why=JUDGED, tells=("given_at",))
