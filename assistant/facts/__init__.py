"""What a sentence states in a form that can be compared: numbers, dates, names, quotations and negation."""
