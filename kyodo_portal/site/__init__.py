"""Pages that show all apps together: home, my page, guide, statistics, accessibility."""
