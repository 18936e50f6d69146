"""What may be typed of people who get a record."""
