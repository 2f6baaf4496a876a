"""Files that travel: workbooks, packages, calendar files."""
