//! Amounts for a guest's eyes. The currency is always its code: `$` is eleven currencies, and a guest compares.

use crate::language::Language;

/// `cents` of a currency in its smallest unit, as `language` writes it: `EUR 1,234.50`, `1.234,50 EUR`.
pub(super) fn money(cents: i64, currency: &str, language: Language) -> String {
    let digits = decimals(currency);
    let unit = 10_u64.pow(digits);
    let size = cents.unsigned_abs();
    let sign = if cents < 0 { "-" } else { "" };
    let (thousands, point) = separators(language);
    let mut number = grouped(size / unit, thousands);
    let rest = size % unit;
    if rest > 0 {
        let width = usize::try_from(digits).unwrap_or_default();
        number = format!("{number}{point}{rest:0width$}");
    }
    match language {
        // Arabic: the code after the number would jump to its other side between right-to-left words.
        Language::English | Language::Arabic => format!("{currency}\u{a0}{sign}{number}"),
        _ => format!("{sign}{number}\u{a0}{currency}"),
    }
}

/// Decimals of a currency (ISO 4217).
fn decimals(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX"
        | "UYI" | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

const fn separators(language: Language) -> (char, char) {
    match language {
        Language::English | Language::Arabic => (',', '.'),
        // A narrow space that does not break.
        Language::French => ('\u{202f}', ','),
        Language::Spanish | Language::Portuguese | Language::German | Language::Italian => {
            ('.', ',')
        }
    }
}

fn grouped(number: u64, separator: char) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}
