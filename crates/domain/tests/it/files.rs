//! What channels take, and what files are. SPEC 40, 141: images and files degrade to what the channel can carry.

use domain::channel::Channel;
use domain::file_type::{is_program, safe_name, settle};
use domain::limits::{MediaKind, Unfit, caption, in_note, media, outgoing, text};

const MB: u64 = 1 << 20;

/// whatsapp.md 3: pictures 5 MB, films and sounds 16 MB, documents 100 MB; the byte above is refused with the limit.
#[test]
fn whatsapp_takes_what_its_table_says() {
    for (mime, kind, limit) in [
        ("image/jpeg", MediaKind::Image, 5 * MB),
        ("image/png", MediaKind::Image, 5 * MB),
        ("video/mp4", MediaKind::Video, 16 * MB),
        ("video/3gpp", MediaKind::Video, 16 * MB),
        ("audio/ogg; codecs=opus", MediaKind::Audio, 16 * MB),
        ("audio/mpeg", MediaKind::Audio, 16 * MB),
        ("application/pdf", MediaKind::Document, 100 * MB),
        // What is no picture, film or sound to WhatsApp goes out as a document.
        ("image/gif", MediaKind::Document, 100 * MB),
        ("video/quicktime", MediaKind::Document, 100 * MB),
        ("IMAGE/JPEG", MediaKind::Image, 5 * MB),
    ] {
        assert_eq!(
            outgoing(&Channel::WhatsApp, mime, limit),
            Ok(kind),
            "{mime}"
        );
        let large = outgoing(&Channel::WhatsApp, mime, limit + 1);
        assert_eq!(large, Err(Unfit::TooLarge { limit }), "{mime}");
        assert_eq!(outgoing(&Channel::WhatsApp, mime, 0), Err(Unfit::Empty));
    }
}

#[test]
fn other_channels() {
    let png = "image/png";
    assert_eq!(
        outgoing(&Channel::TikTok, png, 3 * MB),
        Ok(MediaKind::Image)
    );
    assert_eq!(outgoing(&Channel::TikTok, "video/mp4", 9), Err(Unfit::Type));
    assert_eq!(outgoing(&Channel::Calls, png, 9), Err(Unfit::NoMedia));
    assert_eq!(outgoing(&Channel::Google, png, 9), Err(Unfit::NoMedia));
    assert_eq!(
        outgoing(&Channel::LiveChat, "text/plain", 10 * MB),
        Ok(MediaKind::Document)
    );
    let large = Err(Unfit::TooLarge { limit: 10 * MB });
    assert_eq!(outgoing(&Channel::LiveChat, png, 10 * MB + 1), large);
    assert_eq!(
        outgoing(&Channel::Instagram, "application/zip", 9),
        Err(Unfit::Type)
    );
    assert!(media(&Channel::Other("fax".to_owned()), MediaKind::Image).is_none());
    assert_eq!(
        in_note("image/heic", 9),
        Ok(MediaKind::Document),
        "no webview draws it"
    );
    assert_eq!(caption(&Channel::WhatsApp, MediaKind::Image), 1024);
    assert_eq!(caption(&Channel::WhatsApp, MediaKind::Audio), 0);
    assert_eq!(text(&Channel::WhatsApp), 4096);
}

/// R12: a type is believed by its bytes; what a browser would run is plain bytes.
#[test]
fn types_are_read_off_the_bytes() {
    let bytes = "application/octet-stream";
    for (claimed, head, settled) in [
        ("image/png", &b"\xFF\xD8\xFF\xE0"[..], "image/jpeg"),
        ("image/jpeg", b"<script>", bytes),
        ("image/svg+xml", b"<svg", bytes),
        ("text/html", b"hello", bytes),
        ("application/xhtml+xml", b"hello", bytes),
        ("text/plain", b"hello", "text/plain"),
        ("", b"hello", bytes),
        ("a\r\nb/c", b"hello", bytes),
        ("video/mp4", b"\0\0\0\x20ftypisom", "video/mp4"),
        ("audio/mp4", b"\0\0\0\x20ftypisom", "audio/mp4"),
        ("", b"\0\0\0\x20ftypM4A ", "audio/mp4"),
        ("video/quicktime", b"\0\0\0\x20ftypqt  ", "video/quicktime"),
        ("audio/ogg; codecs=opus", b"OggS", "audio/ogg"),
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            b"PK\x03\x04",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("image/jpeg", b"PK\x03\x04", "application/zip"),
    ] {
        assert_eq!(settle(claimed, head), settled, "{claimed}");
    }
}

/// GOALS, Security: programs are known by name and by bytes, whatever they call themselves.
#[test]
fn programs_are_known() {
    for name in [
        "a.exe",
        "a.PDF.EXE",
        "a.exe. ",
        "x.desktop",
        "x.lnk",
        "run.sh",
        "page.html",
        "x.svg",
        "a.docm",
        "a.jar",
        "a.scr",
        "x.command",
        "y.ps1",
        "z.url",
    ] {
        assert!(is_program(name, b"hello"), "{name}");
    }
    for head in [
        &b"MZ\x90"[..],
        b"\x7FELF\x02",
        b"\xCF\xFA\xED\xFE",
        b"#!/bin/sh",
        b"  <!DOCTYPE HTML>",
        b"\xEF\xBB\xBF<html>",
        b"<script>",
        b"[Desktop Entry]\nExec=x",
    ] {
        assert!(is_program("invoice.pdf", head), "{head:?}");
    }
    for (name, head) in [
        ("invoice.pdf", &b"%PDF-1.7"[..]),
        ("photo.jpg", b"\xFF\xD8\xFF"),
        ("list.csv", b"a,b"),
        ("letter.docx", b"PK\x03\x04"),
        ("", b"hello"),
    ] {
        assert!(!is_program(name, head), "{name}");
    }
}

/// R12: a name from outside becomes a name on a disk: no folders, nothing invisible, no device, not endless.
#[test]
fn names_are_made_safe() {
    for (given, safe) in [
        ("view.jpg", "view.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\menu.pdf", "menu.pdf"),
        ("photo\u{202e}gpj.exe", "photogpj.exe"),
        ("a<b>:c?.pdf", "abc.pdf"),
        ("..", "file"),
        ("", "file"),
        ("NUL", "file"),
        ("com1.txt", "file"),
        (".hidden", "hidden"),
        ("Menü für Zwei.pdf", "Menü für Zwei.pdf"),
    ] {
        assert_eq!(safe_name(given, "file"), safe, "{given}");
    }
    let long = safe_name(&format!("{}.pdf", "x".repeat(500)), "file");
    assert_eq!(long.chars().count(), 120);
    assert!(long.ends_with(".pdf"));
}
