"""The directory as a small web site of plain pages: opened from a folder, searched without a server or a network."""
