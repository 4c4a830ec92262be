"""Public HTML from the server: reads all, writes nothing."""
