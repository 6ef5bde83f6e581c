//! First name, last name, e-mail of a guest the hotel does not know (SPEC 131). Here almost anything may be a name, so only what surely is
//! none is taken for something else.

use super::message::Line;
use super::offer::Picked;
use super::person;
use super::said::{has_details, is_sure};
use super::stage::Stage;
use super::state::{Asking, Booker, Person};
use super::turn::Turn;
use super::words::{self, Wish};
use crate::reading::{Intent, Reading};

/// From this on dates without a digit ("tomorrow") are no name.
const QUITE_SURE: u8 = 80;

/// Fewer words with no question mark may be a name that reads like a question ("Bill").
const QUESTION_WORDS: usize = 3;

impl Turn<'_, '_> {
    /// The guest wrote while a name or an address was asked for.
    pub(super) fn details(&mut self, text: &str, reading: &Reading) {
        let Some(Stage::Details { picked, asking }) = self.stage().cloned() else {
            return;
        };
        let email = person::email(text);
        if email.is_none() && self.is_something_else(text, reading) {
            return;
        }
        let next = match (asking, email) {
            (Asking::Email { first, last }, Some((email, _))) => {
                return self.introduced(picked, Person { first, last, email });
            }
            (Asking::Email { .. }, None) => return self.miss(Some(Line::WrongEmail)),
            (Asking::FirstName, Some((email, rest))) => match whole_name(&rest) {
                // Everything in one message.
                Some((first, last)) => {
                    return self.introduced(picked, Person { first, last, email });
                }
                None => person::name(&rest).map(|first| Asking::LastName { first }),
            },
            (Asking::LastName { first }, Some((email, rest))) => {
                match person::last_name(&first, &rest) {
                    Some((first, last)) => {
                        return self.introduced(picked, Person { first, last, email });
                    }
                    None => None,
                }
            }
            (Asking::FirstName, None) => person::name(text).map(|first| Asking::LastName { first }),
            (Asking::LastName { first }, None) => {
                person::last_name(&first, text).map(|(first, last)| Asking::Email { first, last })
            }
        };
        match next {
            Some(asking) => {
                self.enter(Stage::Details { picked, asking });
                self.because = "details";
                self.prompt();
            }
            None => self.miss(Some(Line::WrongName)),
        }
    }

    /// All is known of them; it is kept for this talk, so that nobody is asked twice.
    fn introduced(&mut self, picked: Picked, person: Person) {
        if let Some(talk) = &mut self.talk {
            talk.gave = Some(person.clone());
        }
        self.hold(picked, Booker::New(person));
    }

    /// A question, a wish, a change of mind; `false`: it may be what was asked for.
    fn is_something_else(&mut self, text: &str, reading: &Reading) -> bool {
        let Some(stage) = self.stage().cloned() else {
            return false;
        };
        let sure = is_sure(reading);
        let asks = text.contains(['?', '؟']) || text.split_whitespace().count() >= QUESTION_WORDS;
        match reading.intent {
            Intent::Person => {
                self.offer(super::Why::Asked);
                self.because = "person";
                return true;
            }
            Intent::Question(topic) if sure && asks => {
                self.question(topic, reading);
                return true;
            }
            Intent::MyReservations if sure && asks => {
                self.look_up(false);
                return true;
            }
            // Nobody is called so who is asked their name, and "no" is no answer to it.
            Intent::Yes | Intent::No | Intent::Thanks
                if sure && text.split_whitespace().count() == 1 =>
            {
                self.miss(Some(match stage {
                    Stage::Details {
                        asking: Asking::Email { .. },
                        ..
                    } => Line::WrongEmail,
                    _ => Line::WrongName,
                }));
                return true;
            }
            _ => {}
        }
        let digits = text.chars().any(char::is_numeric);
        let dated =
            reading.stay.check_in.is_some() && reading.confidence.as_percent() >= QUITE_SURE;
        if sure && has_details(reading) && (digits || dated) && self.take_details(&stage, reading) {
            return true;
        }
        match words::wish(text, false) {
            // "More" and "Change" are names.
            None | Some(Wish::More | Wish::Change) => false,
            Some(wish) => self.wish(&stage, wish),
        }
    }
}

/// First and last name, where both are there.
fn whole_name(text: &str) -> Option<(String, String)> {
    let text = text.trim().trim_end_matches([',', ';', '-']);
    let name = person::name(&text.replace([',', ';'], " "))?;
    let (first, last) = name.rsplit_once(' ')?;
    Some((first.to_owned(), last.to_owned()))
}
