//! Which workspace gets which bytes of a POST.

use super::registry::Known;
use crate::engine::UNKNOWN_RECEIVER;
use channels::meta::{ReceiverPart, join, split};
use domain::id::WorkspaceId;
use domain::time::UnixMillis;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::model::NewEnvelope;

/// The envelopes of a POST whose signature was made with the secret of `signers` (at least one): one for each workspace
/// touched, and one for what names nobody of theirs.
///
/// A payload may only name assets of connections that share the secret it is signed with; anything else is a dead letter of
/// the signer, as is a body that cannot be read.
pub(super) fn envelopes(body: &[u8], signers: &[Arc<Known>], now: UnixMillis) -> Vec<NewEnvelope> {
    let Some(first) = signers.first() else {
        return Vec::new();
    };
    let Ok(parts) = split(body) else {
        return vec![stray(first, body.to_vec(), BTreeSet::new(), now)];
    };
    let mut theirs: BTreeMap<&WorkspaceId, Vec<&ReceiverPart>> = BTreeMap::new();
    let mut strays: BTreeMap<String, (&Known, Vec<&ReceiverPart>)> = BTreeMap::new();
    for part in &parts {
        match owner(part, signers) {
            Some(known) => theirs.entry(&known.workspace).or_default().push(part),
            None => {
                let near = same_account(part, signers).unwrap_or(first);
                let slot = strays.entry(near.id.to_string());
                slot.or_insert_with(|| (near, Vec::new())).1.push(part);
            }
        }
    }
    let whole = theirs.len() == 1 && strays.is_empty();
    let mut envelopes = Vec::new();
    for (workspace, parts) in theirs {
        let bytes = if whole {
            body.to_vec()
        } else {
            join(parts.iter().copied())
        };
        envelopes.push(NewEnvelope {
            workspace: workspace.clone(),
            channel: "whatsapp".to_owned(),
            receiver: one_receiver(&parts),
            body: bytes,
            guests: guests(&parts).into_iter().collect(),
            received_at: now,
        });
    }
    for (known, parts) in strays.into_values() {
        envelopes.push(stray(
            known,
            join(parts.iter().copied()),
            guests(&parts),
            now,
        ));
    }
    envelopes
}

/// The connection a part is for: by the receiving number, or by the account where the part names no number.
fn owner<'a>(part: &ReceiverPart, signers: &'a [Arc<Known>]) -> Option<&'a Known> {
    match &part.phone_number_id {
        Some(number) => signers
            .iter()
            .map(Arc::as_ref)
            .find(|known| known.address == *number),
        None => same_account(part, signers),
    }
}

fn same_account<'a>(part: &ReceiverPart, signers: &'a [Arc<Known>]) -> Option<&'a Known> {
    let same = |known: &&Known| known.account.as_deref() == Some(part.account.as_str());
    signers
        .iter()
        .map(Arc::as_ref)
        .find(same)
        .filter(|_| !part.account.is_empty())
}

fn one_receiver(parts: &[&ReceiverPart]) -> Option<String> {
    let numbers: BTreeSet<&String> = parts
        .iter()
        .filter_map(|part| part.phone_number_id.as_ref())
        .collect();
    match numbers.len() {
        1 => numbers.into_iter().next().cloned(),
        _ => None,
    }
}

fn guests(parts: &[&ReceiverPart]) -> BTreeSet<String> {
    parts
        .iter()
        .flat_map(|part| part.guests.iter().cloned())
        .collect()
}

fn stray(known: &Known, body: Vec<u8>, guests: BTreeSet<String>, now: UnixMillis) -> NewEnvelope {
    NewEnvelope {
        workspace: known.workspace.clone(),
        channel: "whatsapp".to_owned(),
        receiver: Some(format!("{UNKNOWN_RECEIVER}{}", known.id)),
        body,
        guests: guests.into_iter().collect(),
        received_at: now,
    }
}
