"""Questions with gold answers, and what they say of the product; nothing imports this package."""
