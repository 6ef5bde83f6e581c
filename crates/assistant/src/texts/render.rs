//! A message as a channel can show it: a list, buttons, or numbered words where there is neither (SPEC 120, 128, 129). A number that the
//! guest types then is understood by the flow, which counts the same choices.

use super::bundles::say;
use super::capabilities::{Capabilities, Count};
use super::labels::title;
use super::lines::line;
use super::rooms::{price, price_short};
use super::shorten::{shorten, titles};
use crate::flow::{Button, Choices, Message, Row};
use crate::language::Language;
use domain::message::{Choice, Content};

/// A message ready for a channel: `Text`, `Buttons` or `List` with its text. Buttons are quick replies where the channel has those.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendered {
    /// The words.
    pub text: String,
    /// What is under them.
    pub content: Content,
}

/// Renders a message: one part, or more where the text is too long for one; the choices are under the last.
#[must_use]
pub fn render(message: &Message, can: &Capabilities) -> Vec<Rendered> {
    let language = message.language;
    let lines = message.lines.iter().map(|it| line(it, language));
    let text = lines.collect::<Vec<_>>().join("\n\n");
    match &message.choices {
        Choices::None => parts(&text, Content::Text, can),
        Choices::Buttons(buttons) if fits(buttons.len(), can) => {
            let choices = buttons.iter().map(|it| choice(it, language, can));
            let choices = choices.collect();
            parts(&text, Content::Buttons { choices }, can)
        }
        Choices::Buttons(buttons) => {
            let titles = buttons
                .iter()
                .map(|it| title(it.label, language, usize::MAX));
            numbered(&text, titles, language, can)
        }
        Choices::Rooms { rows, more } => rooms(&text, rows, more.as_ref(), language, can),
    }
}

/// Whether so many buttons can be shown.
fn fits(count: usize, can: &Capabilities) -> bool {
    count <= can.buttons.max(can.quick_replies)
}

fn choice(button: &Button, language: Language, can: &Capabilities) -> Choice {
    Choice {
        id: button.id.clone(),
        title: title(button.label, language, can.button_title),
        description: None,
    }
}

fn rooms(
    text: &str,
    rows: &[Row],
    more: Option<&Button>,
    language: Language,
    can: &Capabilities,
) -> Vec<Rendered> {
    let count = rows.len() + usize::from(more.is_some());
    let names: Vec<&str> = rows.iter().map(|row| row.offer.name.trim()).collect();
    if count <= can.rows {
        return list(text, rows, &names, more, language, can);
    }
    let priced = |row: &Row| format!("{} · {}", row.offer.name, price(&row.offer, language));
    if !fits(count, can) {
        let more = more.map(|it| title(it.label, language, usize::MAX));
        return numbered(text, rows.iter().map(priced).chain(more), language, can);
    }
    let titles = titles(&names, can.button_title);
    let buttons = rows.iter().zip(titles).map(|(row, title)| Choice {
        id: row.id.clone(),
        title,
        description: None,
    });
    let more = more.map(|it| choice(it, language, can));
    let choices = buttons.chain(more).collect();
    let all: Vec<String> = rows
        .iter()
        .map(|row| format!("• {}", priced(row)))
        .collect();
    let text = format!("{text}\n\n{}", all.join("\n"));
    parts(&text, Content::Buttons { choices }, can)
}

fn list(
    text: &str,
    rows: &[Row],
    names: &[&str],
    more: Option<&Button>,
    language: Language,
    can: &Capabilities,
) -> Vec<Rendered> {
    let mut whole_names = Vec::new();
    let mut choices = Vec::new();
    for ((row, name), title) in rows.iter().zip(names).zip(titles(names, can.row_title)) {
        let (long, short) = (
            price(&row.offer, language),
            price_short(&row.offer, language),
        );
        let cut = title != *name;
        let with_name = [&long, &short].map(|price| format!("{name} · {price}"));
        let fits = |it: &&String| it.chars().count() <= can.row_description;
        // The whole name stands beside the price where there is room, else above the list.
        let named = with_name.iter().find(fits).filter(|_| cut);
        if cut && named.is_none() {
            whole_names.push(format!("• {name}"));
        }
        let description = named.or_else(|| [&long, &short].into_iter().find(fits));
        let description = description.cloned();
        choices.push(Choice {
            id: row.id.clone(),
            title,
            description: Some(description.unwrap_or_else(|| shorten(&short, can.row_description))),
        });
    }
    choices.extend(more.map(|it| Choice {
        title: title(it.label, language, can.row_title),
        ..choice(it, language, can)
    }));
    let opener = shorten(&say(language, "opener-rooms", &[]), can.button_title);
    let text = if whole_names.is_empty() {
        text.to_owned()
    } else {
        format!("{text}\n\n{}", whole_names.join("\n"))
    };
    parts(&text, Content::List { opener, choices }, can)
}

/// The choices as numbered lines, with a word on how to answer.
fn numbered(
    text: &str,
    titles: impl Iterator<Item = String>,
    language: Language,
    can: &Capabilities,
) -> Vec<Rendered> {
    let lines = titles
        .enumerate()
        .map(|(at, it)| format!("{}. {it}", at + 1));
    let lines = lines.collect::<Vec<_>>().join("\n");
    let hint = say(language, "numbered", &[]);
    parts(&format!("{text}\n\n{lines}\n\n{hint}"), Content::Text, can)
}

/// The text in parts that fit, with `content` under the last.
fn parts(text: &str, content: Content, can: &Capabilities) -> Vec<Rendered> {
    let most = match content {
        Content::Text => can.text,
        _ => can.buttons_text,
    };
    let mut parts = vec![String::new()];
    for line in text.split('\n') {
        for piece in cut(line, most, can.count) {
            match parts.last_mut() {
                Some(part) if part.is_empty() => *part = piece,
                Some(part) if can.count.of(part) + 1 + can.count.of(&piece) <= most => {
                    part.push('\n');
                    part.push_str(&piece);
                }
                _ => parts.push(piece),
            }
        }
    }
    let parts = parts.into_iter().map(|it| it.trim().to_owned());
    let mut parts: Vec<Rendered> = parts
        .filter(|it| !it.is_empty())
        .map(|text| Rendered {
            text,
            content: Content::Text,
        })
        .collect();
    if let Some(last) = parts.last_mut() {
        last.content = content;
    }
    parts
}

/// A line in pieces that fit, cut at a space where there is one.
fn cut(line: &str, most: usize, count: Count) -> Vec<String> {
    if count.of(line) <= most {
        return vec![line.to_owned()];
    }
    let mut pieces = vec![String::new()];
    for word in line.split_inclusive(' ') {
        // A word longer than a message is a house's mistake; it goes out letter by letter rather than not at all.
        let letters = count.of(word) > most;
        let units: Vec<String> = match letters {
            true => word.chars().map(String::from).collect(),
            false => vec![word.to_owned()],
        };
        for unit in units {
            match pieces.last_mut() {
                Some(piece) if count.of(piece) + count.of(&unit) <= most => piece.push_str(&unit),
                _ => pieces.push(unit),
            }
        }
    }
    pieces
}
