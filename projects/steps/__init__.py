"""What each form of collaboration asks, step by step: the table (`forms`, `table`), and how a project goes by it."""
