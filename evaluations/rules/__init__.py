"""Who may do what with evaluations, sheets and reflections."""
