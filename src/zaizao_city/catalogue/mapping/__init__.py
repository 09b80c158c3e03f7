"""What comes in and goes out, row by row: tables read and written, rows turned into items, words into terms. No writes."""
