"""Arabic numbers: digits of three sets, words, scales, ordinals, and the words that bound them."""
