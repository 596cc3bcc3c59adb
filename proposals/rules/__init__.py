"""Who may do what with calls, proposals, reviews, decisions and consultations."""
