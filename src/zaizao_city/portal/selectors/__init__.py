"""What the pages show: things to apply for, notices, deadlines, promises; nothing is written here."""
