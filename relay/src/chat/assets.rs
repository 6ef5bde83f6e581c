//! The files of the page and the button, built into the program.

use super::{Chat, words};
use crate::api::{Line, line};
use crate::auth::Access;
use axum::body::Bytes;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::sync::LazyLock;

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
/// A browser asks again after so many seconds, and gets nothing but "the same" until the program changes.
const CACHED: &str = "public, max-age=300";
/// Where the words of the button go.
const WORDS: &str = "__WORDS__";

macro_rules! files {
    ($($name:literal: $kind:expr,)*) => {
        &[$((
            concat!("/chat/", $name),
            $kind,
            include_str!(concat!("../../assets/chat/", $name)),
        ),)*]
    };
}

const FILES: &[(&str, &str, &str)] = files! {
    "chat.css": STYLE,
    "chat.js": SCRIPT,
    "line.js": SCRIPT,
    "keep.js": SCRIPT,
    "outbox.js": SCRIPT,
    "thread.js": SCRIPT,
    "bubble.js": SCRIPT,
    "reactions.js": SCRIPT,
    "media.js": SCRIPT,
    "composer.js": SCRIPT,
    "email.js": SCRIPT,
    "words.js": SCRIPT,
    "dom.js": SCRIPT,
    "widget.js": SCRIPT,
};

struct Ready {
    path: &'static str,
    kind: &'static str,
    body: Bytes,
    tag: String,
}

static READY: LazyLock<Vec<Ready>> = LazyLock::new(|| {
    let ready = |(path, kind, text): &(&'static str, &'static str, &'static str)| {
        let mut text = lean(text);
        if text.contains(WORDS) {
            text = text.replacen(WORDS, &words::every_language("widget-"), 1);
        }
        let mut tag = crate::auth::codes::sha256_hex(text.as_bytes());
        tag.truncate(16);
        Ready {
            path,
            kind,
            body: text.into(),
            tag: format!("\"{tag}\""),
        }
    };
    FILES.iter().map(ready).collect()
});

/// Without empty lines and comments that have lines of their own: what we tell each other does not travel to a guest's phone.
fn lean(text: &str) -> String {
    let mut within = false;
    let mut lean = String::with_capacity(text.len());
    for line in text.lines() {
        let word = line.trim();
        let begins = word.starts_with("/*");
        if !(within || begins || word.is_empty() || word.starts_with("//")) {
            lean.push_str(line);
            lean.push('\n');
        }
        within = (within || begins) && !word.ends_with("*/");
    }
    lean
}

pub(super) fn lines() -> Vec<Line<Chat>> {
    let served = |file: &'static Ready| {
        let handler = get(move |headers: HeaderMap| async move { serve(file, &headers) });
        line(Method::GET, file.path, Access::Public, handler)
    };
    READY.iter().map(served).collect()
}

fn serve(file: &Ready, headers: &HeaderMap) -> Response {
    let mut response = if headers
        .get(IF_NONE_MATCH)
        .is_some_and(|it| *it == *file.tag)
    {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        file.body.clone().into_response()
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(CACHED));
    if let Ok(tag) = HeaderValue::from_str(&file.tag) {
        headers.insert(ETAG, tag);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Comments of their own lines go, every line of code stays as it is.
    #[test]
    fn only_comments_go() {
        let text =
            "// one\n/* two\n   three */\n\nlet a = 1; // stays\n  /** four */\n  f(\"//\");\n";
        assert_eq!(lean(text), "let a = 1; // stays\n  f(\"//\");\n");
        for (path, _, text) in FILES {
            assert!(!lean(text).contains("/**"), "{path}");
        }
    }
}
