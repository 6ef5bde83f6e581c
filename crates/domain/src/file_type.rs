//! What a file is by its own bytes, and whether it could run (GOALS, Security: uploads that ran as script).

use crate::limits::essence;

/// Bytes of the beginning that the functions here look at.
pub const HEAD: usize = 4096;

/// What is told of bytes nobody vouches for.
pub const BYTES: &str = "application/octet-stream";

/// Types by their first bytes. What is in this list is never believed without them.
const MAGIC: &[(&str, usize, &[u8])] = &[
    ("image/jpeg", 0, b"\xFF\xD8\xFF"),
    ("image/png", 0, b"\x89PNG\r\n\x1A\n"),
    ("image/gif", 0, b"GIF8"),
    ("image/webp", 8, b"WEBP"),
    ("audio/ogg", 0, b"OggS"),
    ("audio/wav", 8, b"WAVE"),
    ("audio/amr", 0, b"#!AMR"),
    ("audio/mpeg", 0, b"ID3"),
    ("video/webm", 0, b"\x1A\x45\xDF\xA3"),
    ("video/x-msvideo", 8, b"AVI "),
    ("application/pdf", 0, b"%PDF-"),
    ("application/zip", 0, b"PK\x03\x04"),
];

/// Containers of the ISO base media format, by their brand.
const BRANDS: &[(&[u8], &str)] = &[
    (b"qt  ", "video/quicktime"),
    (b"M4A ", "audio/mp4"),
    (b"M4B ", "audio/mp4"),
    (b"3gp", "video/3gpp"),
    (b"3g2", "video/3gpp"),
    (b"heic", "image/heic"),
    (b"heix", "image/heic"),
    (b"mif1", "image/heif"),
    (b"avif", "image/avif"),
];

/// Words in a type that a browser would run.
const ACTIVE: &[&str] = &[
    "html",
    "xml",
    "svg",
    "javascript",
    "ecmascript",
    "xsl",
    "x-mixed",
    "x-msdownload",
    "x-sh",
];

fn sniff(head: &[u8]) -> Option<&'static str> {
    let at = |offset: usize, magic: &[u8]| {
        head.get(offset..)
            .is_some_and(|rest| rest.starts_with(magic))
    };
    if at(4, b"ftyp") {
        let brand = BRANDS.iter().find(|(brand, _)| at(8, brand));
        return Some(brand.map_or("video/mp4", |(_, mime)| mime));
    }
    MAGIC
        .iter()
        .find(|(_, offset, magic)| at(*offset, magic))
        .map(|(mime, _, _)| *mime)
        .or_else(|| {
            // A frame of MPEG audio or AAC without a header before it.
            match head {
                [0xFF, second, ..] if second & 0xF6 == 0xF0 => Some("audio/aac"),
                [0xFF, second, ..] if second & 0xE6 == 0xE2 => Some("audio/mpeg"),
                _ => None,
            }
        })
}

/// The type a file is kept and told under, without parameters: by its first bytes where they say it; as `claimed` where nothing
/// contradicts; else plain bytes. What a browser would run is always plain bytes.
#[must_use]
pub fn settle(claimed: &str, head: &[u8]) -> String {
    let claimed = essence(claimed);
    let token = |part: &str| {
        (1..=100).contains(&part.len())
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!#$&^_.+-".contains(&b))
    };
    let well_formed = claimed
        .split_once('/')
        .is_some_and(|(family, name)| token(family) && token(name));
    // Office documents name themselves; to their bytes they are archives.
    let office = claimed.starts_with("application/vnd.") || claimed == "application/epub+zip";
    let seen = sniff(head);
    match seen {
        Some("application/zip") if well_formed && office && !is_active(&claimed) => claimed,
        Some("audio/mpeg") if claimed == "audio/mp3" => "audio/mpeg".to_owned(),
        // The container of both; only who made it knows.
        Some("video/mp4") if claimed == "audio/mp4" || claimed == "audio/m4a" => {
            "audio/mp4".to_owned()
        }
        Some("video/webm") if claimed == "audio/webm" => claimed,
        Some(seen) => seen.to_owned(),
        None if well_formed && !is_active(&claimed) && !needs_magic(&claimed) => claimed,
        None => BYTES.to_owned(),
    }
}

fn needs_magic(essence: &str) -> bool {
    let family = essence.split('/').next().unwrap_or_default();
    matches!(family, "image" | "video" | "audio")
        || MAGIC.iter().any(|(mime, _, _)| *mime == essence)
}

/// `application/vnd.openxmlformats-…` has "xml" in it and runs nothing.
fn is_active(essence: &str) -> bool {
    !essence.starts_with("application/vnd.openxmlformats")
        && ACTIVE.iter().any(|word| essence.contains(word))
}

/// Endings of files that run when opened, on any of the three systems, or run script in a browser.
const PROGRAMS: &[&str] = &[
    "action",
    "apk",
    "app",
    "appimage",
    "appref-ms",
    "bash",
    "bat",
    "bin",
    "cmd",
    "com",
    "command",
    "cpl",
    "csh",
    "deb",
    "desktop",
    "dll",
    "dmg",
    "docm",
    "dotm",
    "exe",
    "fish",
    "gadget",
    "hta",
    "htm",
    "html",
    "img",
    "inf",
    "iso",
    "jar",
    "jnlp",
    "js",
    "jse",
    "ksh",
    "lnk",
    "mht",
    "mhtml",
    "msc",
    "msi",
    "msix",
    "msp",
    "out",
    "pif",
    "pkg",
    "pl",
    "potm",
    "ppam",
    "pptm",
    "ps1",
    "psm1",
    "py",
    "pyc",
    "rb",
    "reg",
    "rpm",
    "run",
    "scf",
    "scpt",
    "scr",
    "sct",
    "settingcontent-ms",
    "sh",
    "svg",
    "svgz",
    "terminal",
    "url",
    "vb",
    "vbe",
    "vbs",
    "vhd",
    "vhdx",
    "webloc",
    "workflow",
    "ws",
    "wsc",
    "wsf",
    "wsh",
    "xbap",
    "xhtml",
    "xlam",
    "xll",
    "xlsm",
    "xltm",
    "xml",
    "xsl",
    "zsh",
];

/// First bytes of programs: Windows, ELF, Mach-O in its forms, Java classes, scripts, shortcuts.
const PROGRAM_MAGIC: &[&[u8]] = &[
    b"MZ",
    b"\x7FELF",
    b"\xFE\xED\xFA\xCE",
    b"\xFE\xED\xFA\xCF",
    b"\xCE\xFA\xED\xFE",
    b"\xCF\xFA\xED\xFE",
    b"\xCA\xFE\xBA\xBE",
    b"#!/",
    b"#! /",
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"[Desktop Entry]",
    b"[InternetShortcut]",
];

/// Whether opening the file could run something: by the last part of its name, or by its first bytes.
#[must_use]
pub fn is_program(name: &str, head: &[u8]) -> bool {
    // Windows drops dots and spaces at the end of a name.
    let name = name.trim_end_matches(['.', ' ', '\u{a0}']);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    let ending = ending.unwrap_or_default().trim().to_ascii_lowercase();
    let text: Vec<u8> = head
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(head)
        .iter()
        .copied()
        .skip_while(u8::is_ascii_whitespace)
        .take(16)
        .map(|byte| byte.to_ascii_lowercase())
        .collect();
    let markup = [&b"<!doctype html"[..], b"<html", b"<script", b"<svg"];
    PROGRAMS.contains(&ending.as_str())
        || PROGRAM_MAGIC.iter().any(|magic| head.starts_with(magic))
        || markup.iter().any(|start| text.starts_with(start))
}

/// A name a file may have on any system: no folders, no control or direction characters, 120 characters at most with its ending.
#[must_use]
pub fn safe_name(name: &str, fallback: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .filter(|c| !c.is_control() && !r#"<>:"|?*"#.contains(*c))
        // Invisible characters that turn the rest of a name around ("exe.gpj").
        .filter(|c| {
            !matches!(*c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
        })
        .collect();
    let kept = kept
        .trim()
        .trim_start_matches('.')
        .trim_end_matches(['.', ' ']);
    let stem = kept
        .split('.')
        .next()
        .unwrap_or_default()
        .to_ascii_uppercase();
    let device = matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        || ((stem.starts_with("COM") || stem.starts_with("LPT")) && stem.len() == 4);
    if kept.is_empty() || device {
        return fallback.to_owned();
    }
    match kept.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= 10 => {
            let room = 119 - ending.chars().count();
            let stem: String = stem.chars().take(room).collect();
            format!("{stem}.{ending}")
        }
        _ => kept.chars().take(120).collect(),
    }
}
