//! What a thief of the computer would read.

use crate::hands::claimed;
use crate::on_disk::no_word_in;
use crate::world::Hotel;
use std::path::PathBuf;

/// What an unencrypted database file begins with.
const SQLITE: &str = "SQLite format 3";

/// SPEC 41; R10; issue 2.6: after a shift with messages, a reply, a note, a draft, a search, a file and a photo no file of the app
/// holds a word of them or an unencrypted database, while it runs and after it ended; the webview keeps nothing either.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shift_leaves_no_word_on_disk() {
    let hotel = Hotel::open().await;
    let folder = tempfile::tempdir().unwrap();
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    window.resize(1440, 900).await;
    claimed(&hotel, &window, "+351900000751", "Klara Geheimnis").await;
    hotel
        .guest_writes(
            "+351900000751",
            "Klara Geheimnis",
            "My surprise is the saxophonist",
        )
        .await;
    window.say("The saxophonist waits in the lobby").await;
    hotel.sent("The saxophonist waits in the lobby").await;
    let letter = folder.path().join("invitation.pdf");
    std::fs::write(&letter, b"%PDF-1.4\nan invitation to the marimba\n").unwrap();
    window
        .by_id("attach-input")
        .await
        .send_keys(letter.to_str().unwrap())
        .await
        .unwrap();
    window
        .css("[data-testid='attachment'][data-state='ready']")
        .await;
    window.write("Half of a xylophone").await;
    window.click("note-mode").await;
    window.say("The harpsichord is unpaid").await;
    window
        .message_in_state("The harpsichord is unpaid", "stored")
        .await;
    window.fill("search", "saxophonist").await;
    window.by_id("message-hit").await;
    window.leave_search().await;
    window.open_conversation_of("Noor Haddad").await;
    window
        .until("[...document.querySelectorAll(\"[data-testid='photo'] img\")].some(image => image.complete && image.naturalWidth > 100)")
        .await;

    let words = [
        "saxophonist",
        "marimba",
        "xylophone",
        "harpsichord",
        "Geheimnis",
        "351900000751",
        "Mariana",
        "bellhop-demo",
        SQLITE,
    ];
    hotel.no_word_on_disk(&words);
    window.close().await;
    hotel.no_word_on_disk(&words);
    let home = PathBuf::from(std::env::var_os("HOME").unwrap());
    // (The keyring and the daemon's own log lie elsewhere in it.)
    for part in [".local/share/app.bellhop.desk", ".cache"] {
        no_word_in(&home.join(part), &words[..words.len() - 1]);
    }
}
