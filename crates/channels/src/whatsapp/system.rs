//! System messages: the guest's number, user id or phone changed. They come without `contacts[]`.

use super::guest::identity;
use crate::json::Node;
use domain::contact::Identity;
use domain::inbound::InboundEvent;
use domain::time::UnixMillis;

/// The change, or `None` if it is a kind this version does not know.
pub(crate) fn read(
    system: Node<'_>,
    provider_id: &str,
    from: &Identity,
    at: UnixMillis,
) -> Option<InboundEvent> {
    let number = || {
        system
            .get("wa_id")
            .id()
            .or_else(|| system.get("new_wa_id").id())
    };
    let user = || system.get("user_id").id();
    let to = match system.get("type").str()? {
        // `customer_changed_number` is the older name.
        "user_changed_number" | "customer_changed_number" => Some(identity([number(), user()])?),
        "user_changed_user_id" => Some(identity([user(), number()])?),
        "customer_identity_changed" => None,
        _ => return None,
    };
    Some(InboundEvent::IdentityChange {
        provider_id: provider_id.to_owned(),
        from: from.clone(),
        to,
        at,
    })
}
