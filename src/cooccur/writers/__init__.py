"""From a value to text or bytes, and from there to a file."""
