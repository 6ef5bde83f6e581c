//! A file on its way to the guest: its bytes go to the provider first, and the message names them.

use super::Runner;
use super::deliver::{failure, not_sent};
use crate::engine::{DeliverJob, JobOutcome};
use crate::ingress::Known;
use channels::whatsapp::{self, Endpoint, MediaUpload, UploadResult};
use domain::limits::MediaKind;
use domain::message::{Content, Media, Message};
use domain::outbound::{OutboundMedia, SendDecision};
use reqwest::multipart::{Form, Part};
use std::time::Duration;
use store::model::Job;

/// Longest time for one file; with the message after it below the lease.
const LONGEST: Duration = Duration::from_secs(540);
/// Largest answer read, in bytes.
const MAX_ANSWER: usize = 64 << 10;

impl Runner {
    /// The message's file as the provider knows it, `None` if it has none; else how the job ends. Nothing reaches the guest by
    /// this, so whatever is unclear is tried again.
    pub(super) async fn media(
        &self,
        known: &Known,
        token: &str,
        job: &Job,
        it: &DeliverJob,
        message: &Message,
    ) -> Result<Option<OutboundMedia>, JobOutcome> {
        let Some((kind, media)) = message.content.file() else {
            return Ok(None);
        };
        let again = |problem: &str| {
            let failure = failure(problem, None, true);
            self.again_or_fail(job, it, SendDecision::Retry, failure)
        };
        let gone = || not_sent(it, failure("media", None, false), false);
        let id = media.id.as_ref().ok_or_else(gone)?;
        let bytes = match self.library.get(id).await {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Err(gone()),
            Err(error) => {
                tracing::error!(%error, "a file cannot be read: {error}");
                return Err(again("media"));
            }
        };
        let endpoint = Endpoint {
            base_url: self.settings.graph_url.as_str(),
            graph_version: &self.settings.graph_version,
            phone_number_id: &known.address,
            list_opener: "",
        };
        let upload = whatsapp::media_upload(&endpoint, &media.mime).map_err(|problem| {
            let words = Some(problem.to_string());
            not_sent(it, failure("parameter", words, false), false)
        })?;
        match self.upload(upload, token, bytes).await {
            Some(UploadResult::Kept { id }) => {
                Ok(Some(outbound(&message.content, kind, media, id)))
            }
            Some(UploadResult::Refused { failure, decision }) => {
                Err(self.again_or_fail(job, it, decision, failure))
            }
            None => Err(again("network")),
        }
    }

    /// `None` if no answer came.
    async fn upload(
        &self,
        upload: MediaUpload,
        token: &str,
        bytes: bytes::Bytes,
    ) -> Option<UploadResult> {
        let length = bytes.len() as u64;
        let part = Part::stream_with_length(bytes, length)
            .file_name(upload.file_name)
            .mime_str(&upload.mime)
            .ok()?;
        let mut form = Form::new();
        for (name, value) in upload.fields {
            form = form.text(name, value);
        }
        let request = self
            .requests
            .post(&upload.url)
            .bearer_auth(token)
            .timeout(LONGEST)
            .multipart(form.part("file", part));
        let mut answer = self.ask(request).await.ok()?;
        let status = answer.status().as_u16();
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await.ok()? {
            body.extend_from_slice(&piece);
            if body.len() > MAX_ANSWER {
                break;
            }
        }
        Some(whatsapp::read_upload_response(status, &body))
    }
}

fn outbound(content: &Content, kind: MediaKind, media: &Media, id: String) -> OutboundMedia {
    OutboundMedia {
        kind,
        id,
        name: media.name.clone(),
        voice: matches!(content, Content::Audio { voice: true, .. }),
    }
}
