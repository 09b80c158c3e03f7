"""What comes in, row by row: tables of people and enterprises read and judged. No reads of the database, no writes."""
