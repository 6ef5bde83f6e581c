//! Words for a mistake on the command line, from Fluent like all others.

use super::Words;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// What is wrong with the arguments, and where the help is.
pub(super) fn words_for(words: &Words, error: &clap::Error) -> String {
    let named = |kind| error.get(kind).map(text).unwrap_or_default();
    let argument = named(ContextKind::InvalidArg);
    let value = named(ContextKind::InvalidValue);
    let name = match error.kind() {
        ErrorKind::UnknownArgument => "usage-unknown-argument",
        ErrorKind::InvalidSubcommand => "usage-unknown-command",
        ErrorKind::MissingSubcommand => "usage-missing-command",
        ErrorKind::MissingRequiredArgument => "usage-missing-argument",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => {
            "usage-missing-value"
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage-bad-value",
        ErrorKind::ArgumentConflict => "usage-repeated",
        _ => "usage-other",
    };
    let argument = if argument.is_empty() {
        named(ContextKind::InvalidSubcommand)
    } else {
        argument
    };
    let said = words.with(
        name,
        &[("argument", argument.into()), ("value", value.into())],
    );
    format!("{said}\n{}", words.say("usage-help"))
}

fn text(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(several) => several.join(", "),
        other => other.to_string(),
    }
}
