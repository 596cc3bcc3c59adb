"""What people follow, and how they are told of it: at once, in a digest, or on my page alone."""
