//! Phone numbers: E.164 in, national formats read with a country, variants of the same line.
