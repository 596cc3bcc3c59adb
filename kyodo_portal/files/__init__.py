"""What people hand in and take out: checked uploads, PDF, spreadsheets, CSV cells."""
