"""Long work (imports, large spreadsheets): done beside the pages by one worker, with its progress shown."""
