//! What the fold must know about scripts: digits, which letters shed their marks, which scripts write no spaces.

/// Digit zero of every decimal set in Unicode; the other nine follow it. Sorted, ASCII left out.
const ZEROS: &[u32] = &[
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
    0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    0x104A0, 0x10D30, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650,
    0x116C0, 0x11730, 0x118E0, 0x11950, 0x11C50, 0x11D50, 0x11DA0, 0x16A60, 0x16AC0, 0x16B50,
    0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E950, 0x1FBF0,
];

/// The ASCII digit `c` stands for, in whatever script it is written.
pub(crate) fn ascii_digit(c: char) -> Option<char> {
    if c.is_ascii() {
        return c.is_ascii_digit().then_some(c);
    }
    let code = u32::from(c);
    let at = ZEROS.partition_point(|zero| *zero <= code).checked_sub(1)?;
    let value = code - ZEROS.get(at)?;
    char::from_digit(value, 10)
}

/// As [`char::is_alphanumeric`], which searches its tables for everything that is not ASCII; what hotels' guests mostly write is known
/// without them.
pub(super) fn is_alphanumeric(c: char) -> bool {
    match u32::from(c) {
        0..=0x7F => c.is_ascii_alphanumeric(),
        0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0x24F // Latin
        | 0x388..=0x38A | 0x38E..=0x3A1 | 0x3A3..=0x3F5 | 0x400..=0x481 // Greek, Cyrillic
        | 0x620..=0x657 | 0x66E..=0x6D3 // Arabic
        | 0xE01..=0xE3A | 0xE40..=0xE46 // Thai
        | 0x3041..=0x3096 | 0x30A1..=0x30FA | 0x4E00..=0x9FFF | 0xAC00..=0xD7A3 => true,
        _ => c.is_alphanumeric(),
    }
}

/// Latin, Greek, Cyrillic, Arabic and Hebrew letters and digits: a mark on one of these is dropped.
pub(super) fn sheds_marks(c: char) -> bool {
    matches!(u32::from(c),
        0x30..=0x39 | 0x41..=0x24F | 0x250..=0x2AF | 0x1C80..=0x1C8F | 0x1D00..=0x1DBF | 0x1E00..=0x1FFF
        | 0x2C60..=0x2C7F | 0xA720..=0xA7FF | 0xAB30..=0xAB6F
        | 0x370..=0x3FF | 0x400..=0x52F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F
        | 0x590..=0x5FF | 0x600..=0x6FF | 0x750..=0x77F | 0x870..=0x8FF
    )
}

/// Scripts written without spaces between words (or, like Korean, searched by parts of words): Han, kana, bopomofo,
/// Hangul, Thai, Lao, Khmer, Burmese, with their marks.
pub(crate) fn is_dense(c: char) -> bool {
    matches!(u32::from(c),
        0x0E01..=0x0E3A | 0x0E40..=0x0E4E | 0x0E81..=0x0ECE | 0x0EDC..=0x0EDF
        | 0x1000..=0x103F | 0x1050..=0x108F | 0x109A..=0x109D | 0xA9E0..=0xA9EF | 0xAA60..=0xAA7F
        | 0x1780..=0x17D3 | 0x17D7 | 0x17DC..=0x17DD
        | 0x1100..=0x11FF | 0xA960..=0xA97F | 0xAC00..=0xD7FF
        | 0x3005..=0x3007 | 0x3021..=0x3029 | 0x3031..=0x3035 | 0x3041..=0x3096 | 0x3099..=0x309A
        | 0x309D..=0x309F | 0x30A1..=0x30FA | 0x30FC..=0x30FF | 0x3105..=0x312F | 0x31A0..=0x31BF
        | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF
        | 0x1AFF0..=0x1B16F | 0x20000..=0x3FFFF
    )
}

/// Signs inside words that nobody types: joiners, direction marks, soft hyphen, variation selectors, tatweel.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(u32::from(c),
        0xAD | 0x34F | 0x61C | 0x640 | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2064
        | 0x2066..=0x206F | 0xFE00..=0xFE0F | 0xFEFF | 0x20D0..=0x20FF | 0xE0000..=0xE0FFF
    )
}

/// Letters that people type in place of each other and that no normalisation joins.
pub(super) fn unify(c: char) -> &'static str {
    match c {
        'ß' => "ss",
        'ı' => "i",
        'ς' => "σ",
        'ø' => "o",
        'ł' => "l",
        'đ' => "d",
        'ħ' => "h",
        'ŧ' => "t",
        'æ' => "ae",
        'œ' => "oe",
        // Alef wasla and the high-hamza alefs; the other alefs decompose.
        '\u{671}' | '\u{672}' | '\u{673}' | '\u{675}' => "\u{627}",
        // Alef maqsura and the Persian yeh.
        '\u{649}' | '\u{6CC}' => "\u{64A}",
        // Teh marbuta and the other heh forms.
        '\u{629}' | '\u{6C3}' | '\u{6C1}' | '\u{6BE}' | '\u{6D5}' => "\u{647}",
        // Persian kaf.
        '\u{6A9}' => "\u{643}",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is known by heart is what the tables say.
    #[test]
    fn letters_are_those_of_unicode() {
        for c in char::MIN..=char::MAX {
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
        }
    }
}
