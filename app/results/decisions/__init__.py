"""Winners, levels, honourable mentions, withheld categories."""
