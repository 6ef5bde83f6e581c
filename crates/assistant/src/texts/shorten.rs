//! Titles that fit: cut where a reader's letter ends, told apart where they became equal.

use unicode_normalization::char::is_combining_mark;

const ELLIPSIS: char = '…';

/// At most `most` scalar values of `text`, with an ellipsis where something is left out.
pub(super) fn shorten(text: &str, most: usize) -> String {
    let all: Vec<char> = text.trim().chars().collect();
    if all.len() <= most {
        return all.into_iter().collect();
    }
    let mut end = most.saturating_sub(1);
    while end > 0 && !parts_at(&all, end) {
        end -= 1;
    }
    let head: String = all.iter().take(end).collect();
    format!("{}{ELLIPSIS}", head.trim_end())
}

/// The beginning and the end of `text`, for names that differ at the end.
fn both_ends(text: &str, most: usize) -> String {
    let all: Vec<char> = text.trim().chars().collect();
    if all.len() <= most {
        return all.into_iter().collect();
    }
    let room = most.saturating_sub(1);
    let (mut head, mut tail) = (room / 2, all.len() - (room - room / 2));
    while head > 0 && !parts_at(&all, head) {
        head -= 1;
    }
    while tail < all.len() && !parts_at(&all, tail) {
        tail += 1;
    }
    let start: String = all.iter().take(head).collect();
    let end: String = all.iter().skip(tail).collect();
    format!("{}{ELLIPSIS}{}", start.trim_end(), end.trim_start())
}

/// Whether a cut before `at` parts no letter from its marks, no joined emoji and no flag in the middle.
fn parts_at(all: &[char], at: usize) -> bool {
    const JOINER: char = '\u{200d}';
    let clings = |c: char| {
        is_combining_mark(c)
            || c == JOINER
            || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
    };
    let flag = |c: &char| matches!(c, '\u{1f1e6}'..='\u{1f1ff}');
    let before = at.checked_sub(1).and_then(|it| all.get(it));
    let flags = all.iter().take(at).rev().take_while(|c| flag(c)).count();
    let in_flag = flags % 2 == 1 && all.get(at).is_some_and(flag);
    !in_flag && before != Some(&JOINER) && !all.get(at).is_some_and(|c| clings(*c))
}

/// Every name in at most `most` scalar values, no two alike: providers and guests tell rows by their title.
pub(super) fn titles(names: &[&str], most: usize) -> Vec<String> {
    let mut titles: Vec<String> = names.iter().map(|name| shorten(name, most)).collect();
    for at in alike(&titles) {
        if let (Some(title), Some(name)) = (titles.get_mut(at), names.get(at)) {
            *title = both_ends(name, most);
        }
    }
    for at in alike(&titles) {
        let number = format!(" {}", at + 1);
        let room = most.saturating_sub(number.chars().count());
        if let (Some(title), Some(name)) = (titles.get_mut(at), names.get(at)) {
            *title = format!("{}{number}", shorten(name, room));
        }
    }
    titles
}

/// Where a title stands that another one has too.
fn alike(titles: &[String]) -> Vec<usize> {
    let again = |title: &String| titles.iter().filter(|it| *it == title).count() > 1;
    let found = titles.iter().enumerate().filter(|(_, title)| again(title));
    found.map(|(at, _)| at).collect()
}
