use channels::media::{MediaProblem, allowed_host, check, check_announced};
use domain::limits::MediaKind;
use domain::message::{Content, Media};
use sha2::{Digest, Sha256};

const MB: u64 = 1024 * 1024;
const JPEG: &[u8] = &[0xFF, 0xD8, 0xFF, 0xE0, 0, 16, b'J', b'F', b'I', b'F'];

/// Types that pass, types that do not, and the largest size.
fn row(kind: MediaKind, good: &[&str], bad: &[&str], max: u64) {
    for mime in good {
        assert!(check_announced(kind, mime, Some(max)).is_ok(), "{mime}");
        assert_eq!(
            check_announced(kind, mime, Some(max + 1)),
            Err(MediaProblem::Size),
            "{mime}"
        );
        assert_eq!(
            check_announced(kind, mime, Some(0)),
            Err(MediaProblem::Size),
            "{mime}"
        );
    }
    for mime in bad {
        assert_eq!(
            check_announced(kind, mime, Some(1)),
            Err(MediaProblem::Type),
            "{mime}"
        );
    }
}

#[test]
fn image_jpeg_png_5_mb() {
    row(
        MediaKind::Image,
        &["image/jpeg", "IMAGE/PNG"],
        &["image/svg+xml", "image/gif", "text/html", ""],
        5 * MB,
    );
}

#[test]
fn video_mp4_3gp_16_mb() {
    row(
        MediaKind::Video,
        &["video/mp4", "video/3gpp"],
        &["video/x-msvideo", "image/jpeg"],
        16 * MB,
    );
}

#[test]
fn audio_16_mb() {
    let good = [
        "audio/aac",
        "audio/amr",
        "audio/mpeg",
        "audio/mp4",
        "audio/ogg; codecs=opus",
    ];
    row(
        MediaKind::Audio,
        &good,
        &["audio/wav", "video/mp4"],
        16 * MB,
    );
}

#[test]
fn document_100_mb() {
    row(
        MediaKind::Document,
        &["application/pdf", "text/plain", "application/zip", ""],
        &[],
        100 * MB,
    );
}

#[test]
fn sticker_webp_500_kb() {
    row(
        MediaKind::Sticker,
        &["image/webp"],
        &["image/png"],
        500 * 1024,
    );
}

/// R12: nothing that a browser would run is served as what it is.
#[test]
fn active_types_are_served_as_bytes() {
    for mime in [
        "text/html",
        "image/svg+xml",
        "application/xhtml+xml",
        "text/javascript; charset=utf-8",
        "x\r\ny/z",
        "nonsense",
    ] {
        assert_eq!(
            check_announced(MediaKind::Document, mime, Some(9)).unwrap(),
            "application/octet-stream",
            "{mime}"
        );
    }
    assert_eq!(
        check_announced(MediaKind::Document, "application/pdf; x=y", Some(9)).unwrap(),
        "application/pdf"
    );
}

/// R12: a page that calls itself a picture is refused.
#[test]
fn bytes_must_be_what_they_claim() {
    assert_eq!(
        check(MediaKind::Image, "image/jpeg", b"<html><script>", None),
        Err(MediaProblem::Type)
    );
    assert_eq!(
        check(MediaKind::Image, "image/png", JPEG, None),
        Err(MediaProblem::Type)
    );
    assert_eq!(
        check(MediaKind::Sticker, "image/webp", b"RIFF....WAVE", None),
        Err(MediaProblem::Type)
    );
    assert!(
        check(
            MediaKind::Sticker,
            "image/webp",
            b"RIFF\0\0\0\0WEBPVP8 ",
            None
        )
        .is_ok()
    );
    assert!(
        check(
            MediaKind::Image,
            "image/png",
            b"\x89PNG\r\n\x1a\n....",
            None
        )
        .is_ok()
    );
}

#[test]
fn the_digest_must_be_the_announced_one() {
    let sha256 = hex::encode(Sha256::digest(JPEG));
    let checked = check(MediaKind::Image, "image/jpeg; a=b", JPEG, Some(&sha256)).unwrap();
    assert_eq!(
        (checked.mime.as_str(), checked.size, checked.sha256.as_str()),
        ("image/jpeg", 10, sha256.as_str())
    );
    let mut other = JPEG.to_vec();
    other.push(0);
    assert_eq!(
        check(MediaKind::Image, "image/jpeg", &other, Some(&sha256)),
        Err(MediaProblem::Digest)
    );
    assert_eq!(
        check(MediaKind::Image, "image/jpeg", b"", None),
        Err(MediaProblem::Size)
    );
}

#[test]
fn kinds_of_messages() {
    let file = Media {
        id: None,
        mime: String::new(),
        size: None,
        name: None,
        problem: None,
    };
    assert_eq!(
        Content::Sticker(file.clone()).file().map(|(kind, _)| kind),
        Some(MediaKind::Sticker)
    );
    assert_eq!(
        Content::Audio {
            media: file,
            voice: true
        }
        .file()
        .map(|(kind, _)| kind),
        Some(MediaKind::Audio)
    );
    assert_eq!(Content::Text.file().map(|(kind, _)| kind), None);
    assert_eq!(MediaProblem::Digest.code(), "digest");
}

/// R13: a token travels only to Meta's hosts over https, or to the configured base.
#[test]
fn addresses() {
    let graph = "https://graph.facebook.com";
    for good in [
        "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1",
        "https://LOOKASIDE.fbsbx.com/x",
        "https://scontent.xx.fbcdn.net/x",
        "https://mmg.whatsapp.net/x",
        "https://graph.facebook.com/v25.0/x",
    ] {
        assert!(allowed_host(good, graph), "{good}");
    }
    for bad in [
        "http://lookaside.fbsbx.com/x",
        "https://lookaside.fbsbx.com.evil.example/x",
        "https://evil.example/lookaside.fbsbx.com",
        "https://lookaside.fbsbx.com@evil.example/x",
        "https://user:pw@lookaside.fbsbx.com/x",
        "https://lookaside.fbsbx.com:8443/x",
        "https://evilfbcdn.net/x",
        "https://fbcdn.net.evil.example",
        "https://169.254.169.254/latest/meta-data",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://localhost/x",
        "file:///etc/passwd",
        "ftp://lookaside.fbsbx.com/x",
        "data:text/html,x",
        "//lookaside.fbsbx.com/x",
        "",
        "https://",
    ] {
        assert!(!allowed_host(bad, graph), "{bad}");
    }
}

/// R13: a test's own base is trusted, exactly: scheme, host and port.
#[test]
fn the_configured_base() {
    let base = "http://127.0.0.1:9000/graph";
    assert!(allowed_host("http://127.0.0.1:9000/files/1", base));
    assert!(allowed_host("https://lookaside.fbsbx.com/x", base));
    for bad in [
        "http://127.0.0.1:9001/x",
        "https://127.0.0.1:9000/x",
        "http://127.0.0.1/x",
        "http://localhost:9000/x",
        "http://127.0.0.1:9000@evil.example/",
    ] {
        assert!(!allowed_host(bad, base), "{bad}");
    }
    assert!(
        !allowed_host("file:///x", "file:///"),
        "only web addresses are a base"
    );
}
