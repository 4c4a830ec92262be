"""What every domain may use and what knows no word of awards."""
