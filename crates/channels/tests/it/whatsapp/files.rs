//! Files to the guest: the upload, and the message that names it. SPEC 40, 141: images on WhatsApp.

use super::outbound::{ENDPOINT, outbound};
use channels::whatsapp::{RenderProblem, UploadResult, media_upload, read_upload_response, render};
use domain::limits::MediaKind;
use domain::outbound::{Outbound, OutboundMedia, SendDecision};
use serde_json::{Value, json};

fn with(kind: MediaKind, text: &str, voice: bool) -> Outbound {
    Outbound {
        media: Some(OutboundMedia {
            kind,
            id: "900".to_owned(),
            name: Some("Parking.pdf".to_owned()),
            voice,
        }),
        ..outbound(text, vec![])
    }
}

fn sent(outbound: &Outbound) -> Value {
    render(&ENDPOINT, outbound).unwrap().json.unwrap()
}

/// SPEC 40, 141: each kind as Meta wants it: captions where they exist, a file name for documents, a voice note as one.
#[test]
fn every_kind_of_file() {
    for (kind, text, voice, name, payload) in [
        (
            MediaKind::Image,
            "The view",
            false,
            "image",
            json!({"id": "900", "caption": "The view"}),
        ),
        (MediaKind::Image, "", false, "image", json!({"id": "900"})),
        (
            MediaKind::Video,
            "Hi",
            false,
            "video",
            json!({"id": "900", "caption": "Hi"}),
        ),
        (MediaKind::Audio, "", false, "audio", json!({"id": "900"})),
        (
            MediaKind::Audio,
            "",
            true,
            "audio",
            json!({"id": "900", "voice": true}),
        ),
        (
            MediaKind::Document,
            "How to park",
            false,
            "document",
            json!({"id": "900", "caption": "How to park", "filename": "Parking.pdf"}),
        ),
        (
            MediaKind::Sticker,
            "",
            false,
            "sticker",
            json!({"id": "900"}),
        ),
    ] {
        let body = sent(&with(kind, text, voice));
        assert_eq!(body["type"], name);
        assert_eq!(body[name], payload);
        assert_eq!(body["to"], "+351912345678");
        assert_eq!(body["biz_opaque_callback_data"], "m-1");
    }
}

/// whatsapp.md 3: 1,024 characters under a picture, none under a sound: more is refused before anything leaves.
#[test]
fn captions_have_limits() {
    assert!(render(&ENDPOINT, &with(MediaKind::Image, &"é".repeat(1024), false)).is_ok());
    for (kind, length, limit) in [(MediaKind::Image, 1025, 1024), (MediaKind::Audio, 1, 0)] {
        assert_eq!(
            render(&ENDPOINT, &with(kind, &"é".repeat(length), false)),
            Err(RenderProblem::TooLong { length, limit })
        );
    }
}

/// The upload's address and fields; the token is not in the value.
#[test]
fn upload_request() {
    let upload = media_upload(&ENDPOINT, "image/jpeg").unwrap();
    assert_eq!(
        upload.url,
        "https://graph.facebook.com/v25.0/100000000000001/media"
    );
    let fields = [("messaging_product", "whatsapp"), ("type", "image/jpeg")];
    assert_eq!(
        upload.fields,
        fields.map(|(name, value)| (name, value.to_owned()))
    );
    assert_eq!(upload.mime, "image/jpeg");
}

/// whatsapp.md 5: an upload's answer by code; nothing reached the guest, so what is unclear is tried again.
#[test]
fn upload_answers() {
    let kept = read_upload_response(200, br#"{"id":"900"}"#);
    assert_eq!(
        kept,
        UploadResult::Kept {
            id: "900".to_owned()
        }
    );
    let error = |code: i64| {
        json!({"error": {"message": "m", "code": code}})
            .to_string()
            .into_bytes()
    };
    for (status, body, code, decision) in [
        (400, error(131_053), "media", SendDecision::Fail),
        (400, error(100), "media", SendDecision::Fail),
        (
            401,
            error(190),
            "token",
            SendDecision::FailAndStopConnection,
        ),
        (429, error(130_429), "rate", SendDecision::Retry),
        (500, b"<html>".to_vec(), "provider", SendDecision::Retry),
        (200, b"{}".to_vec(), "provider", SendDecision::Retry),
    ] {
        match read_upload_response(status, &body) {
            UploadResult::Refused {
                failure,
                decision: found,
            } => assert_eq!((failure.code.as_str(), found), (code, decision)),
            kept @ UploadResult::Kept { .. } => panic!("{kept:?}"),
        }
    }
}
