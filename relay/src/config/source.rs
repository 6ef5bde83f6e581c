//! Where settings come from, flattened to `section.name` → value, the later source over the earlier.

use super::mistake::{Mistake, Wrong};
use figment::Provider;
use figment::providers::{Format, Toml};
use figment::value::{Dict, Value};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The embedded defaults, which are the documentation.
pub const DEFAULTS: &str = include_str!("../../relay.default.toml");

/// Name of the embedded file in messages.
const DEFAULT_NAME: &str = "relay.default.toml";

/// Variables of the desktop app, which may stand in the same environment.
const OTHERS: &[&str] = &["BELLHOP_HOME", "BELLHOP_RELAY", "BELLHOP_DEMO_SIGN_IN"];

/// What is read besides the defaults.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// `--config FILE`.
    pub file: Option<PathBuf>,
    /// The environment; only names that begin with `BELLHOP_` matter.
    pub environment: Vec<(String, String)>,
    /// Settings of the command line, by full name: the last word.
    pub overrides: Vec<(&'static str, String)>,
}

/// A value and where it came from.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) value: Value,
    pub(super) origin: String,
}

/// `section.name` → value.
pub(super) type Values = BTreeMap<String, Found>;

impl Sources {
    pub(super) fn flatten(&self) -> (Values, Vec<Mistake>) {
        let mut values = Values::new();
        let mut mistakes = Vec::new();
        if let Some(dict) = parse(DEFAULTS, DEFAULT_NAME, &mut mistakes) {
            flatten(&dict, "", DEFAULT_NAME, &mut values);
        }
        if let Some(path) = &self.file {
            let name = path.display().to_string();
            let text = std::fs::read_to_string(path).map_err(|error| {
                mistakes.push(Mistake {
                    origin: name.clone(),
                    key: String::new(),
                    wrong: Wrong::Unreadable,
                    detail: error.kind().to_string(),
                });
            });
            if let Ok(text) = text
                && let Some(dict) = parse(&text, &name, &mut mistakes)
            {
                let mut own = Values::new();
                flatten(&dict, "", &name, &mut own);
                overlay(&mut values, own, &mut mistakes);
            }
        }
        self.environment(&mut values, &mut mistakes);
        for (key, text) in &self.overrides {
            let origin = format!("--{}", key.rsplit('.').next().unwrap_or(key));
            let value = Value::from(text.clone());
            values.insert((*key).to_owned(), Found { value, origin });
        }
        (values, mistakes)
    }

    fn environment(&self, values: &mut Values, mistakes: &mut Vec<Mistake>) {
        for (name, text) in &self.environment {
            let Some(rest) = name.strip_prefix("BELLHOP_") else {
                continue;
            };
            if OTHERS.contains(&name.as_str()) {
                continue;
            }
            let wanted = rest.to_ascii_lowercase();
            let key = values
                .keys()
                .find(|key| key.rsplit('.').next() == Some(wanted.as_str()));
            match key.cloned() {
                Some(key) => {
                    let value = Value::from(text.clone());
                    values.insert(
                        key,
                        Found {
                            value,
                            origin: name.clone(),
                        },
                    );
                }
                None => mistakes.push(Mistake {
                    origin: name.clone(),
                    key: String::new(),
                    wrong: Wrong::Unknown,
                    detail: String::new(),
                }),
            }
        }
    }
}

fn parse(text: &str, name: &str, mistakes: &mut Vec<Mistake>) -> Option<Dict> {
    match Toml::string(text).data() {
        Ok(mut profiles) => profiles.remove(&figment::Profile::Default),
        Err(error) => {
            // The parser's own words may quote the file, and with it a secret: only the place is taken over.
            let place = error.to_string();
            let line = place
                .split("line ")
                .nth(1)
                .and_then(|rest| rest.split([',', ' ']).next());
            mistakes.push(Mistake {
                origin: name.to_owned(),
                key: String::new(),
                wrong: Wrong::NotToml,
                detail: line.unwrap_or("?").to_owned(),
            });
            None
        }
    }
}

fn flatten(dict: &Dict, prefix: &str, origin: &str, values: &mut Values) {
    for (name, value) in dict {
        let key = if prefix.is_empty() {
            name.clone()
        } else {
            format!("{prefix}.{name}")
        };
        match value {
            Value::Dict(_, inner) => flatten(inner, &key, origin, values),
            other => {
                values.insert(
                    key,
                    Found {
                        value: other.clone(),
                        origin: origin.to_owned(),
                    },
                );
            }
        }
    }
}

fn overlay(values: &mut Values, own: Values, mistakes: &mut Vec<Mistake>) {
    for (key, found) in own {
        if let Some(place) = values.get_mut(&key) {
            *place = found;
        } else {
            mistakes.push(Mistake {
                origin: found.origin,
                key,
                wrong: Wrong::Unknown,
                detail: String::new(),
            });
        }
    }
}
