"""Template tags of the portal: the component catalogue."""
