//! A provider's bytes to events, a message to an HTTP request value. Pure.
