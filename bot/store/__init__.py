"""What Baton remembers of its work: sessions, sealed columns, tables."""
