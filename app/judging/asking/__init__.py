"""What jurors ask and report from the desk: a question on an entry, a file that cannot be read."""
