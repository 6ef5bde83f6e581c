//! What a word or phrase tells of the intent. No cue decides alone; [`super::intent`] weighs them together.

use crate::reading::Topic;

/// One hint of what is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Cue {
    /// Hello.
    Greeting,
    /// Thank you.
    Thanks,
    /// Good-bye.
    Bye,
    /// Yes, and nothing but yes.
    Yes,
    /// "Fine", "ok": yes, unless something else is said.
    Fine,
    /// No.
    No,
    /// Asks for a person, beyond the words that `domain::escalation` knows.
    Person,
    /// "For your help": thanks, and no call for help.
    Helped,
    /// The front desk as a place.
    Desk,
    /// When something is open, or whether someone is there.
    Open,
    /// To book.
    Book,
    /// A wish: "I would like", "need", "looking for".
    Want,
    /// "Please".
    Please,
    /// To stay, come, sleep.
    Stay,
    /// A room of any kind.
    Room,
    /// "In the room": a place, not what is wanted.
    InRoom,
    /// "Do you have", "is there".
    Have,
    /// Free, available, vacancy.
    Free,
    /// What it costs.
    Price,
    /// A booking, the noun.
    Reservation,
    /// "My".
    Mine,
    /// To see, whether it arrived, its number.
    Show,
    /// Their own booking beyond doubt: "did I book".
    Booked,
    /// To call off, the verb.
    Cancel,
    /// Calling off, the noun.
    Cancellation,
    /// That they cannot come.
    Unable,
    /// Free of charge, refund, deadline, "if".
    Terms,
    /// To change, move, extend.
    Change,
    /// Dates, stay, guests as what is changed.
    Dates,
    /// At or until what hour, since when.
    AskTime,
    /// To arrive, to get into the room.
    Enter,
    /// To leave, to be out of the room.
    Exit,
    /// "Can", "is it", "how": the beginning of a question.
    Ask,
    /// A topic, named by a word that hardly means anything else.
    Topic(Topic),
    /// A topic, if it is a question.
    Maybe(Topic),
    /// "No", "without": takes back the topic that follows.
    Not,
    /// Known, and without a meaning for us; keeps a longer phrase from being read by its parts.
    Nothing,
}
