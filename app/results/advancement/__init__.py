"""Who goes on from a closed round to the next."""
