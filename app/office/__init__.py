"""What needs several domains at once."""
