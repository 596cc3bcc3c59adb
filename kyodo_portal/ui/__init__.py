"""What the components of a page are drawn with."""
