//! The relay's API: requests, responses and change records.
