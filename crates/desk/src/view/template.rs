//! Templates that may be sent in a conversation, their blanks filled in from the guest and the stay (SPEC 195, 197, 200–202).

use super::guest::stay_of;
use super::{View, guest_name, small};
use crate::api::template::{TemplateBlank, TemplateChoice, TemplatePiece};
use domain::conversation::Conversation;
use domain::id::ConversationId;
use domain::reservation::Reservation;
use domain::template::{MAX_BODY, Piece, Template, pieces};

/// Approved templates of the conversation's connection: the guest's language first, then by name.
pub(crate) fn choices(
    view: &View<'_, '_>,
    id: &ConversationId,
) -> cache::Result<Vec<TemplateChoice>> {
    let body = view
        .reader
        .get::<Conversation>(id)?
        .ok_or(cache::Error::NotFound)?
        .body;
    let guest = Guest {
        name: guest_name(view.reader, &body)?,
        stay: stay_of(view, &body)?,
        body: &body,
    };
    let mut found: Vec<TemplateChoice> = view
        .reader
        .all::<Template>()?
        .into_iter()
        .filter(|row| row.body.connection == body.connection && row.body.is_offered())
        .map(|row| choice(row.id.to_string(), &row.body, &guest))
        .collect();
    found.sort_by(|a, b| {
        let order = |it: &TemplateChoice| (!it.for_guest, it.name.clone(), it.language.clone());
        order(a).cmp(&order(b))
    });
    Ok(found)
}

/// What blanks are filled from.
struct Guest<'c> {
    name: String,
    stay: Option<Reservation>,
    body: &'c Conversation,
}

fn choice(id: String, template: &Template, guest: &Guest<'_>) -> TemplateChoice {
    let names = template.blanks();
    let place = |name: &str| names.iter().position(|known| known == name).map(small);
    let pieces = pieces(&template.body)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => TemplatePiece {
                text: words.to_owned(),
                blank: None,
            },
            Piece::Blank(name) => TemplatePiece {
                text: String::new(),
                blank: place(name),
            },
        })
        .collect();
    TemplateChoice {
        id,
        name: template.name.clone(),
        language: template.language.clone(),
        category: template.category.as_str().to_owned(),
        for_guest: guest
            .body
            .card
            .language
            .as_deref()
            .is_some_and(|spoken| same_language(spoken, &template.language)),
        header: template.header.clone(),
        pieces,
        footer: template.footer.clone(),
        buttons: template.buttons.clone(),
        blanks: names
            .iter()
            .map(|name| blank(name, template, guest))
            .collect(),
        max_length: small(MAX_BODY),
    }
}

fn blank(name: &str, template: &Template, guest: &Guest<'_>) -> TemplateBlank {
    // What the hotel said it means, else what a speaking name says.
    let mapped = template.fields.get(name).map(String::as_str);
    let field = mapped.or_else(|| field_of(name));
    let value = field.and_then(|field| value(field, guest));
    let day = matches!(field, Some("checkIn" | "checkOut")) && value.is_some();
    TemplateBlank {
        name: name.to_owned(),
        field: field.map(str::to_owned),
        value: value.unwrap_or_default(),
        kind: if day { "day" } else { "text" }.to_owned(),
    }
}

/// The field a named blank speaks of, whatever its spelling.
fn field_of(name: &str) -> Option<&'static str> {
    let plain: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    Some(match plain.as_str() {
        "guest" | "guestname" | "name" | "firstname" => "guestName",
        "reference" | "booking" | "bookingreference" => "reference",
        "checkin" | "arrival" => "checkIn",
        "checkout" | "departure" => "checkOut",
        "total" | "totalamount" | "amount" => "totalAmount",
        "currency" => "currency",
        "room" | "roomname" | "roomtype" => "roomName",
        _ => return None,
    })
}

fn value(field: &str, guest: &Guest<'_>) -> Option<String> {
    let card = &guest.body.card;
    let stay = guest.stay.as_ref();
    match field {
        // A number is no name to greet with.
        "guestName" => Some(guest.name.clone()).filter(|it| it.chars().any(char::is_alphabetic)),
        "reference" => stay.map(|stay| stay.reference.clone()),
        "checkIn" => stay
            .map(|stay| stay.check_in)
            .or(card.check_in)
            .map(|day| day.to_string()),
        "checkOut" => stay
            .map(|stay| stay.check_out)
            .or(card.check_out)
            .map(|day| day.to_string()),
        "totalAmount" => stay.map(|stay| amount(stay.total_cents, &stay.currency)),
        "currency" => stay.map(|stay| stay.currency.clone()),
        "roomName" => stay
            .map(|stay| stay.room_type.clone())
            .or_else(|| card.room.clone()),
        _ => None,
    }
}

/// An amount in the currency's smallest unit, as a number people read (ISO 4217).
fn amount(units: i64, currency: &str) -> String {
    let digits = match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX"
        | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    };
    let one = 10_i64.pow(digits);
    let (whole, rest) = (units / one, (units % one).abs());
    match digits {
        0 => whole.to_string(),
        digits => format!("{whole}.{rest:0width$}", width = digits as usize),
    }
}

/// Whether two tags name the same language: `pt-PT`, `pt_PT` and `pt` do.
fn same_language(a: &str, b: &str) -> bool {
    let main = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_owned();
    main(a).eq_ignore_ascii_case(&main(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_blanks_speak_for_themselves_and_numbers_do_not() {
        assert_eq!(field_of("guest_name"), Some("guestName"));
        assert_eq!(field_of("checkIn"), Some("checkIn"));
        assert_eq!(field_of("1"), None);
    }

    #[test]
    fn amounts_have_the_digits_of_their_currency() {
        assert_eq!(amount(46_050, "EUR"), "460.50");
        assert_eq!(amount(46_050, "JPY"), "46050");
        assert_eq!(amount(46_050, "KWD"), "46.050");
    }

    #[test]
    fn a_language_is_the_same_in_any_country() {
        assert!(same_language("pt", "pt_PT") && same_language("pt-BR", "pt_PT"));
        assert!(!same_language("en", "pt_PT"));
    }
}
