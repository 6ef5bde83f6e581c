//! HTTP requests as values; the edge adds the bearer token and sends them.

use serde_json::Value;

/// The method of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// GET
    Get,
    /// POST
    Post,
}

impl Method {
    /// As on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// A request to a provider, without its secret.
#[derive(Debug, Clone, PartialEq)]
pub struct HttpRequest {
    /// GET or POST.
    pub method: Method,
    /// Absolute, below the configured base.
    pub url: String,
    /// Names in lower case; never `authorization`.
    pub headers: Vec<(&'static str, String)>,
    /// Sent as JSON.
    pub json: Option<Value>,
}

impl HttpRequest {
    pub(crate) fn get(url: String) -> Self {
        let headers = vec![("accept", "application/json".to_owned())];
        Self {
            method: Method::Get,
            url,
            headers,
            json: None,
        }
    }

    pub(crate) fn post(url: String, json: Value) -> Self {
        let headers = vec![
            ("accept", "application/json".to_owned()),
            ("content-type", "application/json".to_owned()),
        ];
        Self {
            method: Method::Post,
            url,
            headers,
            json: Some(json),
        }
    }

    /// The JSON body as bytes; empty for a GET.
    #[must_use]
    pub fn body(&self) -> Vec<u8> {
        self.json
            .as_ref()
            .map(|json| json.to_string().into_bytes())
            .unwrap_or_default()
    }
}
