"""What somebody typed and could not save: kept for its writer alone, and put into its form again."""
