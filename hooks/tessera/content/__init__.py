"""What authors wrote, read and validated: `library.load` returns all of it, or every problem."""
