"""Tables, and everything that only SQLite knows. The one home of peewee."""
