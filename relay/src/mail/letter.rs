//! The words of an e-mail: plain text, in the visitor's language, of what the house said and nothing else.

use crate::chat::words;
use domain::message::{Author, Content, Message};
use std::fmt::Write as _;

/// One message, and what guests call the colleague.
pub(crate) type Said = (Message, Option<String>);

/// What is told, and to whom.
pub(crate) struct Letter {
    /// Where it goes.
    pub(crate) to: String,
    /// The house as guests read it.
    pub(crate) hotel: String,
    /// BCP 47, as the browser said it.
    pub(crate) language: Option<String>,
    /// In order.
    pub(crate) said: Vec<Said>,
    /// The chat's page, where the world can reach it.
    pub(crate) link: Option<String>,
}

impl Letter {
    fn tag(&self) -> &'static str {
        words::choose(self.language.as_deref(), None)
    }

    fn word(&self, key: &str) -> String {
        words::word(self.tag(), key, &self.hotel)
    }

    /// One line, whatever the house is called.
    pub(super) fn subject(&self) -> String {
        one_line(&self.word("mail-subject"))
    }

    /// The house's name for the sender; one line.
    pub(super) fn sender(&self) -> Option<String> {
        Some(one_line(&self.hotel)).filter(|name| !name.is_empty())
    }

    /// The text.
    pub(super) fn body(&self) -> String {
        let mut body = format!("{}\n", self.word("mail-intro"));
        for (message, name) in &self.said {
            let speaker = match message.author {
                Author::Bot => self.word("mail-bot"),
                _ => name.clone().unwrap_or_else(|| self.word("chat-team")),
            };
            let _ = write!(
                body,
                "\n{}:\n{}\n",
                one_line(&speaker),
                self.words_of(message)
            );
        }
        let _ = match &self.link {
            Some(link) => write!(
                body,
                "\n{}\n{link}?lang={}\n",
                self.word("mail-link"),
                self.tag()
            ),
            None => write!(body, "\n{}\n", self.word("mail-no-link")),
        };
        let _ = write!(body, "\n{}\n", self.word("mail-why"));
        body
    }

    /// What a mail can say of a message; the rest is in the chat, and it says so.
    fn words_of(&self, message: &Message) -> String {
        let mut lines = Vec::new();
        if !message.text.is_empty() {
            lines.push(message.text.clone());
        }
        match &message.content {
            Content::Buttons { choices } | Content::List { choices, .. } => {
                lines.extend(choices.iter().map(|choice| format!("- {}", choice.title)));
            }
            Content::Location { name, address, .. } => {
                lines.extend(name.iter().chain(address).cloned());
            }
            content => {
                if let Some((_, media)) = content.file() {
                    let name = media.name.clone().unwrap_or_else(|| self.word("chat-file"));
                    lines.push(self.word("mail-file").replace("{file}", &one_line(&name)));
                }
            }
        }
        if lines.is_empty() {
            lines.push(self.word("mail-other"));
        }
        lines.join("\n")
    }
}

/// Without anything that could end a line: what follows a line's end in a header is another header.
fn one_line(text: &str) -> String {
    let plain = text
        .chars()
        .map(|sign| if sign.is_control() { ' ' } else { sign });
    plain.collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn said(author: &str, text: &str, content: &Value) -> Said {
        let message = json!({"conversation": "c1", "author": author, "state": "sent", "text": text,
            "content": content, "at": 1_763_700_000_000_i64});
        let name = (author == "staff").then(|| "Ana".to_owned());
        (serde_json::from_value(message).unwrap(), name)
    }

    fn letter(language: &str, said: Vec<Said>) -> Letter {
        Letter {
            to: "vera@guest.example".to_owned(),
            hotel: "Miralva".to_owned(),
            language: Some(language.to_owned()),
            said,
            link: Some("https://relay.example/chat/demo".to_owned()),
        }
    }

    /// What only the chat can show is named, never left out: a file by its name, choices by their titles, a place, and what is newer than this.
    #[test]
    fn every_kind_says_something() {
        let words =
            |text: &str, content: Value| letter("en", vec![said("staff", text, &content)]).body();
        let media = json!({"type": "document", "mime": "application/pdf", "name": "bill\r\n.pdf"});
        let bill = words("Your bill", media);
        assert!(
            bill.contains("\nAna:\nYour bill\nA file, bill  .pdf, is in the chat.\n"),
            "{bill}"
        );
        let photo = words("", json!({"type": "image", "mime": "image/png"}));
        assert!(
            photo.contains("\nA file, File, is in the chat.\n"),
            "{photo}"
        );
        let choices = json!([{"id": "a", "title": "Late check-out"}, {"id": "b", "title": "Taxi"}]);
        let buttons = words("What next?", json!({"type": "buttons", "choices": choices}));
        assert!(
            buttons.contains("\nWhat next?\n- Late check-out\n- Taxi\n"),
            "{buttons}"
        );
        let place = json!({"type": "location", "latitude": 1.0, "longitude": 2.0, "name": "Bar", "address": "Pier 3"});
        assert!(words("", place).contains("\nBar\nPier 3\n"));
        assert!(
            words("", json!({"type": "hologram"}))
                .contains("Something that only the chat can show.")
        );
    }

    /// Every language of the page has the mail's words, with nothing left to fill in; the link asks for the same language.
    #[test]
    fn every_language() {
        for tag in ["en", "ar", "de", "es", "fr", "it", "pt"] {
            let media = json!({"type": "image", "mime": "image/png", "name": "a.png"});
            let letter = letter(
                tag,
                vec![
                    said("bot", "1", &json!({"type": "text"})),
                    said("staff", "", &media),
                ],
            );
            let (subject, body) = (letter.subject(), letter.body());
            assert!(subject.contains("Miralva"), "{tag}");
            assert!(
                body.contains("a.png") && !body.contains(['{', '}']),
                "{body}"
            );
            assert!(!body.contains("mail-"), "{body}");
            assert!(body.contains(&format!("/chat/demo?lang={tag}\n")), "{body}");
        }
        assert_eq!(letter("nl", Vec::new()).subject(), "An answer from Miralva");
    }
}
