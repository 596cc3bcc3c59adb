"""What becomes of a person's rows in the tables of projects when they leave."""

from groups.accounts.leaving import kept
from projects.models import Amendment, AskedParty, Project, Signature, Update, UpdatePhoto

AGREED = "協定は、相手が頼りにするため"
PUBLIC = "公開した記録のため"

kept(
    Signature,
    "signed_by",
    "協定の署名",
    why=AGREED,
    tells=("agreement", "signer_name", "signed_at"),
)
kept(Amendment, "proposed_by", "協定の変更の申し出", why=AGREED, tells=("project", "reason"))
kept(AskedParty, "signed_by", "協定の変更への署名", why=AGREED, tells=("amendment", "signed_at"))
kept(Project, "created_by", "登録した協働事業", why=PUBLIC, tells=("title", "created_at"))
kept(Update, "posted_by", "活動の報告", why=PUBLIC, tells=("title", "body", "created_at"))
kept(UpdatePhoto, "uploaded_by", "活動の写真", why=PUBLIC, tells=("caption", "uploaded_at"))
