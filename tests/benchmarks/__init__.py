"""How long a brief takes, against the other ways to make its two files; not tests. ``make bench`` prints the tables."""
