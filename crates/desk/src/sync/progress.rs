//! How far the walk over history is, and whether what is here is all there is.

use cache::MetaKey;
use domain::record::Kind;
use domain::time::UnixMillis;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// In the order in which people miss them.
const LANES: [Kind; 11] = [
    Kind::Property,
    Kind::Staff,
    Kind::Connection,
    Kind::CannedResponse,
    Kind::Label,
    Kind::Template,
    Kind::DeadLetter,
    Kind::Conversation,
    Kind::Message,
    Kind::Contact,
    Kind::Reservation,
];

/// How far one lane is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Lane {
    /// Continue before this.
    #[serde(default)]
    pub(super) before: Option<String>,
    #[serde(default)]
    done: bool,
    /// `at` of the oldest row fetched.
    #[serde(default)]
    back_to: Option<UnixMillis>,
}

/// Kept in the cache under [`MetaKey::History`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Progress {
    #[serde(default)]
    lanes: BTreeMap<String, Lane>,
    /// Tombstones were dropped after the last lane ended.
    #[serde(default)]
    pub(super) swept: bool,
    /// All was here once, and some of it may be missing or too much (a restored relay, a scope erased): until checksums agree again.
    #[serde(default)]
    pub(super) unsure: bool,
}

impl Progress {
    /// The lane to walk next.
    pub(super) fn next(&self) -> Option<Kind> {
        LANES.into_iter().find(|kind| !self.lane(kind).done)
    }

    pub(super) fn lane(&self, kind: &Kind) -> Lane {
        self.lanes.get(kind.as_str()).cloned().unwrap_or_default()
    }

    /// How far back messages are complete at `now`; `None` if all are here.
    pub(super) fn messages_back_to(&self, now: UnixMillis) -> Option<UnixMillis> {
        let lane = self.lane(&Kind::Message);
        if self.unsure {
            Some(now)
        } else if lane.done && lane.before.is_none() {
            None
        } else {
            Some(lane.back_to.unwrap_or(now))
        }
    }

    fn has_every_message(&self) -> bool {
        let lane = self.lane(&Kind::Message);
        lane.done && lane.before.is_none()
    }

    /// Messages from before `floor` have left this computer.
    pub(super) fn ends_at(&mut self, floor: UnixMillis) {
        let lane = self
            .lanes
            .entry(Kind::Message.as_str().to_owned())
            .or_default();
        lane.before = Some(format!("{}.-", floor.0));
        lane.back_to = Some(floor);
    }

    /// Notes a page of `kind` whose oldest row is of `oldest`; the lane ends with its last page, or at `floor`.
    pub(super) fn note(
        &mut self,
        kind: &Kind,
        before: Option<String>,
        oldest: Option<UnixMillis>,
        floor: UnixMillis,
    ) {
        let lane = self.lanes.entry(kind.as_str().to_owned()).or_default();
        lane.back_to = oldest.or(lane.back_to);
        let far_enough = *kind == Kind::Message && lane.back_to.is_some_and(|at| at < floor);
        lane.done = before.is_none() || far_enough;
        lane.before = before;
    }
}

/// As it is kept.
pub(super) fn of(reader: &cache::Reader<'_>) -> cache::Result<Progress> {
    Ok(reader.meta().get(MetaKey::History)?.unwrap_or_default())
}

/// Whether the walk over `kind` has ended.
pub(super) fn is_walked(reader: &cache::Reader<'_>, kind: &Kind) -> cache::Result<bool> {
    Ok(of(reader)?.lane(kind).done)
}

/// Whether the rows of `kind` are all here.
pub(crate) fn is_complete(reader: &cache::Reader<'_>, kind: &Kind) -> cache::Result<bool> {
    let progress = of(reader)?;
    Ok(progress.lane(kind).done && !progress.unsure)
}

/// Whether no message exists that is not here; false where the walk ended at the floor.
pub(super) fn has_every_message(reader: &cache::Reader<'_>) -> cache::Result<bool> {
    Ok(of(reader)?.has_every_message())
}

/// Whether the walk has ended, so that checksums can be compared.
pub(super) fn is_comparable(reader: &cache::Reader<'_>) -> cache::Result<bool> {
    Ok(of(reader)?.next().is_none())
}

/// Checksums agree: what is here is all there is. True if it was in doubt.
pub(super) fn is_sure(writer: &cache::Writer<'_>) -> cache::Result<bool> {
    let mut progress = of(writer)?;
    let doubted = std::mem::take(&mut progress.unsure);
    if doubted {
        writer.meta_mut().set(MetaKey::History, &progress)?;
    }
    Ok(doubted)
}

/// Rows may be missing or too much. Where everything was here, checksums tell which scopes to read again; elsewhere the walk begins
/// anew. True if checksums will tell.
pub(super) fn doubt(writer: &cache::Writer<'_>) -> cache::Result<bool> {
    let mut progress = of(writer)?;
    let comparable = progress.next().is_none() && progress.has_every_message();
    if comparable {
        progress.unsure = true;
        writer.meta_mut().set(MetaKey::History, &progress)?;
    } else {
        writer.meta_mut().remove(MetaKey::History)?;
    }
    Ok(comparable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_are_walked_in_order_and_messages_end_at_the_floor() {
        let mut progress = Progress::default();
        assert_eq!(progress.next(), Some(Kind::Property));
        assert_eq!(
            progress.messages_back_to(UnixMillis(900)),
            Some(UnixMillis(900))
        );
        for kind in LANES.iter().filter(|kind| **kind != Kind::Message) {
            progress.note(kind, None, None, UnixMillis(0));
        }
        assert_eq!(progress.next(), Some(Kind::Message));
        progress.note(
            &Kind::Message,
            Some("b".to_owned()),
            Some(UnixMillis(500)),
            UnixMillis(100),
        );
        assert_eq!(
            progress.messages_back_to(UnixMillis(900)),
            Some(UnixMillis(500))
        );
        assert!(progress.next().is_some());
        progress.note(
            &Kind::Message,
            Some("c".to_owned()),
            Some(UnixMillis(90)),
            UnixMillis(100),
        );
        assert!(progress.next().is_none());
        // Older ones are at the relay, and the window goes on saying so.
        assert_eq!(
            progress.messages_back_to(UnixMillis(900)),
            Some(UnixMillis(90))
        );
        assert!(!progress.has_every_message());
        progress.note(&Kind::Message, None, None, UnixMillis(100));
        assert_eq!(progress.messages_back_to(UnixMillis(900)), None);
    }
}
