//! Beginning a conversation (SPEC 195).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Somebody a conversation can be begun with: a guest, or a number nobody has yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct WriteTo {
    /// Contact id; absent for a number that is nobody's.
    pub contact: Option<String>,
    /// The guest's name; empty for a number that is nobody's.
    pub name: String,
    /// E.164 of a number that is nobody's.
    pub phone: Option<String>,
    /// The number as its country writes it.
    pub shown: Option<String>,
    /// Property id.
    pub property: String,
    /// Its name.
    pub house: String,
    /// The house's accounts that can write first, those that work before those in trouble.
    pub accounts: Vec<Account>,
}

/// A channel account that can write first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Account {
    /// Connection id.
    pub connection: String,
    /// As staff call it.
    pub name: String,
    /// The number guests see.
    pub display: Option<String>,
}

/// The conversation that was begun, or found open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Started {
    /// Which.
    pub conversation: String,
    /// False if it was open already.
    pub fresh: bool,
}
