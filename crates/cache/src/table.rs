//! One file a table: its migrations, row, read handle and write handle.

pub(crate) mod attachment;
pub(crate) mod checksum;
pub(crate) mod conversation;
pub(crate) mod conversation_filter;
pub(crate) mod draft;
pub(crate) mod file;
pub(crate) mod message;
pub(crate) mod message_fts;
pub(crate) mod message_key;
pub(crate) mod message_page;
pub(crate) mod meta;
pub(crate) mod outbox;
pub(crate) mod record;
pub(crate) mod sent;
pub(crate) mod tally;
pub(crate) mod term;
