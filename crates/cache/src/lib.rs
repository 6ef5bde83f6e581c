//! The desk's encrypted database: one file a table, migrations, search.
//!
//! One file holds what one person at one workspace may see, under one key. [`Cache`] hands out [`Reader`]s (one snapshot
//! each) and [`Writer`]s (one transaction each); each of them hands out one small handle a table. What the relay sent is the
//! *base* of a record; what staff see is the base with their pending commands applied (*visible*, DESIGN_DESK "Base and
//! prediction"). This crate stores both and decides neither: prediction is a function of `domain` that the desk calls.
//!
//! **Invariants**
//! - A relay row counts only if its seq is higher than the one that is here, so order and repetition of pages do not matter.
//! - A scope's checksum changes in the transaction that changes its rows.
//! - Rowid order of `message` and of its search index is time order, whatever order history arrives in.
//! - The search index is deleted from with the text it was fed with, so it never forgets half a message.
//! - The outbox survives everything but [`wipe`].
//! - Only bound parameters reach SQL.
//!
//! Absent on purpose: a clock, randomness, the network, async. Times and ids come in as arguments.

mod apply;
mod cache;
mod change;
mod erase;
mod erased;
mod error;
mod files;
mod gate;
mod key;
mod migrate;
mod misspelled;
mod open;
mod predict;
mod reader;
mod reread;
mod rescue;
mod search;
mod snippet;
mod stored;
mod table;
mod writer;

pub use apply::{Cursor, IncomingRecord};
pub use cache::{Cache, Durability};
pub use change::{Applied, StatusChange};
pub use error::{Error, OpenError, Result};
pub use files::{FileKey, FileReader, FileWriter};
pub use key::CacheKey;
pub use open::{exists, wipe, wipe_database};
pub use reader::Reader;
pub use reread::Reread;
pub use rescue::{rescue_files, rescue_outbox};
pub use search::{MessageHit, MessageSearch};
pub use snippet::{Snippet, snippet};
pub use stored::{Row, Stored};
pub use table::attachment::{AttachmentReader, AttachmentRow, AttachmentWriter};
pub use table::checksum::Checksum;
pub use table::conversation::{ConversationPage, ConversationReader, Unread, Waiting};
pub use table::conversation_filter::{Assignee, ConversationFilter, Order, Statuses};
pub use table::draft::{Draft, DraftMode, DraftReader, DraftWriter};
pub use table::file::{FileOwner, FileRow, FilesReader, FilesWriter};
pub use table::message::{LastSeen, MessageReader, MessageRow};
pub use table::message_page::MessagePage;
pub use table::meta::{MetaKey, MetaReader, MetaWriter};
pub use table::outbox::{NewEntry, OutboxEntry, OutboxReader, OutboxState, OutboxWriter};
pub use table::record::{KeptRecord, RecordReader};
pub use table::sent::{SentCommand, SentReader, SentWriter};
pub use writer::Writer;
