"""What the portal itself does by the clock."""

from kyodo_portal.life import clock
from kyodo_portal.writing.kept.texts import forget_kept

clock.register(
    [
        clock.Routine(
            key="forget.kept_texts",
            label="7日を過ぎた書きかけを消した",
            run=lambda tick: forget_kept(tick.now),
        )
    ]
)
