//! A room's price: in full under it, and short in a row.

use super::bundles::say;
use super::money::money;
use crate::flow::Offer;
use crate::language::Language;

/// The rate of a night: one amount, or from – to.
fn nightly(offer: &Offer, language: Language) -> String {
    let from = money(offer.nightly_from, &offer.currency, language);
    if offer.nightly_from == offer.nightly_to {
        return from;
    }
    let to = money(offer.nightly_to, &offer.currency, language);
    say(
        language,
        "nightly-range",
        &[("from", from.into()), ("to", to.into())],
    )
}

/// Rate, taxes each apart, total.
pub(super) fn prices(offer: &Offer, language: Language) -> Vec<String> {
    let amount = |cents: i64| money(cents, &offer.currency, language);
    let mut lines = vec![say(
        language,
        "price-nightly",
        &[("rate", nightly(offer, language).into())],
    )];
    lines.push(say(
        language,
        "price-nights",
        &[("amount", amount(offer.nights_total).into())],
    ));
    lines.extend(offer.taxes.iter().map(|tax| {
        let args = [
            ("name", tax.name.as_str().into()),
            ("amount", amount(tax.amount).into()),
        ];
        say(language, "price-tax", &args)
    }));
    lines.push(say(
        language,
        "price-total",
        &[("amount", amount(offer.total()).into())],
    ));
    lines
}

/// The same in one line.
pub(super) fn price(offer: &Offer, language: Language) -> String {
    let taxes = offer.taxes_total();
    let args = [
        ("rate", nightly(offer, language).into()),
        (
            "total",
            money(offer.total(), &offer.currency, language).into(),
        ),
        ("taxes", money(taxes, &offer.currency, language).into()),
    ];
    say(
        language,
        if taxes == 0 {
            "row-price"
        } else {
            "row-price-taxes"
        },
        &args,
    )
}

/// The same where 72 characters are too few: the total, and the taxes in it.
pub(super) fn price_short(offer: &Offer, language: Language) -> String {
    let args = [
        (
            "rate",
            money(offer.nightly_from, &offer.currency, language).into(),
        ),
        (
            "total",
            money(offer.total(), &offer.currency, language).into(),
        ),
    ];
    say(language, "row-price-short", &args)
}
