//! The notification daemon (dunst), as a person reads and presses what it shows.

use crate::desktop::{said, wait_until};
use std::path::PathBuf;

/// Everything off the screen, so that a story begins with its own notifications.
pub(crate) fn clear() {
    said("dunstctl", &["close-all"]);
    said("dunstctl", &["history-clear"]);
}

/// Keeps everything off the screen until it is told to go on.
pub(crate) fn pause(paused: bool) {
    clear();
    said("dunstctl", &["set-paused", &paused.to_string()]);
}

/// Presses a button of a guest's notification, as a person picks it from the daemon's menu.
pub(crate) fn press(button: &str, guest: &str) {
    let home = PathBuf::from(std::env::var_os("HOME").unwrap());
    let choice = format!("^#{button} (.*{guest}");
    std::fs::write(home.join("notification-choice"), choice).unwrap();
    said("dunstctl", &["context"]);
}

/// What the daemon was given since it started, as it prints it.
pub(crate) fn printed() -> String {
    let log = std::env::var_os("VIRTUAL_DESKTOP_NOTIFICATIONS").unwrap();
    std::fs::read_to_string(log).unwrap_or_default()
}

/// What the daemon was given after `from`.
pub(crate) fn printed_after(from: usize) -> String {
    printed().get(from..).unwrap_or_default().to_owned()
}

/// Waits until the daemon was given something with these words after `from`.
pub(crate) async fn shown(from: usize, words: &str) {
    wait_until(&format!("a notification with {words}"), async || {
        printed_after(from).contains(words)
    })
    .await;
}

/// The daemon's numbers of what it was given about a guest after `from`: the same number is the same place on the screen.
pub(crate) fn numbers_of(from: usize, guest: &str) -> Vec<String> {
    let given = printed_after(from);
    let about = given.split("appname:").filter(|one| {
        let summary = one.lines().find(|line| line.trim().starts_with("summary:"));
        summary.is_some_and(|line| line.contains(guest))
    });
    about
        .filter_map(|one| Some(one.rsplit_once("id: ")?.1.lines().next()?.to_owned()))
        .collect()
}

/// How many notifications stand on the screen.
pub(crate) fn standing() -> usize {
    let count = said("dunstctl", &["count", "displayed"]);
    count.trim().parse().unwrap_or_default()
}
