"""What people can do with the report: ask it, in the terminal."""
