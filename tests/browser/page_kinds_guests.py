"""The kinds of pages of people without an account, and of the counter that writes for them; see `page_kinds`."""

from tests.browser.page_kind import one

OF_GUESTS = (
    one("アイデアを書く", "calls:idea", "call_idea"),
    one("個人のアイデアを入力する", "calls:idea_entered", "call_idea", who="coordinator"),
    one("送ったアイデア", "calls:idea_guest", "idea_guest_of", "idea_guest_of.token"),
    one("窓口や電話で受けた相談を入力する", "consultations:enter", who="coordinator"),
    one(
        "窓口で聞いた相談",
        "consultations:guest",
        "consultation_guest_of",
        "consultation_guest_of.token",
    ),
)
