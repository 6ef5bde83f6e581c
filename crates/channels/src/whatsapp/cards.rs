//! People's cards in a `contacts` message: structured fields, and a vCard where those are missing (contact-request replies).

use crate::json::{MAX_NAME, MAX_TEXT, Node, clean};
use domain::message::ContactCard;

/// Cards beyond this many are cut.
const MAX_CARDS: usize = 100;
/// Numbers or addresses of one card beyond this many are cut.
const MAX_LINES: usize = 20;

/// The cards, or `None` if there is not one.
pub(crate) fn read(list: Node<'_>) -> Option<Vec<ContactCard>> {
    let cards: Vec<_> = list.items().take(MAX_CARDS).map(card).collect();
    (!cards.is_empty()).then_some(cards)
}

fn card(node: Node<'_>) -> ContactCard {
    let name = node.get("name");
    let full = name.get("formatted_name").name().or_else(|| {
        let parts = ["first_name", "middle_name", "last_name"].map(|key| name.get(key).name());
        let joined = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        (!joined.is_empty()).then_some(joined)
    });
    let lines = |key: &str, fields: [&str; 2]| -> Vec<String> {
        let read = |item: Node<'_>| fields.iter().find_map(|field| item.get(field).name());
        node.get(key)
            .items()
            .take(MAX_LINES)
            .filter_map(read)
            .collect()
    };
    let mut card = ContactCard {
        name: full.unwrap_or_default(),
        phones: lines("phones", ["phone", "wa_id"]),
        emails: lines("emails", ["email", "address"]),
    };
    if let Some(text) = node.get("vcard").text(MAX_TEXT) {
        fill_from_vcard(&mut card, &text);
    }
    card
}

/// Takes FN, TEL and EMAIL lines for what the structured fields left empty.
fn fill_from_vcard(card: &mut ContactCard, vcard: &str) {
    let (mut phones, mut emails) = (Vec::new(), Vec::new());
    for line in vcard.lines() {
        let Some((label, value)) = line.split_once(':') else {
            continue;
        };
        let value = clean(value.trim().trim_start_matches("tel:"), MAX_NAME);
        // `item1.TEL;type=CELL;waid=351…:+351 …`
        let label = label.split(';').next().unwrap_or_default();
        let label = label.rsplit('.').next().unwrap_or_default();
        match label.to_ascii_uppercase().as_str() {
            _ if value.is_empty() => {}
            "FN" if card.name.is_empty() => card.name = value,
            "TEL" if phones.len() < MAX_LINES => phones.push(value),
            "EMAIL" if emails.len() < MAX_LINES => emails.push(value),
            _ => {}
        }
    }
    if card.phones.is_empty() {
        card.phones = phones;
    }
    if card.emails.is_empty() {
        card.emails = emails;
    }
}
