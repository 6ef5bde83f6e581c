//! Who asks, and whether they may: the one place for it.
//!
//! [`authorise`] decides for every route and stream topic. Commands are decided by the engine under the hotel's lock, where a role
//! cannot change any more while the decision is made. Both ask `domain::access`, the only place that says what a role holds.

pub mod codes;
pub mod network;
pub mod password;
pub mod person;
pub mod tries;

pub use person::{Person, Unknown, identify};

use domain::access::{Permission, may};
use domain::record::Scope;

/// What a route needs; every route of the API has one (R9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Nothing: signing in, health, what the relay is.
    Public,
    /// This machine, or anybody where the settings say so.
    Machine,
    /// A signed-in device of an active or inactive person: what they get is decided by their scopes, which are none for an
    /// inactive one. So a desk learns that it must forget.
    Device,
    /// A signed-in device of an active person.
    Staff,
    /// An active person whose role holds this.
    Holds(Permission),
    /// A provider's server, known by the signature over its bytes or by the verify token. Beside the API: the route itself checks.
    Provider,
    /// A guest's browser, known by its own token where something is a guest's. Beside the API: the route itself checks.
    Visitor,
}

/// Something that is asked for.
#[derive(Debug, Clone, Copy)]
pub enum Asked<'a> {
    /// A route of the API.
    Route(Access),
    /// To see what stands in a scope, in an answer or on the stream.
    Topic(&'a Scope),
    /// Something on another person's devices.
    DevicesOf(&'a domain::id::StaffId),
}

/// No.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Sign in first.
    #[error("not signed in")]
    SignIn,
    /// Signed in, but may not.
    #[error("not allowed")]
    Forbidden,
}

/// The one authorisation function.
///
/// # Errors
/// [`Denied`] with the reason.
pub fn authorise(person: Option<&Person>, asked: Asked<'_>) -> Result<(), Denied> {
    if let Asked::Route(Access::Public | Access::Machine) = asked {
        // `Machine` is decided by the address, which the route's layer knows.
        return Ok(());
    }
    let person = person.ok_or(Denied::SignIn)?;
    let allowed = match asked {
        Asked::Route(Access::Public | Access::Machine | Access::Device) => true,
        Asked::Route(Access::Staff) => person.staff.active,
        Asked::Route(Access::Holds(permission)) => holds(person, permission),
        // Never a colleague's.
        Asked::Route(Access::Provider | Access::Visitor) => false,
        Asked::Topic(scope) => person.scopes.contains(scope),
        Asked::DevicesOf(staff) => {
            (person.staff.active && *staff == person.id) || holds(person, Permission::ManageStaff)
        }
    };
    if allowed {
        Ok(())
    } else {
        Err(Denied::Forbidden)
    }
}

fn holds(person: &Person, permission: Permission) -> bool {
    person.staff.active && may(&person.staff.role, permission)
}
