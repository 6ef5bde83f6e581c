//! Names and addresses out of what a guest writes when asked for them.

use domain::fold::fold;

/// Longest name that is taken for one.
const LONGEST_NAME: usize = 60;

/// Most words of a name.
const MOST_WORDS: usize = 6;

/// What people put before their name.
const BEFORE: &[&str] = &[
    "my first name is",
    "my last name is",
    "my name is",
    "the name is",
    "i am",
    "i'm",
    "it is",
    "it's",
    "ich heiße",
    "ich bin",
    "mein name ist",
    "mein vorname ist",
    "mein nachname ist",
    "me llamo",
    "mi nombre es",
    "mi apellido es",
    "soy",
    "o meu nome é",
    "meu nome é",
    "me chamo",
    "chamo-me",
    "sou",
    "je m'appelle",
    "mon nom est",
    "je suis",
    "mi chiamo",
    "il mio nome è",
    "sono",
    "اسمي",
    "انا",
    "أنا",
];

/// The name in `text`, without what stands before it; `None`: there is none.
pub(super) fn name(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches(['.', '!', ',', ';', '،']);
    let text = BEFORE
        .iter()
        .find_map(|before| after(text, before))
        .unwrap_or(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let fits = (1..=MOST_WORDS).contains(&words.len()) && text.chars().count() <= LONGEST_NAME;
    let plain = |c: char| !c.is_numeric() && !c.is_control() && !"@/\\<>{}[]()?؟:#*_=+".contains(c);
    let letters = text.chars().any(char::is_alphabetic);
    (fits && letters && text.chars().all(plain)).then(|| words.join(" "))
}

fn after<'t>(text: &'t str, before: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    let same = |a: char, b: char| a.to_lowercase().eq(b.to_lowercase());
    for wanted in before.chars() {
        let c = rest.next()?;
        // Phones write the apostrophe that typographers like.
        let c = if c == '’' { '\'' } else { c };
        if !same(c, wanted) {
            return None;
        }
    }
    let rest = rest.as_str();
    // "Sophie" is no "so" and a "phie".
    rest.strip_prefix([' ', ':'])
        .map(str::trim)
        .filter(|it| !it.is_empty())
}

/// The last name, where the whole name was given to one of the two questions.
pub(super) fn last_name(first: &str, text: &str) -> Option<(String, String)> {
    let last = name(text)?;
    let (plain_first, plain_last) = (fold(first), fold(&last));
    // "Anna Schmidt", "Schmidt": the first answer had both.
    if let Some((given, end)) = first.rsplit_once(' ')
        && fold(end) == plain_last
    {
        return Some((given.to_owned(), last));
    }
    // "Anna", "Anna Schmidt": the second has both.
    let words: Vec<&str> = last.split(' ').collect();
    let given = first.split(' ').count();
    if let (Some(start), Some(rest)) = (words.get(..given), words.get(given..))
        && !rest.is_empty()
        && fold(&start.join(" ")) == plain_first
    {
        return Some((first.to_owned(), rest.join(" ")));
    }
    Some((first.to_owned(), last))
}

/// An e-mail address among the words of `text`, and the words without it.
pub(super) fn email(text: &str) -> Option<(String, String)> {
    let bare = |word: &str| {
        word.trim_start_matches(['<', '(', '"', '\''])
            .trim_end_matches(['>', ')', '"', '\'', '.', ',', ';', '!', '?', '،'])
            .trim_start_matches("mailto:")
            .to_owned()
    };
    let word = text.split_whitespace().find(|word| is_email(&bare(word)))?;
    let rest: Vec<&str> = text.split_whitespace().filter(|it| *it != word).collect();
    Some((bare(word), rest.join(" ")))
}

/// Whether it has the shape of an address that mail can be sent to.
fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else {
        return false;
    };
    let in_local = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let label = |it: &str| {
        let dashed = it.starts_with('-') || it.ends_with('-');
        !it.is_empty()
            && !dashed
            && it.len() <= 63
            && it.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
    let top = host.rsplit('.').next().unwrap_or_default();
    !local.is_empty()
        && local.len() <= 64
        && text.len() <= 254
        && !dots
        && local.chars().all(in_local)
        && host.contains('.')
        && host.split('.').all(label)
        && top.len() >= 2
        && top.chars().any(|c| c.is_ascii_alphabetic())
}
