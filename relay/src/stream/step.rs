//! What one reading of the feed becomes: pure.

use domain::record::Scope;
use std::collections::BTreeSet;
use store::model::{Feed, Record};

/// What to send after a reading, and what is true then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    /// The records of the batch.
    pub(super) records: Vec<Record>,
    /// The batch covers up to here.
    pub(super) to: u64,
    /// After the batch, these are the scopes.
    pub(super) scopes: Option<BTreeSet<Scope>>,
    /// More is to be read at once.
    pub(super) again: bool,
}

/// Cuts `feed`, read above `from` with the scopes `held`, where the person's own record changed them (`current` as of the number
/// `changed`): a batch ends where permissions change (DESIGN_SYNC, Stream).
///
/// Of the part before the cut only what is seen with both sets is sent: what was lost must not be sent any more, what was
/// gained is walked by the desk.
pub(super) fn step(
    feed: Feed,
    from: u64,
    held: &BTreeSet<Scope>,
    current: BTreeSet<Scope>,
    changed: u64,
) -> Step {
    if *held == current {
        return Step {
            records: feed.records,
            to: feed.to,
            scopes: None,
            again: feed.more,
        };
    }
    let cut = changed.saturating_sub(1).max(from);
    let both = |record: &Record| record.seq <= cut && current.contains(&record.scope);
    let records: Vec<Record> = feed.records.into_iter().filter(both).collect();
    if feed.to < cut {
        // The change lies behind this page.
        return Step {
            records,
            to: feed.to,
            scopes: None,
            again: true,
        };
    }
    Step {
        records,
        to: cut,
        scopes: Some(current),
        again: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::RecordId;
    use domain::record::Kind;
    use domain::time::UnixMillis;

    fn record(seq: u64, scope: &str) -> Record {
        Record {
            kind: Kind::Message,
            id: RecordId::new(format!("m{seq}")).unwrap(),
            scope: Scope(scope.into()),
            parent: None,
            owner: None,
            state: None,
            at: UnixMillis(0),
            seq,
            deleted: false,
            body: "{}".into(),
        }
    }

    fn scopes(names: &[&str]) -> BTreeSet<Scope> {
        names.iter().map(|name| Scope((*name).into())).collect()
    }

    fn feed(records: Vec<Record>, to: u64, more: bool) -> Feed {
        Feed {
            records,
            to,
            more,
            term: "t".into(),
        }
    }

    /// DESIGN_SYNC, Stream: without a change of permissions the page is the batch.
    #[test]
    fn unchanged() {
        let held = scopes(&["a"]);
        let read = feed(vec![record(5, "a")], 6, true);
        let step = step(read.clone(), 4, &held, held.clone(), 2);
        assert_eq!(
            step,
            Step {
                records: read.records,
                to: 6,
                scopes: None,
                again: true
            }
        );
    }

    /// R10: a batch ends where permissions change, and nothing of a lost scope is in it.
    #[test]
    fn losing_a_scope() {
        let held = scopes(&["a", "b"]);
        let read = feed(
            vec![
                record(5, "a"),
                record(6, "b"),
                record(7, "a"),
                record(9, "a"),
            ],
            9,
            false,
        );
        let step = step(read, 4, &held, scopes(&["a"]), 8);
        assert_eq!(
            step.records.iter().map(|r| r.seq).collect::<Vec<_>>(),
            [5, 7]
        );
        assert_eq!((step.to, step.again), (7, true));
        assert_eq!(step.scopes, Some(scopes(&["a"])));
    }

    /// A change behind the page is reached page by page.
    #[test]
    fn behind_the_page() {
        let held = scopes(&["a"]);
        let step = step(
            feed(vec![record(5, "a")], 5, true),
            4,
            &held,
            scopes(&["a", "b"]),
            90,
        );
        assert_eq!((step.to, step.scopes, step.again), (5, None, true));
    }
}
