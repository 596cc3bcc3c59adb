"""How a project goes by the steps of its forms: they are laid, come up one after the other, and are settled."""
