"""The road of each form, written as the guideline would."""
