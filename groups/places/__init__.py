"""Places as people use them: when they are open, and what their pages say."""
