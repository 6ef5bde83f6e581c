//! What to do with what the relay said: decided here, done elsewhere (DESIGN_SYNC, Stream).

use domain::record::Scope;
use std::collections::BTreeSet;

/// What a batch is to this desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BatchPlan {
    /// It begins where the desk stands: apply it, move on.
    Apply,
    /// Everything in it is here: only its time counts.
    Known,
    /// Something between is missing: fetch.
    Fetch,
}

/// A batch says "everything you may see in (from, to]". The desk stands at `cursor`. On one joined stream numbers of
/// different terms continue each other, so terms are not compared here.
pub(crate) fn batch(cursor: u64, from: u64, to: u64) -> BatchPlan {
    if to <= cursor {
        BatchPlan::Known
    } else if from <= cursor {
        BatchPlan::Apply
    } else {
        BatchPlan::Fetch
    }
}

/// What a change of permissions asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ScopePlan {
    /// No longer seen: erase, in index and file too.
    pub(crate) erase: Vec<Scope>,
    /// Newly seen: walk its history.
    pub(crate) walk: bool,
}

/// Compares what was seen with what is seen now. Before the first page there is nothing to compare.
pub(crate) fn scopes(before: Option<&[Scope]>, now: &[Scope]) -> ScopePlan {
    let Some(before) = before else {
        return ScopePlan::default();
    };
    let now: BTreeSet<&Scope> = now.iter().collect();
    let known: BTreeSet<&Scope> = before.iter().collect();
    ScopePlan {
        erase: known
            .difference(&now)
            .map(|scope| (*scope).clone())
            .collect(),
        walk: now.difference(&known).next().is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The interval rule: from ≤ cursor < to applies, later is fetched, older is known.
    #[test]
    fn a_batch_is_applied_only_where_it_continues() {
        assert_eq!(batch(5, 5, 7), BatchPlan::Apply);
        assert_eq!(batch(5, 3, 7), BatchPlan::Apply);
        assert_eq!(batch(5, 6, 7), BatchPlan::Fetch);
        assert_eq!(batch(5, 3, 5), BatchPlan::Known);
        assert_eq!(batch(5, 5, 5), BatchPlan::Known);
        assert_eq!(batch(5, 1, 2), BatchPlan::Known);
    }

    #[test]
    fn lost_scopes_are_erased_and_new_ones_walked() {
        let scope = |text: &str| Scope(text.to_owned());
        let before = [scope("house"), scope("p/inbox"), scope("p/guests")];
        assert_eq!(scopes(None, &before), ScopePlan::default());
        assert_eq!(scopes(Some(&before), &before), ScopePlan::default());
        let less = scopes(Some(&before), &before[..2]);
        assert_eq!(
            less,
            ScopePlan {
                erase: vec![scope("p/guests")],
                walk: false
            }
        );
        let more = scopes(Some(&before[..2]), &before);
        assert_eq!(
            more,
            ScopePlan {
                erase: vec![],
                walk: true
            }
        );
    }
}
