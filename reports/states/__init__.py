"""What follows what, and the words for it (DESIGN section 6); each file for its own things."""
