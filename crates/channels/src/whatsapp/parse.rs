//! A POST's body to events. One message that cannot be read never costs the others.

use super::content::{Body, body, kind};
use super::guest::{Guests, identity};
use super::{status, system};
use crate::json::{MAX_TEXT, Node, elements, read};
use crate::meta::{BrokenBody, Change, changes};
use domain::contact::Identity;
use domain::inbound::{Context, InboundEvent};
use domain::time::{DAY, UnixMillis};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The events of one receiving number, in the order in which they came.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// `entry[].id`: the WABA id; empty if absent.
    pub account: String,
    /// `metadata.phone_number_id`; absent for account-level fields, which go by `account`.
    pub phone_number_id: Option<String>,
    /// What happened.
    pub events: Vec<InboundEvent>,
}

/// Why something was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemReason {
    /// `object` is not `whatsapp_business_account`.
    UnknownObject,
    /// An account-level field that this version does nothing with (template status, quality, …). Nothing of a guest is lost.
    UnhandledField,
    /// A field with things of guests that this version does nothing with (calls, a coexistence number's history).
    UnhandledGuestField,
    /// Not the shape of the table.
    UnknownShape,
    /// A message or status without id.
    NoId,
    /// A message without any identifier of its sender.
    NoSender,
    /// A status of no known name.
    UnknownStatus,
}

impl ProblemReason {
    /// Whether something of a guest may be lost: then it is a dead letter. Otherwise counting it is enough.
    #[must_use]
    pub fn is_loss(self) -> bool {
        self != Self::UnhandledField
    }
}

/// Something that was not understood. Holds no guest text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Why.
    pub reason: ProblemReason,
    /// Where, e.g. `entry[0].changes[2].value.messages[7]`.
    pub place: String,
    /// `changes[].field`.
    pub field: String,
    /// The receiving number, where known.
    pub phone_number_id: Option<String>,
}

/// What a body says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parsed {
    /// One for each receiving number, in order of first appearance.
    pub batches: Vec<Batch>,
    /// What was not understood.
    pub problems: Vec<Problem>,
}

/// Reads a body, or one part of it ([`crate::meta::ReceiverPart::body`]). `received_at` stands in for a timestamp that is missing
/// or absurd.
///
/// # Errors
/// [`BrokenBody`] if there is nothing to read at all. Anything less is a [`Problem`].
pub fn parse(part: &[u8], received_at: UnixMillis) -> Result<Parsed, BrokenBody> {
    let mut parsed = Parsed::default();
    let mut at = BTreeMap::new();
    for change in changes(part)? {
        let mut reader = Reader::new(&change, received_at);
        reader.read(&change);
        parsed.problems.append(&mut reader.problems);
        if reader.events.is_empty() {
            continue;
        }
        let key = (change.account.clone(), reader.phone_number_id.clone());
        let slot = *at.entry(key).or_insert_with(|| {
            parsed.batches.push(Batch {
                account: change.account.clone(),
                phone_number_id: reader.phone_number_id.clone(),
                events: Vec::new(),
            });
            parsed.batches.len() - 1
        });
        if let Some(batch) = parsed.batches.get_mut(slot) {
            batch.events.append(&mut reader.events);
        }
    }
    Ok(parsed)
}

#[derive(Deserialize, Default)]
struct Lists<'a> {
    #[serde(borrow, default)]
    metadata: Option<&'a RawValue>,
    #[serde(borrow, default)]
    contacts: Option<&'a RawValue>,
    #[serde(borrow, default)]
    messages: Option<&'a RawValue>,
    #[serde(borrow, default)]
    statuses: Option<&'a RawValue>,
    #[serde(borrow, default)]
    errors: Option<&'a RawValue>,
    #[serde(borrow, default)]
    message_echoes: Option<&'a RawValue>,
}

/// Reads one change.
struct Reader {
    place: String,
    field: String,
    phone_number_id: Option<String>,
    received_at: UnixMillis,
    guests: Guests,
    events: Vec<InboundEvent>,
    problems: Vec<Problem>,
}

impl Reader {
    fn new(change: &Change<'_>, received_at: UnixMillis) -> Self {
        Self {
            place: format!("entry[{}].changes[{}]", change.entry_index, change.index),
            field: change.field.clone(),
            phone_number_id: None,
            received_at,
            guests: Guests::default(),
            events: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn problem(&mut self, reason: ProblemReason, inside: &str) {
        self.problems.push(Problem {
            reason,
            place: format!("{}{inside}", self.place),
            field: self.field.clone(),
            phone_number_id: self.phone_number_id.clone(),
        });
    }

    fn read(&mut self, change: &Change<'_>) {
        if change.object != "whatsapp_business_account" {
            return self.problem(ProblemReason::UnknownObject, "");
        }
        let lists = change
            .value
            .map(|raw| serde_json::from_str::<Lists<'_>>(raw.get()));
        let Some(Ok(lists)) = lists else {
            return self.problem(ProblemReason::UnknownShape, ".value");
        };
        self.phone_number_id = lists
            .metadata
            .and_then(|raw| read(raw.get()))
            .and_then(|metadata| Node::new(&metadata).get("phone_number_id").id());
        for contact in elements(lists.contacts).unwrap_or_default() {
            if let Some(value) = read(contact.get()) {
                self.guests.add(Node::new(&value));
            }
        }
        match change.field.as_str() {
            "messages" => {
                let messages = self.list(lists.messages, "messages", Self::message);
                let statuses = self.list(lists.statuses, "statuses", Self::status);
                // Errors beside a message belong to it; alone they are the account's.
                let errors = match messages {
                    0 => self.list(lists.errors, "errors", Self::account),
                    _ => 0,
                };
                self.not_empty(messages + statuses + errors);
            }
            "smb_message_echoes" => {
                let echoes = self.list(lists.message_echoes, "message_echoes", Self::echo);
                self.not_empty(echoes);
            }
            "calls" | "history" => self.problem(ProblemReason::UnhandledGuestField, ""),
            _ => self.problem(ProblemReason::UnhandledField, ""),
        }
    }

    /// A value with nothing in it that is known may hold something that is not.
    fn not_empty(&mut self, items: usize) {
        if items == 0 && self.problems.is_empty() {
            self.problem(ProblemReason::UnknownShape, ".value");
        }
    }

    /// Reads each element of a list, and says how many there were.
    fn list(
        &mut self,
        raw: Option<&RawValue>,
        name: &str,
        one: fn(&mut Self, Node<'_>) -> Result<(), ProblemReason>,
    ) -> usize {
        let Some(items) = elements(raw) else {
            self.problem(ProblemReason::UnknownShape, &format!(".value.{name}"));
            return 0;
        };
        for (index, item) in items.iter().enumerate() {
            let value = read(item.get()).or_else(|| bare(item.get()));
            let outcome = match &value {
                Some(value) => one(self, Node::new(value)),
                None => Err(ProblemReason::UnknownShape),
            };
            if let Err(reason) = outcome {
                self.problem(reason, &format!(".value.{name}[{index}]"));
            }
        }
        items.len()
    }

    fn message(&mut self, message: Node<'_>) -> Result<(), ProblemReason> {
        let provider_id = message.get("id").id().ok_or(ProblemReason::NoId)?;
        let customer = message.get("system").get("customer").id();
        let ids = ["from", "from_user_id", "from_parent_user_id"].map(|key| message.get(key).id());
        let who = identity(ids).or_else(|| identity([customer]));
        let (from, profile_name) = self.guests.complete(who).ok_or(ProblemReason::NoSender)?;
        let at = self.time(message);
        if let Some(event) = about_another(message, &provider_id, &from, at) {
            self.events.push(event);
            return Ok(());
        }
        let Body {
            text,
            content,
            media,
        } = body(message);
        let context = message.get("context");
        let flags = ["forwarded", "frequently_forwarded"];
        self.events.push(InboundEvent::Message {
            provider_id,
            from,
            profile_name,
            at,
            text,
            content,
            media,
            context: context
                .get("id")
                .id()
                .map(|provider_id| Context { provider_id }),
            forwarded: flags.into_iter().any(|flag| context.get(flag).flag()),
            referral: ["headline", "body", "source_url"]
                .into_iter()
                .find_map(|key| message.get("referral").get(key).name()),
        });
        Ok(())
    }

    fn echo(&mut self, message: Node<'_>) -> Result<(), ProblemReason> {
        let provider_id = message.get("id").id().ok_or(ProblemReason::NoId)?;
        let ids = ["to", "to_user_id", "to_parent_user_id"].map(|key| message.get(key).id());
        let who = self
            .guests
            .complete(identity(ids))
            .ok_or(ProblemReason::NoSender)?;
        let (to, at) = (who.0, self.time(message));
        // A change of an echo concerns the guest it went to. A reaction by staff has no event of its own: it is shown as something that
        // happened on the phone.
        let event = match kind(message) {
            "edit" | "revoke" => about_another(message, &provider_id, &to, at),
            _ => None,
        };
        let event = event.unwrap_or_else(|| {
            let Body {
                text,
                content,
                media,
            } = body(message);
            InboundEvent::Echo {
                provider_id,
                to,
                at,
                text,
                content,
                media,
            }
        });
        self.events.push(event);
        Ok(())
    }

    fn status(&mut self, node: Node<'_>) -> Result<(), ProblemReason> {
        let at = self.time(node);
        self.events.extend(status::read(node, at)?);
        Ok(())
    }

    fn account(&mut self, node: Node<'_>) -> Result<(), ProblemReason> {
        self.events
            .push(status::account(node).ok_or(ProblemReason::UnknownShape)?);
        Ok(())
    }

    /// `timestamp`: seconds as a string or a number. Before 2009 (there was no WhatsApp) or more than a day ahead it is not believed.
    fn time(&self, node: Node<'_>) -> UnixMillis {
        const FIRST: UnixMillis = UnixMillis(1_230_768_000_000);
        node.get("timestamp")
            .integer()
            .map(UnixMillis::from_seconds)
            .filter(|at| *at >= FIRST && *at <= self.received_at.plus(DAY))
            .unwrap_or(self.received_at)
    }
}

/// Messages that say something about another message or about the guest.
fn about_another(
    message: Node<'_>,
    provider_id: &str,
    from: &Identity,
    at: UnixMillis,
) -> Option<InboundEvent> {
    let (provider_id_owned, from_owned) = (provider_id.to_owned(), from.clone());
    match kind(message) {
        "reaction" => {
            let reaction = message.get("reaction");
            Some(InboundEvent::Reaction {
                provider_id: provider_id_owned,
                from: from_owned,
                target: reaction.get("message_id").id()?,
                // Taken back: an empty string, or no key.
                emoji: reaction
                    .get("emoji")
                    .text(32)
                    .filter(|emoji| !emoji.is_empty()),
                at,
            })
        }
        "edit" => {
            let edit = message.get("edit");
            Some(InboundEvent::Edit {
                provider_id: provider_id_owned,
                from: from_owned,
                target: edit.get("original_message_id").id()?,
                text: new_text(edit.get("message"))?,
                at,
            })
        }
        "revoke" => Some(InboundEvent::Revoke {
            provider_id: provider_id_owned,
            from: from_owned,
            target: message.get("revoke").get("original_message_id").id()?,
            at,
        }),
        "system" => system::read(message.get("system"), provider_id, from, at),
        _ => None,
    }
}

/// The text of the message an edit carries: its body or its caption.
fn new_text(message: Node<'_>) -> Option<String> {
    if let Some(text) = message.get("text").get("body").text(MAX_TEXT) {
        return Some(text);
    }
    message.exists().then(|| body(message).text)
}

/// The head of a message that cannot be read as a whole (nested too deep, numbers out of range): enough to show that it came.
fn bare(raw: &str) -> Option<Value> {
    #[derive(Deserialize)]
    struct Head<'a> {
        #[serde(borrow, default)]
        id: Option<&'a RawValue>,
        #[serde(borrow, default)]
        from: Option<&'a RawValue>,
        #[serde(borrow, default)]
        from_user_id: Option<&'a RawValue>,
        #[serde(borrow, default)]
        timestamp: Option<&'a RawValue>,
        #[serde(borrow, default, rename = "type")]
        kind: Option<&'a RawValue>,
    }
    let head: Head<'_> = serde_json::from_str(raw).ok()?;
    let fields = [
        ("id", head.id),
        ("from", head.from),
        ("from_user_id", head.from_user_id),
        ("timestamp", head.timestamp),
        ("type", head.kind),
    ];
    let map: Map<String, Value> = fields
        .into_iter()
        .filter_map(|(key, field)| Some((key.to_owned(), read(field?.get())?)))
        .collect();
    Some(Value::Object(map))
}
