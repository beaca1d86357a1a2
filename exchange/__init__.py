"""What crosses the border: the national return and spreadsheets, in and out."""
