"""What may be typed to begin an evaluation, to judge, and to look back."""
