"""What is wrong with this installation, in plain words: small looks at it, one file per subject."""
