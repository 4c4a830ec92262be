"""Documents as PDF: written by typst from JSON alone, with the product's own fonts."""
