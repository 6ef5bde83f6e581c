//! OpenAPI 3.1 of everything: paths from the handlers, types from `wire`, and the commands and frames, whose types live in
//! `domain` and are described in `openapi.commands.json`.

use super::{commands, devices, first_page, health, invitations, media, sessions, sync, uploads};
use crate::stream;
use axum::Json;
use serde_json::Value;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi, ToSchema};

/// Schemas of what `domain` spells: commands, answers, frames.
const BY_HAND: &str = include_str!("openapi.commands.json");

/// One command or a list of them (described by hand).
#[derive(Debug, ToSchema)]
#[schema(as = CommandRequest)]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) struct CommandRequestDoc(Value);

/// Outcomes (described by hand).
#[derive(Debug, ToSchema)]
#[schema(as = CommandResponse)]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) struct CommandResponseDoc(Value);

/// A frame of the stream (described by hand).
#[derive(Debug, ToSchema)]
#[schema(as = Frame)]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) struct FrameDoc(Value);

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Bellhop relay",
        description = "The guest inbox of a hotel: sync, commands and sessions. Errors are RFC 9457 problems; branch on `code`.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    paths(
        health::healthz, health::readyz, health::metrics, health::relay, document,
        sessions::sign_in, sessions::sign_out, invitations::check, invitations::redeem,
        devices::list, devices::revoke,
        sync::changes, sync::history, first_page::first_page, sync::checksums, stream::join,
        commands::run, media::fetch, uploads::offset, uploads::piece,
    ),
    modifiers(&Bearer),
)]
struct Document;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        openapi
            .components
            .get_or_insert_with(Default::default)
            .add_security_scheme("bearer", SecurityScheme::Http(scheme));
    }
}

/// The document as JSON.
///
/// # Errors
/// The part written by hand is not JSON, which a test rules out.
pub fn value() -> Result<Value, serde_json::Error> {
    let mut document = serde_json::to_value(Document::openapi())?;
    let by_hand: Value = serde_json::from_str(BY_HAND)?;
    if let (Some(Value::Object(schemas)), Value::Object(more)) =
        (document.pointer_mut("/components/schemas"), by_hand)
    {
        schemas.extend(more);
    }
    Ok(document)
}

/// This document.
#[utoipa::path(get, path = "/openapi.json", tag = "health", responses((status = 200, description = "OpenAPI 3.1")))]
pub(super) async fn document() -> Result<Json<Value>, super::Failed> {
    value()
        .map(Json)
        .map_err(|error| super::Failed::internal(&error))
}
