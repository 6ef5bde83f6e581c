//! Letters that fold to the same whatever stands beside them, so that nothing has to be taken apart and put together again. A mark after
//! one may still belong to it.

use super::script::is_invisible;
use std::sync::LazyLock;
use unicode_normalization::char::is_combining_mark;

/// How a letter is written that stands alone.
#[derive(Debug, Clone, Copy)]
pub(super) enum Alone {
    /// As this one.
    Letter(char),
    /// As this text.
    Text(&'static str),
}

impl Alone {
    pub(super) fn write(self, to: &mut String) {
        match self {
            Self::Letter(c) => to.push(c),
            Self::Text(text) => to.push_str(text),
        }
    }
}

/// What `c` is folded to; `None`: its neighbours have a say, or it is rare.
pub(super) fn alone(c: char) -> Option<Alone> {
    let code = u32::from(c);
    match code {
        0..0x80 => Some(Alone::Letter(c.to_ascii_lowercase())),
        0x80..0x700 => known(&LETTERS, code - 0x80),
        0x2000..0x2100 => known(&SIGNS, code - 0x2000),
        // Thai letters without a mark, kana, Han, Hangul; pictures.
        0xE01..=0xE30
        | 0xE32
        | 0xE40..=0xE46
        | 0x3041..=0x3096
        | 0x30A1..=0x30FA
        | 0x4E00..=0x9FFF
        | 0xAC00..=0xD7A3
        | 0x1F300..=0x1F64F
        | 0x1F680..=0x1F6FF
        | 0x1F900..=0x1F9FF => Some(Alone::Letter(c)),
        _ => None,
    }
}

/// Latin, Greek, Cyrillic, Hebrew, Arabic.
static LETTERS: LazyLock<Vec<Option<String>>> = LazyLock::new(|| table(0x80..0x700));
/// Dashes, quotes, currencies.
static SIGNS: LazyLock<Vec<Option<String>>> = LazyLock::new(|| table(0x2000..0x2100));

fn known(table: &'static [Option<String>], at: u32) -> Option<Alone> {
    let folded = table.get(usize::try_from(at).ok()?)?;
    folded.as_deref().map(Alone::Text)
}

fn table(codes: std::ops::Range<u32>) -> Vec<Option<String>> {
    let each = codes.map(|code| {
        let c = char::from_u32(code)?;
        (!is_combining_mark(c) && !is_invisible(c)).then(|| {
            let mut folded = String::new();
            super::unified(c.encode_utf8(&mut [0; 4]), &mut folded);
            folded
        })
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each of them alone is what the long way makes of it.
    #[test]
    fn each_is_as_the_long_way_has_it() {
        for c in '\0'..=char::MAX {
            let Some(short) = alone(c) else { continue };
            let (mut written, mut long) = (String::new(), String::new());
            short.write(&mut written);
            crate::fold::unified(c.encode_utf8(&mut [0; 4]), &mut long);
            assert_eq!(written, long, "{c} {:x}", u32::from(c));
        }
    }
}
