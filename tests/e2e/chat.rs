//! A guest in a real browser and the staff of a real relay, in both directions.

use crate::browser::Browser;
use crate::chat_world::{ChatHotel, StaffStream};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::Duration;
use thirtyfour::Key;

/// A photo of the demo hotel.
pub(crate) fn photo() -> PathBuf {
    testkit::package_folder().join("relay/src/demo/media/ac-panel.jpg")
}

/// SPEC 239, 169: a guest writes on the website, the bot answers first and says that it is one, somebody of the team steps in, and each
/// sees how far their words got.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guest_and_the_team_talk() {
    let chat = ChatHotel::open().await;
    let guest = Browser::open().await;
    guest.go(&chat.page()).await;
    guest.line("open").await;
    assert!(
        guest
            .by_id("chat-disclosure")
            .await
            .is_displayed()
            .await
            .unwrap(),
        "an assistant that may answer says so before the first word"
    );
    guest.write("Is there a cot in 412?").await;
    guest.in_state("Is there a cot in 412?", "sent").await;
    let message = chat.staff.sees("Is there a cot in 412?").await;
    let conversation = message["body"]["conversation"].as_str().unwrap().to_owned();
    guest.sees("bot", "Miralva").await;

    chat.staff.steps_in(&conversation).await;
    chat.staff
        .does(json!({ "type": "mark_read", "conversation": conversation }))
        .await;
    guest.in_state("Is there a cot in 412?", "read").await;
    chat.staff
        .writes(&conversation, "Yes, made up already.")
        .await;
    guest.sees("staff", "Yes, made up already.").await;
    chat.staff
        .sees_that(|body| body["text"] == "Yes, made up already." && body["state"] == "read")
        .await;
    guest.picture("chat-talk").await;
    assert_eq!(guest.complaints().await, Vec::<String>::new());
    guest.close().await;
}

/// A message that arrives while nobody looks at the page is delivered and not read; it is read once somebody looks.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn delivered_is_not_read() {
    let chat = ChatHotel::open().await;
    let guest = Browser::open().await;
    guest.go(&chat.page()).await;
    guest.write("I am in another tab").await;
    let conversation = chat.staff.conversation_of("I am in another tab").await;
    chat.staff.steps_in(&conversation).await;
    let tab = guest.driver.window().await.unwrap();
    let other = guest.driver.new_tab().await.unwrap();
    guest.driver.switch_to_window(other).await.unwrap();
    chat.staff.writes(&conversation, "Seen later").await;
    let state = |state: &'static str| {
        move |body: &Value| body["text"] == "Seen later" && body["state"] == state
    };
    chat.staff.sees_that(state("delivered")).await;
    guest.driver.switch_to_window(tab).await.unwrap();
    chat.staff.sees_that(state("read")).await;
    guest.close().await;
}

/// A photo goes with progress, is seen by the staff as what its bytes say, is shown to the guest from the guest's own media only, and
/// opens large; what may not be sent is refused in words, and nothing of it travels.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn photos_and_files() {
    let chat = ChatHotel::open().await;
    let guest = Browser::open().await;
    guest.go(&chat.page()).await;
    guest.line("open").await;
    let file = guest.by_id("chat-file").await;
    file.send_keys(photo().to_str().unwrap()).await.unwrap();
    let record = chat
        .staff
        .sees_that(|body| body["author"] == "guest" && body["content"]["type"] == "image")
        .await;
    assert_eq!(record["content"]["mime"], "image/jpeg");
    shown(&guest).await;

    // The same photo after a reload comes from the relay, with the visitor's token and not without.
    guest.reload().await;
    shown(&guest).await;
    let media = record["content"]["id"].as_str().unwrap();
    let status = guest
        .eval(&format!(
            "fetch('/chat/demo/media/{media}').then(answer => answer.status)"
        ))
        .await;
    assert_ne!(status, 200, "without the token there is no photo");
    guest.click("chat-photo").await;
    guest.until("document.getElementById('viewer').open").await;
    guest.picture("chat-photo").await;
    guest.press(Key::Escape).await;
    guest.until("!document.getElementById('viewer').open").await;
    guest
        .until("document.activeElement.dataset.testid === 'chat-photo'")
        .await;

    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let refused = [
        (
            write("menu.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            "menu.svg",
        ),
        (write("huge.pdf", &vec![b'x'; (10 << 20) + 1]), "10"),
        (write("nothing.pdf", b""), "nothing.pdf"),
    ];
    for (path, word) in refused {
        guest
            .by_id("chat-file")
            .await
            .send_keys(path)
            .await
            .unwrap();
        guest
            .until(&format!(
                "document.querySelector(\"[data-testid='chat-problem']\").textContent.includes({})",
                json!(word)
            ))
            .await;
    }
    assert_eq!(
        guest.count("guest", "").await,
        0,
        "only the photo is there, without words"
    );
    guest.picture("chat-refused").await;

    // A program under another name: only the relay finds out, and the guest reads why.
    let disguised = write("photo.jpg", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00");
    guest
        .by_id("chat-file")
        .await
        .send_keys(disguised)
        .await
        .unwrap();
    guest.in_state("photo.jpg", "failed").await;
    guest.click("chat-discard").await;
    guest.until("!document.querySelector('.unsent')").await;

    let bill = write("bill.pdf", b"%PDF-1.7\n1 0 obj\n");
    guest
        .by_id("chat-file")
        .await
        .send_keys(bill)
        .await
        .unwrap();
    chat.staff
        .sees_that(|body| {
            body["content"]["name"] == "bill.pdf" && body["content"]["mime"] == "application/pdf"
        })
        .await;
    guest.by_id("chat-document").await;
    guest.close().await;
}

/// A file on a slow line shows how far it is, and can be called off; then nothing of it reaches the hotel.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_shows_progress_and_can_be_called_off() {
    let chat = ChatHotel::open().await;
    let guest = Browser::open().await;
    guest.go(&chat.page()).await;
    guest.line("open").await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.pdf");
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.resize(9 << 20, b' ');
    std::fs::write(&path, bytes).unwrap();
    chat.line.slow(Duration::from_millis(10));
    let file = guest.by_id("chat-file").await;
    file.send_keys(path.to_str().unwrap()).await.unwrap();
    guest
        .until("document.querySelector('progress')?.value > 0 && document.querySelector('progress').value < 1")
        .await;
    guest.picture("chat-progress").await;
    guest.click("chat-discard").await;
    guest.until("!document.querySelector('.unsent')").await;
    chat.line.mend();
    guest.write("Rather not").await;
    chat.staff.sees("Rather not").await;
    assert_eq!(guest.count("guest", "plan.pdf").await, 0);
    let (changes, _) = chat.staff.client().changes(None).await.unwrap();
    let plans = changes
        .iter()
        .filter(|it| it["body"]["content"]["name"] == "plan.pdf");
    assert_eq!(plans.count(), 0);
    guest.close().await;
}

/// Waits until the photo is decoded and on screen.
pub(crate) async fn shown(guest: &Browser) {
    guest
        .until("[...document.querySelectorAll(\"[data-testid='chat-photo'] img\")].some(image => image.complete && image.naturalWidth > 100 && image.src.startsWith('blob:'))")
        .await;
}

/// A pasted and a dropped photo are sent like a chosen one; words on the clipboard stay words.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn paste_and_drop() {
    let chat = ChatHotel::open().await;
    let guest = Browser::open().await;
    guest.go(&chat.page()).await;
    guest.line("open").await;
    let give = |event: &str, words: &str| {
        format!(
            "(async () => {{ const canvas = Object.assign(document.createElement('canvas'), {{ width: 200, height: 150 }}); \
             canvas.getContext('2d').fillRect(0, 0, 20, 20); \
             const blob = await new Promise(done => canvas.toBlob(done)); const data = new DataTransfer(); \
             data.items.add(new File([blob], '{event}.png', {{ type: 'image/png' }})); {words} \
             const options = {{ bubbles: true, cancelable: true, clipboardData: data, dataTransfer: data }}; \
             const target = document.getElementById('field'); \
             if ('{event}' === 'drop') {{ target.dispatchEvent(new DragEvent('dragenter', options)); window.dropShown = !document.getElementById('drop').hidden; }} \
             target.dispatchEvent('{event}' === 'drop' ? new DragEvent('drop', options) : new ClipboardEvent('paste', options)); return true; }})()"
        )
    };
    guest
        .eval(&give("paste", "data.setData('text/plain', 'Room\\t412');"))
        .await;
    guest.eval(&give("paste", "")).await;
    guest
        .until("document.querySelectorAll(\"[data-testid='chat-photo']\").length === 1")
        .await;
    guest.eval(&give("drop", "")).await;
    guest
        .until("document.querySelectorAll(\"[data-testid='chat-photo']\").length === 2")
        .await;
    assert_eq!(guest.eval("window.dropShown").await, true);
    assert!(
        !guest
            .by_id("chat-log")
            .await
            .text()
            .await
            .unwrap()
            .contains("Room")
    );
    guest.close().await;
}

/// Typing travels both ways, is words that stand still, and leaves nothing behind.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn typing_both_ways() {
    let chat = ChatHotel::open().await;
    let guest = Browser::open().await;
    guest.go(&chat.page()).await;
    guest.write("Hello from the website").await;
    let conversation = chat.staff.conversation_of("Hello from the website").await;
    chat.staff.steps_in(&conversation).await;
    let mut desk = StaffStream::open(&chat.line.url(), chat.staff.client()).await;
    guest
        .by_id("chat-field")
        .await
        .send_keys("And a")
        .await
        .unwrap();
    desk.hears_typing(&conversation, true).await;
    guest
        .by_id("chat-field")
        .await
        .send_keys(format!(" cot{}", Key::Enter.value()))
        .await
        .unwrap();
    desk.hears_typing(&conversation, false).await;

    desk.types(&conversation, true).await;
    guest
        .until("document.querySelector(\"[data-testid='chat-typing']\").textContent !== ''")
        .await;
    guest.picture("chat-typing").await;
    assert_eq!(
        guest.eval("document.getAnimations().length").await,
        0,
        "nothing moves while somebody writes"
    );
    desk.types(&conversation, false).await;
    guest
        .until("document.querySelector(\"[data-testid='chat-typing']\").textContent === ''")
        .await;
    guest.close().await;
}
