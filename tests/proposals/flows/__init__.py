"""How proposals move."""
