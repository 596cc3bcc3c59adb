"""Text as Japanese people write it: kana, widths, the calendar, yen, the languages of a page, readings."""
