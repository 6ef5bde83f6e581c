//! What a visitor may send as a file: decided by its own bytes, whatever it is called.

use domain::file_type;
use domain::message::{Content, Media};

/// Largest upload in bytes (livechat.md).
pub const MAX_UPLOAD: usize = 10 << 20;
/// How much of a text is looked at for what a browser would run.
const LOOK: usize = 4096;
/// Longest file name kept, in characters.
const MAX_NAME: usize = 120;

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// More than [`MAX_UPLOAD`].
    #[error("too_large")]
    TooLarge,
    /// Nothing in it.
    #[error("empty_file")]
    Empty,
    /// Not one of the kinds that are taken: programs, HTML, SVG and what nobody knows.
    #[error("forbidden_kind")]
    Type,
}

/// A file that may be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspected {
    /// By its bytes.
    pub mime: String,
    /// Bytes.
    pub size: u64,
    /// The visitor's name for it without folders and signs that steer; `None` if nothing is left.
    pub name: Option<String>,
}

/// Looks at a file.
///
/// # Errors
/// [`Refused`].
pub fn inspect(bytes: &[u8], name: Option<&str>) -> Result<Inspected, Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    if bytes.len() > MAX_UPLOAD {
        return Err(Refused::TooLarge);
    }
    let name = name.and_then(clean);
    if file_type::is_program(name.as_deref().unwrap_or_default(), bytes) {
        return Err(Refused::Type);
    }
    let mime = sniff(bytes).ok_or(Refused::Type)?;
    Ok(Inspected {
        mime,
        size: bytes.len() as u64,
        name,
    })
}

/// The content of a message that carries the file.
#[must_use]
pub fn content(media: Media) -> Content {
    match media.mime.split('/').next() {
        Some("image") => Content::Image(media),
        Some("video") => Content::Video(media),
        Some("audio") => Content::Audio {
            media,
            voice: false,
        },
        _ => Content::Document(media),
    }
}

/// A type that is taken: by the first bytes (`domain::file_type` has the table), by what an archive holds, or plain text.
fn sniff(bytes: &[u8]) -> Option<String> {
    // Nobody's claim is heard: what the bytes do not say is not taken.
    match file_type::settle("", bytes).as_str() {
        "application/zip" => office(bytes).map(str::to_owned),
        file_type::BYTES => text(bytes).map(str::to_owned),
        known => Some(known.to_owned()),
    }
}

/// Documents of the usual office programs; other archives are not taken, because nobody sees what is in them.
fn office(bytes: &[u8]) -> Option<&'static str> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let has = |name: &[u8]| bytes.windows(name.len()).any(|part| part == name);
    // A document with macros is a program.
    if has(b"vbaProject.bin") {
        return None;
    }
    let open_document: &[(&[u8], &'static str)] = &[
        (
            b"mimetypeapplication/vnd.oasis.opendocument.text",
            "application/vnd.oasis.opendocument.text",
        ),
        (
            b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
            "application/vnd.oasis.opendocument.spreadsheet",
        ),
    ];
    for (mark, mime) in open_document {
        if bytes.get(30..30 + mark.len()) == Some(*mark) {
            return Some(mime);
        }
    }
    if !has(b"[Content_Types].xml") {
        return None;
    }
    let parts: &[(&[u8], &'static str)] = &[
        (
            b"word/document.xml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            b"xl/workbook.xml",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            b"ppt/presentation.xml",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
    ];
    let found = parts.iter().find(|(part, _)| has(part));
    found.map(|(_, mime)| *mime)
}

/// Plain text only: what begins like markup would be run by somebody's program.
fn text(bytes: &[u8]) -> Option<&'static str> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    let controls = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.is_empty() || text.starts_with(['<', '#']) || text.contains(controls) {
        return None;
    }
    let head: String = text.chars().take(LOOK).collect::<String>().to_lowercase();
    let marks = [
        "<!doctype",
        "<html",
        "<svg",
        "<script",
        "<?xml",
        "<body",
        "<iframe",
    ];
    (!marks.iter().any(|mark| head.contains(mark))).then_some("text/plain")
}

fn clean(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    // Signs that turn the direction make `gpj.exe` look like `exe.jpg`.
    let steers = |c: char| matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let kept: String = last
        .chars()
        .filter(|c| !c.is_control() && !steers(*c))
        .take(MAX_NAME)
        .collect();
    let kept = kept.trim_matches(|c: char| c.is_whitespace() || c == '.');
    (!kept.is_empty()).then(|| kept.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// livechat.md, uploads: the type is what the bytes are, never what the name or the browser says.
    #[test]
    fn by_its_bytes() {
        let kind = |bytes: &[u8]| inspect(bytes, Some("photo.jpg")).map(|it| it.mime);
        assert_eq!(kind(&[0xFF, 0xD8, 0xFF, 0xE0]).unwrap(), "image/jpeg");
        assert_eq!(kind(b"%PDF-1.7").unwrap(), "application/pdf");
        assert_eq!(kind("Olá, sou eu".as_bytes()).unwrap(), "text/plain");
        let mut word = b"PK\x03\x04....[Content_Types].xml....word/document.xml".to_vec();
        assert!(kind(&word).unwrap().contains("wordprocessingml"));
        word.extend_from_slice(b"word/vbaProject.bin");
        assert_eq!(kind(&word), Err(Refused::Type));
    }

    /// livechat.md, uploads: no SVG, no HTML, no programs, in whatever dress; nothing empty, nothing beyond 10 MB.
    #[test]
    fn refused() {
        let hostile: &[&[u8]] = &[
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            b"\xEF\xBB\xBF  <!DOCTYPE html><p>x",
            b"hello <script>alert(1)</script>",
            b"<?xml version='1.0'?><x/>",
            b"MZ\x90\x00",
            b"\x7FELF\x02",
            b"#!/bin/sh\nrm -rf /",
            b"PK\x03\x04anything.exe",
            b"\x00\x01\x02",
        ];
        for bytes in hostile {
            assert_eq!(inspect(bytes, Some("a.png")), Err(Refused::Type));
        }
        for name in ["a.exe", "a.html", "a.svg", "a.jpg.bat"] {
            assert_eq!(
                inspect(b"\x89PNG\r\n\x1A\n", Some(name)),
                Err(Refused::Type)
            );
        }
        assert_eq!(inspect(b"", None), Err(Refused::Empty));
        let mut large = vec![b'a'; MAX_UPLOAD];
        assert!(inspect(&large, None).is_ok());
        large.push(b'a');
        assert_eq!(inspect(&large, None), Err(Refused::TooLarge));
    }

    /// A name keeps no folder and nothing that turns it around.
    #[test]
    fn names() {
        let name = |text| inspect(b"%PDF-", Some(text)).unwrap().name;
        assert_eq!(name("../../etc/passwd").as_deref(), Some("passwd"));
        assert_eq!(name("C:\\x\\bill.pdf").as_deref(), Some("bill.pdf"));
        assert_eq!(name("bill\u{202E}fdp.txt").as_deref(), Some("billfdp.txt"));
        assert_eq!(name(" .. "), None);
    }
}
