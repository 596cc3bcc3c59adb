"""The pages of the evaluations: reports, sheets, reflections."""
