"""How a committee meets: who is in the room, whether that is enough, what the minutes say of it."""
