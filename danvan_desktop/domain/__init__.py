"""Rules of the movement. Imports the standard library only."""
