//! Files at the desk: attached, sent with the line cut in the middle, stopped, dropped, received, played, opened, wiped
//! (DESIGN_DESK Outbox, Cache, Guest content; SPEC 39, 40, 41, 141; R5, R10, R12).

use crate::world::{Place, World, quick};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use desk::Options;
use desk::api::event::DeskEvent;
use desk::host::Host;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Duration;
use testkit::graph::FakeMedia;
use testkit::whatsapp::Account;

const VIEW: &[u8] = include_bytes!("../../../../relay/src/demo/media/view.jpg");
const VOICE: &[u8] = include_bytes!("../../../../relay/src/demo/media/voice.ogg");
const PARKING: &[u8] = include_bytes!("../../../../relay/src/demo/media/parking.pdf");

/// A file of 3 MB that is one of its kind: a picture with a long tail.
pub(crate) fn large_photo() -> Vec<u8> {
    let mut bytes = VIEW.to_vec();
    bytes.extend((0_u32..700_000).flat_map(|i| i.wrapping_mul(2_654_435_761).to_le_bytes()));
    bytes
}

async fn mine(world: &World, ines: &Place, name: &str) -> Value {
    let guest = world.guest(name);
    world.writes(&guest, "a human please").await;
    let row = ines
        .row(name, |row| row["status"] == "AWAITING_AGENT")
        .await;
    ines.act(&row["id"], "claim").await;
    ines.until_settled().await;
    row["id"].clone()
}

async fn begin(place: &Place, at: &Value, name: &str, mime: &str, size: usize) -> Value {
    let args = json!({"conversation": at, "note": false, "name": name, "mime": mime, "size": size});
    place.call("attachment_begin", args).await
}

/// Attaches as the window does, in pieces of 512 KiB.
pub(crate) async fn attach(
    place: &Place,
    at: &Value,
    name: &str,
    mime: &str,
    bytes: &[u8],
) -> Value {
    let mut draft = begin(place, at, name, mime, bytes.len()).await;
    assert_eq!(draft["problem"], Value::Null, "{draft}");
    for piece in bytes.chunks(512 << 10) {
        let args = json!({"attachment": draft["id"], "offset": draft["received"],
            "base64": STANDARD.encode(piece)});
        draft = place.call("attachment_piece", args).await;
    }
    draft
}

/// After a start: the cache of a busy machine may take longer to open than the first frame waits.
async fn open_again(place: &Place) {
    place
        .until("somebody is signed in", || async {
            place.state().await["sync"].is_object().then_some(())
        })
        .await;
}

async fn attachments(place: &Place, at: &Value) -> Vec<Value> {
    let args = json!({"conversation": at, "note": false});
    let list = place.call("attachments", args).await;
    list.as_array().unwrap().clone()
}

pub(crate) async fn send(place: &Place, at: &Value, text: &str, drafts: &[&Value]) -> Value {
    let ids: Vec<&Value> = drafts.iter().map(|draft| &draft["id"]).collect();
    let args = json!({"conversation": at, "text": text, "reply_to": null, "attachments": ids});
    place.call("send_message", args).await["message"].clone()
}

async fn until(place: &Place, at: &Value, id: &Value, test: impl Fn(&Value) -> bool) -> Value {
    place
        .until("the message is so", || async {
            let thread = place.thread(at).await;
            thread.into_iter().find(|m| m["id"] == *id && test(m))
        })
        .await
}

fn scan(folder: &Path, what: &[u8]) -> (usize, Vec<PathBuf>) {
    let (mut files, mut hits) = (0, Vec::new());
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let (more, found) = scan(&path, what);
            files += more;
            hits.extend(found);
        } else if let Ok(bytes) = std::fs::read(&path) {
            files += 1;
            if bytes.windows(what.len()).any(|window| window == what) {
                hits.push(path);
            }
        }
    }
    (files, hits)
}

/// SPEC 39, 40, 141: a photograph with its caption and a file go to the guest as one message each, in order; the line says so all
/// the way, and the bytes at the provider are the bytes that were attached.
#[tokio::test(flavor = "multi_thread")]
async fn photos_and_files_reach_the_guest() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let at = mine(&world, &ines, "Nora Photo").await;
    let photo = attach(&ines, &at, "view.jpg", "image/jpeg", VIEW).await;
    assert_eq!(photo["received"], VIEW.len());
    assert!(photo["media"].is_string());
    let plan = attach(&ines, &at, "parking.pdf", "application/pdf", PARKING).await;
    assert_eq!(attachments(&ines, &at).await.len(), 2);
    let before = world.graph.sent().len();
    let last = send(&ines, &at, "Your view", &[&photo, &plan]).await;
    assert!(
        attachments(&ines, &at).await.is_empty(),
        "the drafts are messages now"
    );
    until(&ines, &at, &last, |m| m["state"] == "sent").await;
    let sent = world.graph.sent();
    assert_eq!(sent.len(), before + 2);
    assert_eq!(sent[before]["image"]["caption"], "Your view");
    assert_eq!(sent[before + 1]["document"]["filename"], "parking.pdf");
    let file = |n: usize, kind: &str| {
        let id = sent[before + n][kind]["id"].as_str().unwrap();
        world.graph.uploaded(id).unwrap().bytes
    };
    assert_eq!(file(0, "image"), VIEW);
    assert_eq!(file(1, "document"), PARKING);
    let told = ines
        .host
        .events
        .lock()
        .unwrap()
        .iter()
        .any(|event| matches!(event, DeskEvent::Upload { sent, size, .. } if sent == size));
    assert!(told, "the window hears how far it is");
    let row = ines
        .row("Nora Photo", |row| row["preview"]["content"] == "document")
        .await;
    assert_eq!(row["unread"], 0);
    ines.until_settled().await;
}

/// R5: the line is cut in the middle of an upload and the app ends in the middle of the next; it goes on from where the relay
/// stands, and the guest gets one message.
#[tokio::test(flavor = "multi_thread")]
async fn a_cut_line_costs_one_piece() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let at = mine(&world, &ines, "Nora Cut").await;
    let bytes = large_photo();
    let photo = attach(&ines, &at, "view.jpg", "image/jpeg", &bytes).await;
    let before = world.graph.sent().len();
    ines.line.slow(Duration::from_millis(2));
    let id = send(&ines, &at, "", &[&photo]).await;
    let uploading = |m: &Value| {
        m["upload"]["sent"]
            .as_u64()
            .is_some_and(|sent| sent >= 256 << 10)
    };
    let seen = until(&ines, &at, &id, uploading).await;
    assert_eq!(seen["upload"]["size"], bytes.len());
    assert_eq!(seen["state"], "waiting");
    ines.line.cut();
    ines.until_offline().await;
    let here = until(&ines, &at, &id, |m| m["upload"].is_object()).await;
    let sent = here["upload"]["sent"].as_u64().unwrap();
    assert!(sent < bytes.len() as u64, "{here}");
    let ines = ines.crash().await;
    open_again(&ines).await;
    let kept = until(&ines, &at, &id, |m| m["upload"].is_object()).await;
    assert_eq!(
        kept["upload"]["sent"], sent,
        "known after a restart, without the relay"
    );
    ines.host.events.lock().unwrap().clear();
    ines.line.mend();
    until(&ines, &at, &id, |m| m["state"] == "sent").await;
    let first = ines
        .host
        .events
        .lock()
        .unwrap()
        .iter()
        .find_map(|event| match event {
            DeskEvent::Upload { sent, .. } => Some(*sent),
            _ => None,
        });
    assert!(
        first.unwrap() >= sent,
        "it went on, it did not begin again: {first:?}"
    );
    let all = world.graph.sent();
    assert_eq!(all.len(), before + 1, "once");
    let media = all[before]["image"]["id"].as_str().unwrap();
    assert_eq!(world.graph.uploaded(media).unwrap().bytes, bytes);
}

/// Attached and sent while the relay is away: everything waits on the disk, over a restart, and leaves in order.
#[tokio::test(flavor = "multi_thread")]
async fn files_wait_while_the_relay_is_away() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let at = mine(&world, &ines, "Nora Away").await;
    ines.line.cut();
    ines.until_offline().await;
    let draft = attach(&ines, &at, "view.jpg", "image/jpeg", VIEW).await;
    let ines = ines.restart().await;
    open_again(&ines).await;
    let drafts = attachments(&ines, &at).await;
    assert_eq!(drafts.len(), 1, "a draft survives like words do");
    assert_eq!(drafts[0]["received"], VIEW.len());
    assert_eq!(drafts[0]["id"], draft["id"]);
    let shown = ines
        .desk
        .media(drafts[0]["media"].as_str().unwrap(), false)
        .await
        .unwrap();
    assert_eq!(
        (shown.mime(), shown.read(0, 3).unwrap()),
        ("image/jpeg", VIEW[..3].to_vec())
    );
    let before = world.graph.sent().len();
    let photo = send(&ines, &at, "the view", &[&draft]).await;
    ines.say(&at, "and a word after it").await;
    let waits = until(&ines, &at, &photo, |m| m["state"] == "waiting").await;
    assert_eq!(waits["upload"]["sent"], 0);
    assert_eq!(waits["content"]["type"], "image");
    let outbox = ines.call("outbox", Value::Null).await;
    assert_eq!(
        outbox.as_array().unwrap().len(),
        2,
        "the upload is no entry of its own"
    );
    ines.line.mend();
    ines.until_settled().await;
    assert!(
        world
            .graph
            .wait_for_sends(before + 2, crate::world::PATIENCE)
            .await
    );
    let sent = world.graph.sent();
    assert_eq!(sent[before]["type"], "image");
    assert_eq!(sent[before + 1]["text"]["body"], "and a word after it");
}

/// DESIGN_DESK: what the channel does not take is told of before anything is queued, by size and by type, and again by the bytes.
#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_is_told_beforehand() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let at = mine(&world, &ines, "Nora Large").await;
    let large = begin(&ines, &at, "view.jpg", "image/jpeg", (5 << 20) + 1).await;
    assert_eq!(
        large["problem"],
        json!({"code": "too_large", "limit": 5 << 20})
    );
    let empty = begin(&ines, &at, "view.jpg", "image/jpeg", 0).await;
    assert_eq!(empty["problem"]["code"], "empty");
    let named = begin(&ines, &at, "setup.exe", "application/pdf", 10).await;
    assert_eq!(named["problem"]["code"], "program");
    assert!(attachments(&ines, &at).await.is_empty());
    // A program that calls itself a picture is one by its bytes.
    let draft = begin(&ines, &at, "view.jpg", "image/jpeg", 8).await;
    let piece = json!({"attachment": draft["id"], "offset": 0, "base64": STANDARD.encode(b"MZ\x90\0\0\0\0\0")});
    let seen = ines.call("attachment_piece", piece.clone()).await;
    assert_eq!(seen["problem"]["code"], "program");
    assert!(attachments(&ines, &at).await.is_empty());
    assert_eq!(
        ines.refused("attachment_piece", piece).await.code,
        "not_found"
    );

    let draft = begin(&ines, &at, "view.jpg", "image/jpeg", 8).await;
    for (offset, base64) in [(4, "AAAA"), (0, ""), (0, "AAAAAAAAAAAAAAAA"), (0, "%")] {
        let piece = json!({"attachment": draft["id"], "offset": offset, "base64": base64});
        assert_eq!(
            ines.refused("attachment_piece", piece).await.code,
            "invalid"
        );
    }
    // Half a file cannot be sent; taken away it leaves nothing.
    let half =
        json!({"conversation": at, "text": "x", "reply_to": null, "attachments": [draft["id"]]});
    assert_eq!(ines.refused("send_message", half).await.code, "invalid");
    ines.call("attachment_remove", json!({"attachment": draft["id"]}))
        .await;
    assert!(attachments(&ines, &at).await.is_empty());
    ines.call("attachment_remove", json!({"attachment": large["id"]}))
        .await;
}

/// Somebody stops an upload: the message is held, goes on when they retry, and leaves no byte when they drop it.
#[tokio::test(flavor = "multi_thread")]
async fn an_upload_is_stopped_resumed_and_dropped() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let at = mine(&world, &ines, "Nora Stop").await;
    let photo = attach(&ines, &at, "view.jpg", "image/jpeg", &large_photo()).await;
    ines.line.slow(Duration::from_millis(2));
    let id = send(&ines, &at, "", &[&photo]).await;
    until(&ines, &at, &id, |m| {
        m["upload"]["sent"].as_u64().is_some_and(|sent| sent > 0)
    })
    .await;
    ines.call("upload_cancel", json!({"message": id})).await;
    let held = until(&ines, &at, &id, |m| m["state"] == "held").await;
    assert_eq!(held["upload"]["stopped"], true);
    assert_eq!(held["failure"]["code"], "upload_stopped");
    ines.line.mend();
    ines.call("retry_message", json!({"conversation": at, "message": id}))
        .await;
    until(&ines, &at, &id, |m| m["state"] == "sent").await;
    assert_eq!(
        ines.refused("upload_cancel", json!({"message": id}))
            .await
            .code,
        "not_found"
    );

    ines.line.cut();
    ines.until_offline().await;
    let other = attach(&ines, &at, "parking.pdf", "application/pdf", PARKING).await;
    let kept = || {
        let home = std::fs::read_dir(ines.host.home()).unwrap();
        let mut folders = home.flatten().map(|entry| entry.path());
        let files = folders.find(|path| {
            path.extension()
                .is_some_and(|it| it == "cache.files" || it == "files")
        });
        std::fs::read_dir(files.unwrap()).unwrap().count()
    };
    let before = kept();
    let dropped = send(&ines, &at, "", &[&other]).await;
    ines.call("upload_cancel", json!({"message": dropped}))
        .await;
    let held = until(&ines, &at, &dropped, |m| m["state"] == "held").await;
    ines.call("outbox_discard", json!({"id": held["outbox"]}))
        .await;
    ines.until("the message is gone", || async {
        let thread = ines.thread(&at).await;
        thread.iter().all(|m| m["id"] != dropped).then_some(())
    })
    .await;
    ines.until("its bytes are gone", || async {
        (kept() == before - 1).then_some(())
    })
    .await;
    assert_eq!(
        ines.desk
            .media(other["media"].as_str().unwrap(), false)
            .await
            .unwrap_err()
            .code,
        "not_found"
    );
    let before = world.graph.sent().len();
    ines.line.mend();
    ines.until_live().await;
    ines.until_settled().await;
    assert_eq!(
        world.graph.sent().len(),
        before,
        "what was dropped is not sent"
    );
}

async fn receives(world: &World, name: &str, kind: &str, mime: &str, bytes: &[u8], file: &str) {
    let guest = world.guest(name);
    let number = world.next();
    let media = FakeMedia::new(mime, bytes);
    world.graph.put_media(&format!("77{number}"), media.clone());
    let mut payload =
        json!({"id": format!("77{number}"), "mime_type": mime, "sha256": media.sha256()});
    if kind == "document" {
        payload["filename"] = json!(file);
    }
    let id = format!("wamid.file.{number}");
    let message = guest.message(&id, crate::world::seconds(), kind, payload);
    let body = Account::lisbon().messages(&guest, vec![message]);
    world.receives(&body).await;
}

/// The conversation and message of a guest's file, once the relay has it.
async fn file_of(place: &Place, name: &str) -> (Value, Value, String) {
    let row = place.row(name, |_| true).await;
    let found = place
        .until("the file is at the relay", || async {
            let thread = place.thread(&row["id"]).await;
            thread.into_iter().find_map(|m| {
                let content = &m["content"];
                let media = content.get("media").unwrap_or(content);
                let id = media["id"].as_str()?.to_owned();
                Some((m["id"].clone(), id))
            })
        })
        .await;
    (row["id"].clone(), found.0, found.1)
}

/// R12: a guest's file is fetched once, shown with a type of a fixed list and in ranges, kept over a restart and without the
/// relay, and only if the window was shown its message.
#[tokio::test(flavor = "multi_thread")]
async fn received_files_are_shown() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    receives(&world, "Vera Photo", "image", "image/jpeg", VIEW, "").await;
    let (at, _, media) = file_of(&ines, "Vera Photo").await;
    assert_eq!(
        ines.desk
            .media(&"0".repeat(64), false)
            .await
            .unwrap_err()
            .code,
        "not_found"
    );
    let shown = ines.desk.media(&media, false).await.unwrap();
    assert_eq!(
        (shown.mime(), shown.size()),
        ("image/jpeg", VIEW.len() as u64)
    );
    assert_eq!(shown.read(0, usize::MAX).unwrap(), VIEW);
    assert_eq!(shown.range("bytes=5-9"), Some(5..10));
    assert_eq!(shown.read(5, 5).unwrap(), &VIEW[5..10]);
    ines.line.cut();
    ines.until_offline().await;
    let ines = ines.restart().await;
    open_again(&ines).await;
    let nothing_shown = ines.desk.media(&media, false).await.unwrap_err();
    assert_eq!(
        nothing_shown.code, "not_found",
        "a page that was shown nothing gets nothing"
    );
    ines.thread(&at).await;
    assert_eq!(
        ines.desk.media(&media, false).await.unwrap().size(),
        VIEW.len() as u64
    );
    let (files, hits) = scan(&ines.host.home(), &VIEW[200..264]);
    assert!(files >= 3 && hits.is_empty(), "{hits:?}");
}

/// BEYOND 2.5.11: a voice note has seconds and a waveform, and comes as WAV where the webview asks for it.
#[tokio::test(flavor = "multi_thread")]
async fn voice_notes_are_decoded() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    receives(
        &world,
        "Vera Voice",
        "audio",
        "audio/ogg; codecs=opus",
        VOICE,
        "",
    )
    .await;
    let (_, message, media) = file_of(&ines, "Vera Voice").await;
    let voice = ines.call("voice", json!({"message": message})).await;
    assert_eq!(voice["peaks"].as_array().unwrap().len(), 48);
    assert!(voice["seconds"].as_f64().unwrap() > 1.0);
    let wav = ines.desk.media(&media, true).await.unwrap();
    assert_eq!(wav.mime(), "audio/wav");
    assert_eq!(wav.read(0, 4).unwrap(), b"RIFF");
    let ogg = ines.desk.media(&media, false).await.unwrap();
    assert_eq!((ogg.mime(), ogg.size()), ("audio/ogg", VOICE.len() as u64));
    receives(&world, "Vera Other", "image", "image/jpeg", VIEW, "").await;
    let (_, photo, _) = file_of(&ines, "Vera Other").await;
    let refused = ines.refused("voice", json!({"message": photo})).await;
    assert_eq!(refused.code, "unplayable");
}

/// GOALS, Security: a document opens from a private folder that is gone after the app, is saved under a free name, and a program
/// is refused by its name and by its bytes.
#[tokio::test(flavor = "multi_thread")]
async fn files_are_opened_and_saved_programs_never() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    receives(
        &world,
        "Vera Plan",
        "document",
        "application/pdf",
        PARKING,
        "../Plan.pdf",
    )
    .await;
    let (_, message, _) = file_of(&ines, "Vera Plan").await;
    ines.call("open_file", json!({"message": message})).await;
    let opened = PathBuf::from(ines.host.opened.lock().unwrap().pop().unwrap());
    assert_eq!(std::fs::read(&opened).unwrap(), PARKING);
    assert_eq!(opened.file_name().unwrap(), "Plan.pdf");
    assert!(opened.starts_with(ines.host.home()));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = std::fs::metadata(opened.parent().unwrap()).unwrap();
        assert_eq!(folder.permissions().mode() & 0o777, 0o700);
    }
    for name in ["Plan.pdf", "Plan (2).pdf"] {
        let saved = ines.call("save_file", json!({"message": message})).await;
        assert_eq!(saved["name"], name);
        let path = ines.host.downloads().join(name);
        assert_eq!(std::fs::read(path).unwrap(), PARKING);
    }
    for (guest, name, bytes) in [
        ("Vera Name", "invoice.pdf.exe", &b"%PDF-1.7 hello"[..]),
        ("Vera Bytes", "invoice.pdf", b"MZ\x90\0 a program"),
        ("Vera Page", "invoice.pdf", b"<html><script>"),
    ] {
        receives(&world, guest, "document", "application/pdf", bytes, name).await;
        let (_, message, _) = file_of(&ines, guest).await;
        for command in ["open_file", "save_file"] {
            let refused = ines.refused(command, json!({"message": message})).await;
            assert_eq!(refused.code, "program_refused", "{guest} {command}");
        }
    }
    assert!(ines.host.opened.lock().unwrap().is_empty());
    ines.desk.shutdown().await;
    assert!(!opened.exists(), "nothing readable stays");
}

/// Received files live within the budget, the ones looked at last stay; what waits to be sent stays whatever it takes.
#[tokio::test(flavor = "multi_thread")]
async fn the_budget_holds_and_spares_what_waits() {
    let world = World::new().await;
    let options = Options {
        media_budget: VIEW.len() as u64 + 10,
        ..quick()
    };
    let ines = world.place_with(options).await;
    ines.sign_in("ines", true).await;
    ines.until_live().await;
    let at = mine(&world, &ines, "Vera Budget").await;
    let waiting = attach(&ines, &at, "parking.pdf", "application/pdf", PARKING).await;
    let other = [VIEW, b"tail"].concat();
    receives(&world, "Vera One", "image", "image/jpeg", VIEW, "").await;
    receives(&world, "Vera Two", "image", "image/jpeg", &other, "").await;
    let (_, _, one) = file_of(&ines, "Vera One").await;
    let (_, _, two) = file_of(&ines, "Vera Two").await;
    ines.desk.media(&one, false).await.unwrap();
    ines.desk.media(&two, false).await.unwrap();
    ines.line.cut();
    ines.until_offline().await;
    assert_eq!(
        ines.desk.media(&one, false).await.unwrap_err().code,
        "offline",
        "it made room"
    );
    assert!(ines.desk.media(&two, false).await.is_ok());
    let draft = waiting["media"].as_str().unwrap();
    assert!(
        ines.desk.media(draft, false).await.is_ok(),
        "never before it is delivered"
    );
}

/// R10: a revoked device keeps no file, no key and no byte, also of one that was open.
#[tokio::test(flavor = "multi_thread")]
async fn a_wipe_takes_the_files() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let at = mine(&world, &ines, "Vera Wipe").await;
    attach(&ines, &at, "view.jpg", "image/jpeg", VIEW).await;
    receives(
        &world,
        "Vera Sent",
        "document",
        "application/pdf",
        PARKING,
        "plan.pdf",
    )
    .await;
    let (_, message, media) = file_of(&ines, "Vera Sent").await;
    ines.desk.media(&media, false).await.unwrap();
    ines.call("open_file", json!({"message": message})).await;
    let files = |place: &Place| {
        let home = place.host.home();
        std::fs::read_dir(home)
            .unwrap()
            .filter(|entry| entry.as_ref().unwrap().path().is_dir())
            .count()
    };
    assert_eq!(files(&ines), 2, "encrypted files, and one that is open");
    let devices = ines.call("devices", Value::Null).await;
    let this = devices
        .as_array()
        .unwrap()
        .iter()
        .find(|d| d["current"] == true)
        .unwrap();
    let relay = world.relay.sign_in("ines@miralva.example").await.unwrap();
    relay
        .delete(&format!("/v1/devices/{}", this["id"].as_str().unwrap()))
        .await
        .unwrap();
    ines.until("the desk has wiped itself", || async {
        (ines.state().await["reason"] == "device_revoked").then_some(())
    })
    .await;
    ines.until("the files are gone", || async {
        (files(&ines) == 0).then_some(())
    })
    .await;
    assert!(ines.host.secrets.lock().unwrap().is_empty());
    for bytes in [VIEW, PARKING] {
        let (_, hits) = scan(&ines.host.home(), &bytes[200..232]);
        assert!(hits.is_empty(), "{hits:?}");
    }
}

/// SPEC 41: a note carries a file to colleagues and nothing of it leaves the house.
#[tokio::test(flavor = "multi_thread")]
async fn notes_carry_files() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let tomas = world.at_work("tomas").await;
    let at = mine(&world, &ines, "Vera Note").await;
    let args = json!({"conversation": at, "note": true, "name": "id.pdf", "mime": "application/pdf",
        "size": PARKING.len()});
    let draft = ines.call("attachment_begin", args).await;
    let piece = json!({"attachment": draft["id"], "offset": 0, "base64": STANDARD.encode(PARKING)});
    ines.call("attachment_piece", piece).await;
    let note = json!({"conversation": at, "text": "", "attachments": [draft["id"]]});
    let id = ines.call("add_note", note).await["message"].clone();
    let seen = until(&tomas, &at, &id, |m| m["content"]["type"] == "document").await;
    let media = seen["content"]["id"].as_str().unwrap();
    let file = tomas.desk.media(media, false).await.unwrap();
    assert_eq!(file.read(0, usize::MAX).unwrap(), PARKING);
    assert_eq!(file.mime(), "application/octet-stream");
    // The greeting and lists of templates go out beside this; no file does.
    let requests = world.graph.requests();
    assert!(requests.iter().all(|it| !it.path.ends_with("/media")));
}
