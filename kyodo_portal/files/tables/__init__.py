"""Lists as city offices keep them: spreadsheets and CSV, read by their headings and judged column by column."""
