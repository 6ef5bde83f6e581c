//! The one fold of text for search, used for the index and for queries (DESIGN_DESK, Cache).
