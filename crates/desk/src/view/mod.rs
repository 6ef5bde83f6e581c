//! What the window reads: from disk, in one snapshot each, with pending commands already applied.

pub(crate) mod begin;
mod brief;
pub(crate) mod canned;
pub(crate) mod guest;
pub(crate) mod house;
pub(crate) mod list;
pub(crate) mod outbox;
pub(crate) mod person;
pub(crate) mod search;
pub(crate) mod template;
pub(crate) mod thread;

use crate::api::inbox::StaffRef;
use crate::files::Files;
use crate::session::Session;
use cache::Reader;
use domain::access::Role;
use domain::contact::Contact;
use domain::conversation::Conversation;
use domain::id::StaffId;
use domain::staff::Staff;
use domain::time::UnixMillis;
use std::collections::BTreeMap;

/// One snapshot with what every view needs: who I am and who the others are.
pub(crate) struct View<'r, 'c> {
    pub(crate) reader: &'r Reader<'c>,
    pub(crate) me: &'r StaffId,
    pub(crate) role: Role,
    pub(crate) now: UnixMillis,
    pub(crate) files: &'r Files,
    staff: BTreeMap<StaffId, Staff>,
}

impl<'r, 'c> View<'r, 'c> {
    pub(crate) fn new(session: &'r Session, reader: &'r Reader<'c>) -> cache::Result<Self> {
        let staff: BTreeMap<StaffId, Staff> = reader
            .all::<Staff>()?
            .into_iter()
            .map(|row| (row.id, row.body))
            .collect();
        let role = session.staff(reader)?.role;
        Ok(Self {
            reader,
            me: &session.me,
            role,
            now: session.relay_now(),
            files: &session.files,
            staff,
        })
    }

    /// A colleague by name; one that is not here yet keeps the id.
    pub(crate) fn staff_ref(&self, id: &StaffId) -> StaffRef {
        match self.staff.get(id) {
            Some(staff) => staff_ref(id, staff),
            None => StaffRef {
                id: id.to_string(),
                name: String::new(),
                initials: String::new(),
                presence: "offline".to_owned(),
            },
        }
    }

    /// Active colleagues by name.
    pub(crate) fn colleagues(&self) -> Vec<StaffRef> {
        let mut all: Vec<StaffRef> = self
            .staff
            .iter()
            .filter(|(_, staff)| staff.active)
            .map(|(id, staff)| staff_ref(id, staff))
            .collect();
        all.sort_by(|a, b| (a.name.to_lowercase(), &a.id).cmp(&(b.name.to_lowercase(), &b.id)));
        all
    }

    pub(crate) fn my_name(&self) -> Option<&str> {
        self.staff.get(self.me).map(|staff| staff.name.as_str())
    }
}

fn staff_ref(id: &StaffId, staff: &Staff) -> StaffRef {
    StaffRef {
        id: id.to_string(),
        name: staff.name.clone(),
        initials: staff.initials(),
        presence: staff.presence.as_str().to_owned(),
    }
}

/// The guest's name as this person may know it: the card's, else the contact's (a number, an address) where the role has it, else
/// nothing, and the window has a word for that.
pub(crate) fn guest_name(reader: &Reader<'_>, body: &Conversation) -> cache::Result<String> {
    if !body.card.name.is_empty() {
        return Ok(body.card.name.clone());
    }
    let contact = reader.get::<Contact>(&body.contact)?;
    Ok(contact.map(|row| row.body.name).unwrap_or_default())
}

/// The first `count` characters.
pub(crate) fn beginning(text: &str, count: usize) -> String {
    text.chars().take(count).collect()
}

pub(crate) fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
