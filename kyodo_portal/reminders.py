"""What the portal itself does by the clock: what is told together is written, the head of the record's seals goes out of the house, and
what was kept for somebody who did not come back, counted, left half-written, or made by long work is
forgotten."""

import datetime as dt

from kyodo_portal.files.storage import forget_halves
from kyodo_portal.life.clock import Routine, register
from kyodo_portal.life.head_letters import write_head_letters
from kyodo_portal.life.jobs.asking import forget_past
from kyodo_portal.post.gathered import send_gathered
from kyodo_portal.web.sure_cache import forget_counts
from kyodo_portal.writing.kept.texts import forget_kept

EVERY_MINUTE = dt.timedelta(minutes=1)

register(
    [
        Routine(
            key="post.gathered",
            label="まとめて知らせるメールを書いた",
            run=lambda tick: send_gathered(tick.now),
            every=EVERY_MINUTE,
        ),
        Routine(
            key="audit.head",
            label="操作の記録の照合値のお知らせ",
            run=lambda tick: write_head_letters(tick.now),
        ),
        Routine(
            key="forget.kept_texts",
            label="7日を過ぎた書きかけを消した",
            run=lambda tick: forget_kept(tick.now),
        ),
        Routine(
            key="forget.fallback_counts",
            label="キャッシュの代わりに数えたものを消した",
            run=lambda _: forget_counts(),
        ),
        Routine(
            key="forget.half_files",
            label="書きかけで残ったファイルを消した",
            run=lambda tick: forget_halves(tick.now),
        ),
        Routine(
            key="forget.jobs",
            label="7日を過ぎた仕事の結果を消した",
            run=lambda tick: forget_past(tick.now),
        ),
    ]
)
