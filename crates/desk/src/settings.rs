//! `settings.json`: what this computer remembers about the window ([`crate::api::settings`]).

use crate::api::ApiError;
use crate::api::settings::{DAY_MINUTES, PANEL_REACH, Settings, TEXT_SIZES};
use serde_json::Value;
use std::io;
use std::path::Path;

const FILE: &str = "settings.json";

/// More changed keys than there are commands make no sense.
const MOST_KEYS: usize = 200;
/// Longest name of a command or of a key.
const LONGEST_KEY: usize = 40;

/// What was set; the default for what is missing, of a newer version or out of bounds, so that one odd value costs one setting.
pub(crate) fn load(home: &Path) -> Settings {
    let text = std::fs::read_to_string(home.join(FILE)).unwrap_or_default();
    let mut settings = Settings::default();
    let Ok(Value::Object(found)) = serde_json::from_str(&text) else {
        return settings;
    };
    for (name, value) in found {
        let Ok(Value::Object(mut whole)) = serde_json::to_value(&settings) else {
            break;
        };
        whole.insert(name, value);
        let with = serde_json::from_value::<Settings>(Value::Object(whole));
        if let Ok(with) = with
            && check(&with).is_ok()
        {
            settings = with;
        }
    }
    settings
}

/// Whether these can be settings.
///
/// # Errors
/// `invalid`, with the name of the field.
pub(crate) fn check(settings: &Settings) -> Result<(), ApiError> {
    let invalid = |field: &str| Err(ApiError::with("invalid", field));
    let reach = -PANEL_REACH..=PANEL_REACH;
    if !TEXT_SIZES.contains(&settings.text_size) {
        return invalid("text_size");
    }
    if !reach.contains(&settings.panels.list) || !reach.contains(&settings.panels.guest) {
        return invalid("panels");
    }
    let quiet = &settings.quiet_hours;
    if quiet.from >= DAY_MINUTES || quiet.to >= DAY_MINUTES {
        return invalid("quiet_hours");
    }
    let short = |text: &String| text.chars().count() <= LONGEST_KEY;
    let map = &settings.key_map;
    if map.len() > MOST_KEYS || !map.iter().all(|(name, key)| short(name) && short(key)) {
        return invalid("key_map");
    }
    Ok(())
}

/// Replaces the file in one step, so that a crash leaves the old or the new one. Blocking.
pub(crate) fn save(settings: &Settings, home: &Path) -> io::Result<()> {
    std::fs::create_dir_all(home)?;
    let new = home.join("settings.json.new");
    std::fs::write(&new, serde_json::to_vec_pretty(settings)?)?;
    std::fs::rename(new, home.join(FILE))
}
