//! Every table with its columns, in the order in which they are written.

/// A value as both databases know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A number.
    Int(i64),
    /// Yes or no.
    Bool(bool),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// A row: a value for every column of its table.
pub type Row = Vec<Value>;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// A number.
    Int(&'static str),
    /// A number that the database counts up by itself.
    Counted(&'static str),
    /// Yes or no.
    Bool(&'static str),
    /// A text.
    Text(&'static str),
    /// Bytes.
    Bytes(&'static str),
}

impl Column {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Int(name)
            | Self::Counted(name)
            | Self::Bool(name)
            | Self::Text(name)
            | Self::Bytes(name) => name,
        }
    }
}

/// A table.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// The first `key` columns are its key, and the order in which it is read.
    pub key: usize,
    /// Its columns.
    pub columns: &'static [Column],
}

impl Table {
    /// Names of its columns, or of its key's.
    pub(crate) fn names(&self, count: usize) -> String {
        let names: Vec<&str> = self
            .columns
            .iter()
            .take(count)
            .map(|it| it.name())
            .collect();
        names.join(", ")
    }

    /// The values of a row's key.
    pub(crate) fn key_of<'a>(&self, row: &'a Row) -> &'a [Value] {
        row.get(..self.key).unwrap_or_default()
    }
}

use Column::{Bool, Bytes, Counted, Int, Text};

/// Every table there is.
pub const TABLES: &[Table] = &[
    Table {
        name: "workspace",
        key: 1,
        columns: &[Text("id"), Text("name"), Bool("demo")],
    },
    Table {
        name: "terms",
        key: 2,
        columns: &[
            Text("workspace"),
            Counted("number"),
            Text("id"),
            Int("first_seq"),
            Int("at"),
        ],
    },
    Table {
        name: "commits",
        key: 2,
        columns: &[Text("workspace"), Int("seq"), Int("at"), Text("term")],
    },
    Table {
        name: "record",
        key: 3,
        columns: &[
            Text("workspace"),
            Text("kind"),
            Text("id"),
            Text("scope"),
            Text("parent"),
            Text("owner"),
            Text("state"),
            Int("at"),
            Int("seq"),
            Bool("deleted"),
            Text("body"),
        ],
    },
    Table {
        name: "left_scope",
        key: 5,
        columns: &[
            Text("workspace"),
            Text("scope"),
            Int("seq"),
            Text("kind"),
            Text("id"),
        ],
    },
    Table {
        name: "scope_checksum",
        key: 2,
        columns: &[Text("workspace"), Text("scope"), Int("count"), Int("sum")],
    },
    Table {
        name: "horizon",
        key: 1,
        columns: &[Text("workspace"), Int("seq")],
    },
    Table {
        name: "lookup",
        key: 3,
        columns: &[
            Text("workspace"),
            Text("space"),
            Text("key"),
            Text("record"),
        ],
    },
    Table {
        name: "command",
        key: 2,
        columns: &[
            Text("workspace"),
            Text("id"),
            Text("request_hash"),
            Text("staff"),
            Text("answer"),
            Int("at"),
            Text("about"),
        ],
    },
    Table {
        name: "event_key",
        key: 2,
        columns: &[Text("workspace"), Text("key"), Int("at")],
    },
    Table {
        name: "envelope",
        key: 2,
        columns: &[
            Text("workspace"),
            Counted("id"),
            Text("channel"),
            Text("receiver"),
            Bytes("body"),
            Text("guests"),
            Int("received_at"),
            Int("attempts"),
            Text("state"),
            Int("ended_at"),
        ],
    },
    Table {
        name: "job",
        key: 2,
        columns: &[
            Text("workspace"),
            Counted("number"),
            Text("id"),
            Text("kind"),
            Text("lane"),
            Int("due"),
            Text("payload"),
            Int("attempts"),
            Int("lease_until"),
        ],
    },
    Table {
        name: "credential",
        key: 1,
        columns: &[Text("email"), Text("password_hash")],
    },
    Table {
        name: "membership",
        key: 2,
        columns: &[Text("workspace"), Text("email"), Text("staff")],
    },
    Table {
        name: "invitation",
        key: 1,
        columns: &[
            Text("code_hash"),
            Text("purpose"),
            Text("email"),
            Int("expires_at"),
        ],
    },
    Table {
        name: "device",
        key: 2,
        columns: &[
            Text("workspace"),
            Text("id"),
            Text("staff"),
            Text("name"),
            Text("token_hash"),
            Int("created_at"),
            Int("last_seen"),
            Int("revoked_at"),
        ],
    },
    Table {
        name: "presence",
        key: 3,
        columns: &[
            Text("workspace"),
            Text("staff"),
            Text("device"),
            Int("until"),
        ],
    },
    Table {
        name: "secret",
        key: 3,
        columns: &[
            Text("workspace"),
            Text("connection"),
            Text("kind"),
            Text("key_id"),
            Bytes("sealed"),
        ],
    },
    Table {
        name: "audit",
        key: 2,
        columns: &[
            Text("workspace"),
            Counted("id"),
            Text("staff"),
            Text("what"),
            Text("about"),
            Int("at"),
        ],
    },
    Table {
        name: "setting",
        key: 1,
        columns: &[Text("name"), Text("value")],
    },
];
