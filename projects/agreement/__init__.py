"""What both sides sign: the terms, for whom somebody signs, what changed since."""
