"""What the records say together: pure functions over the Library."""
