//! WhatsApp Cloud API (whatsapp.md): webhooks in, messages out.

mod cards;
mod content;
mod errors;
mod guest;
mod lookup;
mod parse;
mod render;
mod response;
mod status;
mod system;
mod templates;
mod upload;

pub use errors::{MAX_ATTEMPTS, Ruling, backoff, rule};
pub use guest::{IdShape, shape};
pub use lookup::{LookupProblem, MediaLookup, media_lookup, read_media_lookup};
pub use parse::{Batch, Parsed, Problem, ProblemReason, parse};
pub use render::{Endpoint, RenderProblem, limits, mark_read, render, render_reaction};
pub use response::{SendResult, read_send_response};
pub use templates::{
    ListedTemplate, TemplatePage, TemplatesProblem, list_templates, read_templates,
};
pub use upload::{MediaUpload, UploadResult, media_upload, read_upload_response};
