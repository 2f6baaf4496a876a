"""Windows, pages, dialogs. The one home of PySide6."""
