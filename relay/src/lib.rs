//! The relay: receives the channels' webhooks and keeps every desk current.
