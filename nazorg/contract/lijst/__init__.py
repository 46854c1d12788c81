"""Lists as files: from the bytes of a spreadsheet to the data blocks of messages, and back."""
