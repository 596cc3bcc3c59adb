"""Who may do what with a project and what belongs to it, by noun."""
