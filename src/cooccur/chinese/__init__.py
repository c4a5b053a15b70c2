"""The Chinese of the console: English texts of the code and their translations."""
