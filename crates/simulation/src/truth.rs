//! What the relay has, what a desk has of it, and how the two differ, record by record (R4).

use crate::desk_host::DeskHost;
use anyhow::{Context, Result};
use cache::{Cache, CacheKey, KeptRecord};
use domain::message::Message;
use domain::record::{Kind, Scope};
use domain::staff::Staff;
use std::collections::{BTreeMap, BTreeSet};
use store::model::Record;

/// The relay's truth.
pub(crate) struct Truth {
    pub(crate) records: Vec<Record>,
    pub(crate) staff: BTreeMap<String, Staff>,
}

/// A record as it is compared: kind, id → scope, seq, body.
pub(crate) type Rows = BTreeMap<(String, String), (String, i64, String)>;

impl Truth {
    pub(crate) fn of<T: serde::de::DeserializeOwned>(
        &self,
        kind: &Kind,
    ) -> impl Iterator<Item = (&Record, T)> {
        let kind = kind.clone();
        self.records
            .iter()
            .filter(move |it| it.kind == kind && !it.deleted)
            .filter_map(|it| Some((it, serde_json::from_str(&it.body).ok()?)))
    }

    pub(crate) fn messages(&self) -> impl Iterator<Item = (&Record, Message)> {
        self.of(&Kind::Message)
    }

    /// What somebody with these scopes sees.
    pub(crate) fn rows(&self, scopes: &BTreeSet<Scope>) -> Rows {
        let seen = self
            .records
            .iter()
            .filter(|it| !it.deleted && scopes.contains(&it.scope));
        seen.map(|it| {
            let seq = i64::try_from(it.seq).unwrap_or(i64::MAX);
            let key = (it.kind.to_string(), it.id.to_string());
            (key, (it.scope.to_string(), seq, it.body.clone()))
        })
        .collect()
    }
}

/// What a desk's cache holds of the relay's records.
pub(crate) fn rows(desk: &DeskHost) -> Result<Rows> {
    let secrets = desk.computer.secrets();
    let (name, key) = secrets
        .iter()
        .find_map(|(name, key)| Some((name.strip_prefix("cache-key:")?, key)))
        .context("no key of a cache")?;
    let key: [u8; 32] = key.as_slice().try_into()?;
    let path = desk.computer.folder.join(format!("{name}.cache"));
    let cache = Cache::open(&path, &CacheKey::new(key))?;
    let kept: Vec<KeptRecord> = cache.read(|reader| reader.records().kept())?;
    Ok(kept
        .into_iter()
        .map(|it| {
            let key = (it.kind.to_string(), it.id.to_string());
            (key, (it.scope.to_string(), it.seq, it.base))
        })
        .collect())
}

pub(crate) fn differences(whose: &str, is: &Rows, want: &Rows) -> Vec<String> {
    let mut all = Vec::new();
    for (key, row) in want {
        match is.get(key) {
            None => all.push(format!("{whose} lacks {key:?} of {} {}", row.0, row.1)),
            Some(there) if there != row => {
                all.push(format!("{whose} has {key:?} as {there:?} and not {row:?}"));
            }
            Some(_) => {}
        }
    }
    for (key, row) in is {
        if !want.contains_key(key) {
            all.push(format!("{whose} still has {key:?} of {}", row.0));
        }
    }
    all
}
