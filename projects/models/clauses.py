"""What the articles of an agreement speak of beside its tables (practice-width: 協定書の条項)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.TextChoices):
    """The matter of an article, in the order in which an agreement says them."""

    LIABILITY = "liability", _("責任と損害")
    INSURANCE = "insurance", _("保険と事故の連絡")
    PRIVACY = "privacy", _("個人情報")
    OWNERSHIP = "ownership", _("成果の帰属")
    PUBLICATION = "publication", _("公開と広報")
    CHANGE = "change", _("内容の変更")
    TERMINATION = "termination", _("中止と解除")
    TALKS = "talks", _("協議")
    OTHER = "other", _("その他の取り決め")


LONGEST_CLAUSE = 2000
"""Letters of one article."""
