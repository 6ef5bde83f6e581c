//! `media://localhost/<id>` (`http://media.localhost/<id>` on Windows): files of messages for the window. The desk says which
//! ones the window was shown, with types of a fixed list; here they are only cut into ranges.

use desk::{Desk, MediaFile};
use std::ops::Range;
use tauri::http::header::{
    ACCEPT_RANGES, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE,
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, ORIGIN, RANGE, X_CONTENT_TYPE_OPTIONS,
};
use tauri::http::{Method, Request, Response, StatusCode};
use tauri::{Manager, UriSchemeContext, UriSchemeResponder, Wry};

/// The scheme.
pub(crate) const SCHEME: &str = "media";
/// Origins of the window's own pages, on the three systems.
const OWN: &[&str] = &[
    "tauri://localhost",
    "http://tauri.localhost",
    "https://tauri.localhost",
];

/// Answers a request of the webview.
#[expect(clippy::needless_pass_by_value, reason = "the signature is tauri's")]
pub(crate) fn answer(
    context: UriSchemeContext<'_, Wry>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let Some(desk) = context.app_handle().try_state::<Desk>() else {
        return responder.respond(plain(StatusCode::SERVICE_UNAVAILABLE));
    };
    let desk = desk.inner().clone();
    tauri::async_runtime::spawn(async move {
        let mut response = serve(&desk, &request).await;
        let origin = request.headers().get(ORIGIN);
        if let Some(own) = origin.filter(|it| OWN.iter().any(|own| it.as_bytes() == own.as_bytes()))
        {
            let headers = response.headers_mut();
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, own.clone());
        }
        responder.respond(response);
    });
}

async fn serve(desk: &Desk, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
    if *request.method() != Method::GET {
        return plain(StatusCode::METHOD_NOT_ALLOWED);
    }
    let id = request.uri().path().trim_start_matches('/');
    let as_wav = request.uri().query() == Some("as=wav");
    let file = match desk.media(id, as_wav).await {
        Ok(file) => file,
        Err(error) => {
            return plain(match error.code.as_str() {
                "offline" => StatusCode::BAD_GATEWAY,
                "unplayable" => StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "disk_full" | "disk_error" | "internal" => StatusCode::INTERNAL_SERVER_ERROR,
                _ => StatusCode::NOT_FOUND,
            });
        }
    };
    let asked = request.headers().get(RANGE).and_then(|it| it.to_str().ok());
    let size = file.size();
    let range = match asked.map(|text| file.range(text)) {
        None => None,
        Some(Some(range)) => Some(range),
        Some(None) => {
            let mut response = plain(StatusCode::RANGE_NOT_SATISFIABLE);
            set(&mut response, CONTENT_RANGE, &format!("bytes */{size}"));
            return response;
        }
    };
    let read = tauri::async_runtime::spawn_blocking(move || part(&file, range));
    read.await
        .ok()
        .flatten()
        .unwrap_or_else(|| plain(StatusCode::INTERNAL_SERVER_ERROR))
}

fn part(file: &MediaFile, range: Option<Range<u64>>) -> Option<Response<Vec<u8>>> {
    let size = file.size();
    let whole = range.is_none();
    let range = range.unwrap_or(0..size);
    let length = usize::try_from(range.end - range.start).ok()?;
    let bytes = file.read(range.start, length).ok()?;
    let mut response = plain(if whole {
        StatusCode::OK
    } else {
        StatusCode::PARTIAL_CONTENT
    });
    set(&mut response, CONTENT_TYPE, file.mime());
    set(&mut response, CONTENT_LENGTH, &bytes.len().to_string());
    set(&mut response, ACCEPT_RANGES, "bytes");
    // Its name is its digest; the cache of the webview lives in memory only as long as the page.
    set(&mut response, CACHE_CONTROL, "private, no-store");
    if !whole {
        let last = range.start + bytes.len() as u64 - 1;
        let told = format!("bytes {}-{last}/{size}", range.start);
        set(&mut response, CONTENT_RANGE, &told);
    }
    *response.body_mut() = bytes;
    Some(response)
}

/// An empty answer that nothing can run from (R12).
fn plain(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    set(&mut response, X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(
        &mut response,
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; sandbox",
    );
    response
}

fn set(response: &mut Response<Vec<u8>>, name: tauri::http::HeaderName, value: &str) {
    if let Ok(value) = value.parse() {
        response.headers_mut().insert(name, value);
    }
}
