//! What both databases do alike with a page of the change feed.

use crate::model::{Feed, Record};
use domain::record::Scope;
use std::collections::BTreeSet;

/// Most records of a page before the last number is completed.
pub(crate) const LIMIT: usize = 5_000;

/// A page of what was read: records, and what left the scopes with the scope it is in now.
pub(crate) fn assemble(
    mut records: Vec<Record>,
    left: Vec<(Record, Option<Scope>)>,
    scopes: &BTreeSet<Scope>,
    (to, head): (u64, u64),
    term: String,
) -> Feed {
    // Somebody who sees the new scope gets the record itself; a tombstone would only race with it.
    records.extend(
        left.into_iter()
            .filter(|(_, now)| now.as_ref().is_none_or(|now| !scopes.contains(now)))
            .map(|(tombstone, _)| tombstone),
    );
    records.sort_by(|a, b| {
        (a.seq, &a.kind, &a.id)
            .cmp(&(b.seq, &b.kind, &b.id))
            .then_with(|| a.scope.cmp(&b.scope))
    });
    Feed {
        records,
        to,
        more: head > to,
        term,
    }
}
