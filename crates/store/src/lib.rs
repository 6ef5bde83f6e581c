//! The relay's storage: the trait, its conformance suite, SQLite.
