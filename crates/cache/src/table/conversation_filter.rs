//! Which conversations a list shows, and out of which index it is read.

use crate::error::{Error, Result};
use domain::channel::Channel;
use domain::conversation::ConversationStatus;
use domain::id::{PropertyId, StaffId};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// Which statuses a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Statuses {
    /// All but resolved and expired.
    #[default]
    Open,
    /// All.
    Any,
    /// These; an empty list shows nothing.
    Of(Vec<ConversationStatus>),
}

/// Whose conversations a list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assignee {
    /// Nobody's.
    Nobody,
    /// This colleague's.
    Staff(StaffId),
}

/// In which order a list stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// Newest message first (SPEC 18).
    #[default]
    Newest,
    /// Oldest message first.
    Oldest,
    /// Who waits, longest first; then everybody else, newest message first.
    WaitingLongest,
}

/// Which conversations (SPEC 6–8). Empty lists mean no filter; the parts are joined by *and*.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConversationFilter {
    /// Any of these channels.
    pub channels: Vec<Channel>,
    /// Any of these statuses.
    pub statuses: Statuses,
    /// Any of these.
    pub assignees: Vec<Assignee>,
    /// Any of these houses.
    pub properties: Vec<PropertyId>,
    /// Only with guest messages nobody has opened.
    pub unread_only: bool,
    /// Only those that wait for a person.
    pub waiting_only: bool,
    /// What stands first.
    pub order: Order,
}

/// A condition with its bound values. Names and operators come from this file; everything else is bound.
pub(super) struct Where {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
}

impl Where {
    fn and_in(&mut self, column: &str, values: impl IntoIterator<Item = String>) {
        let start = self.values.len();
        self.values.extend(values.into_iter().map(Value::Text));
        match self.values.len() - start {
            1 => self.and(&format!("{column} = ?")),
            many => self.and(&format!("{column} IN ({})", vec!["?"; many].join(", "))),
        }
    }

    fn and(&mut self, condition: &str) {
        self.sql.push_str(if self.sql.is_empty() {
            " WHERE "
        } else {
            " AND "
        });
        self.sql.push_str(condition);
    }
}

impl ConversationFilter {
    fn condition(&self) -> Where {
        let mut filter = Where {
            sql: String::new(),
            values: Vec::new(),
        };
        if !self.channels.is_empty() {
            filter.and_in(
                "channel",
                self.channels.iter().map(|c| c.as_str().to_owned()),
            );
        }
        match &self.statuses {
            Statuses::Any => {}
            Statuses::Open => {
                let open = ConversationStatus::KNOWN.iter().filter(|s| s.is_open());
                filter.and_in("status", open.map(|s| s.as_str().to_owned()));
            }
            Statuses::Of(some) => {
                filter.and_in("status", some.iter().map(|s| s.as_str().to_owned()));
            }
        }
        if !self.assignees.is_empty() {
            let names = self.assignees.iter().map(|a| match a {
                Assignee::Nobody => String::new(),
                Assignee::Staff(id) => id.as_str().to_owned(),
            });
            filter.and_in("assignee", names);
        }
        if !self.properties.is_empty() {
            filter.and_in(
                "property",
                self.properties.iter().map(|p| p.as_str().to_owned()),
            );
        }
        if self.unread_only {
            filter.and("unread > 0");
        }
        if self.waiting_only {
            filter.and("waiting_since > 0");
        }
        filter
    }

    /// The indexes that have every row of the list in its order, each with what its rows have in common.
    fn indexes(&self) -> Vec<Index> {
        let with = |name, common: &str| Index {
            name,
            common: common.to_owned(),
            value: None,
        };
        let of = |name, column: &str, value: &str| Index {
            name,
            common: format!("{column} = ?"),
            value: Some(value.to_owned()),
        };
        let mut all = vec![with("conversation_list", "1")];
        if self.waiting_only {
            all.push(with("conversation_waiting", "waiting_since > 0"));
        }
        if self.unread_only {
            all.push(with("conversation_unread", "unread > 0"));
        }
        match &self.statuses {
            Statuses::Of(some) if !some.iter().all(ConversationStatus::is_open) => {}
            Statuses::Any => {}
            Statuses::Open | Statuses::Of(_) => all.push(with("conversation_open", OPEN)),
        }
        if let Statuses::Of(some) = &self.statuses
            && let [only] = some.as_slice()
        {
            all.push(of("conversation_status", "status", only.as_str()));
        }
        match self.assignees.as_slice() {
            [Assignee::Nobody] => all.push(of("conversation_assignee", "assignee", "")),
            [Assignee::Staff(id)] => {
                all.push(of("conversation_assignee", "assignee", id.as_str()));
            }
            _ => {}
        }
        if let [only] = self.channels.as_slice() {
            all.push(of("conversation_channel", "channel", only.as_str()));
        }
        all
    }

    /// The lists that stand one after the other: only *waiting longest* has two, and only its first, short one is sorted.
    pub(super) fn parts(&self) -> Vec<Part> {
        let part = |filter: &Self, more: Option<&str>, order: &'static str| {
            let mut condition = filter.condition();
            if let Some(more) = more {
                condition.and(more);
            }
            Part {
                condition,
                indexes: filter.indexes(),
                order,
            }
        };
        match self.order {
            Order::Newest => vec![part(self, None, "last_at DESC, id DESC")],
            Order::Oldest => vec![part(self, None, "last_at, id")],
            Order::WaitingLongest => {
                let waiting = Self {
                    waiting_only: true,
                    ..self.clone()
                };
                let first = part(&waiting, None, "waiting_since, id");
                if self.waiting_only {
                    return vec![first];
                }
                let rest = part(self, Some("waiting_since = 0"), "last_at DESC, id DESC");
                vec![first, rest]
            }
        }
    }
}

/// What the rows of `conversation_open` have in common, in the words of the index.
const OPEN: &str = "status <> 'RESOLVED' AND status <> 'EXPIRED'";

/// An index that answers a list.
pub(super) struct Index {
    name: &'static str,
    common: String,
    value: Option<String>,
}

/// A list that stands before another one, or alone.
pub(super) struct Part {
    pub(super) condition: Where,
    indexes: Vec<Index>,
    order: &'static str,
}

impl Part {
    /// The ids of the list out of an index.
    pub(super) fn sql(&self, index: &Index) -> String {
        let mut words = Where {
            sql: self.condition.sql.clone(),
            values: Vec::new(),
        };
        // Only in its own words does SQLite know a partial index again.
        if index.common == OPEN {
            words.and(OPEN);
        }
        format!(
            "SELECT id FROM conversation INDEXED BY {}{} ORDER BY {} LIMIT ? OFFSET ?",
            index.name, words.sql, self.order
        )
    }

    /// How many rows the list has, and the index with the fewest rows, so that the fewest are walked that fit nothing.
    pub(super) fn choose(&self, conn: &Connection) -> Result<(i64, &Index)> {
        let mut sql = format!(
            "SELECT (SELECT coalesce(sum(n), 0) FROM tally{})",
            self.condition.sql
        );
        let mut values = self.condition.values.clone();
        for index in &self.indexes {
            sql.push_str(&format!(
                ", (SELECT coalesce(sum(n), 0) FROM tally WHERE {})",
                index.common
            ));
            values.extend(index.value.clone().map(Value::Text));
        }
        let mut statement = conn.prepare_cached(&sql)?;
        let (count, rows) = statement.query_row(params_from_iter(&values), |row| {
            let rows: rusqlite::Result<Vec<i64>> =
                (1..=self.indexes.len()).map(|at| row.get(at)).collect();
            Ok((row.get(0)?, rows?))
        })?;
        let best = self.indexes.iter().zip(rows).min_by_key(|(_, rows)| *rows);
        match best {
            Some((index, _)) => Ok((count, index)),
            // Never: the list's own index is always one of them.
            None => Err(Error::NotFound),
        }
    }
}
