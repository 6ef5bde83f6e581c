//! The one place that says what a role may see and do.
//!
//! Every route, stream topic and command asks [`may`] or [`scopes`]; nothing else decides.

use crate::id::StaffId;
use crate::record::Scope;
use crate::staff::Staff;
use std::collections::BTreeSet;

crate::open_enum! {
    /// A set of permissions with a name.
    Role {
        /// Everything.
        Owner = "owner",
        /// Everything but owning: staff, connections, messaging:manage.
        Manager = "manager",
        /// Conversations, contacts, stays.
        Agent = "agent",
        /// Conversations only: no contact, no stay reaches the desk.
        Housekeeping = "housekeeping",
    }
}

/// Something a role may or may not do (SPEC L).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permission {
    /// See conversations and write internal notes.
    ViewConversations,
    /// Write to guests; claim, take over, resolve, reopen, hand back.
    Reply,
    /// `messaging:manage`: assign or transfer to a colleague (SPEC 158, 260).
    ManageMessaging,
    /// See contacts (SPEC 256).
    ViewContacts,
    /// Create and edit contacts, the bot switch.
    EditContacts,
    /// Delete, erase, merge contacts (SPEC 258).
    DeleteContacts,
    /// See stays.
    ViewStays,
    /// Create reservations.
    EditStays,
    /// Canned responses, settings of the inbox.
    ManageSettings,
    /// Connections, dead letters.
    ManageConnections,
    /// Staff, roles, other people's devices.
    ManageStaff,
}

impl Permission {
    /// All of them, in order of declaration.
    pub const ALL: &'static [Self] = &[
        Self::ViewConversations,
        Self::Reply,
        Self::ManageMessaging,
        Self::ViewContacts,
        Self::EditContacts,
        Self::DeleteContacts,
        Self::ViewStays,
        Self::EditStays,
        Self::ManageSettings,
        Self::ManageConnections,
        Self::ManageStaff,
    ];

    /// Its name on the wire and in the window.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ViewConversations => "conversations:view",
            Self::Reply => "conversations:reply",
            Self::ManageMessaging => "messaging:manage",
            Self::ViewContacts => "contacts:view",
            Self::EditContacts => "contacts:edit",
            Self::DeleteContacts => "contacts:delete",
            Self::ViewStays => "stays:view",
            Self::EditStays => "stays:edit",
            Self::ManageSettings => "settings:manage",
            Self::ManageConnections => "connections:manage",
            Self::ManageStaff => "staff:manage",
        }
    }
}

/// Whether `role` holds `permission`. An unknown role holds nothing.
#[must_use]
pub fn may(role: &Role, permission: Permission) -> bool {
    use Permission as P;
    match role {
        Role::Owner | Role::Manager => true,
        Role::Agent => matches!(
            permission,
            P::ViewConversations
                | P::Reply
                | P::ViewContacts
                | P::EditContacts
                | P::ViewStays
                | P::EditStays
        ),
        Role::Housekeeping => matches!(permission, P::ViewConversations | P::Reply),
        Role::Other(_) => false,
    }
}

/// The scopes a person sees, from their role and properties alone. An inactive person sees nothing.
#[must_use]
pub fn scopes(id: &StaffId, staff: &Staff) -> BTreeSet<Scope> {
    let mut set = BTreeSet::new();
    if !staff.active {
        return set;
    }
    set.insert(Scope::house());
    set.insert(Scope::personal(id));
    for property in &staff.properties {
        if may(&staff.role, Permission::ViewConversations) {
            set.insert(Scope::inbox(property));
        }
        if may(&staff.role, Permission::ViewContacts) {
            set.insert(Scope::guests(property));
        }
        if may(&staff.role, Permission::ViewStays) {
            set.insert(Scope::stays(property));
        }
        if may(&staff.role, Permission::ManageConnections) {
            set.insert(Scope::admin(property));
        }
    }
    set
}
