//! Asking the provider for a connection's templates.

use super::Runner;
use crate::engine::{JobOutcome, MOST_TEMPLATES, SyncTemplatesJob};
use crate::ingress::ACCESS_TOKEN;
use channels::http::HttpRequest;
use channels::whatsapp::{
    self, Endpoint, ListedTemplate, TemplatePage, TemplatesProblem, list_templates,
};
use domain::time::{DAY, HOUR};
use futures_util::StreamExt;
use metrics::counter;

/// Largest page read, in bytes.
const MAX_PAGE: usize = 4 << 20;

/// Why there is no list this time.
#[derive(Debug, thiserror::Error)]
enum NoList {
    /// The provider was not reached, or its answer broke off.
    #[error("no answer")]
    NoAnswer,
    /// It said something else.
    #[error(transparent)]
    Problem(#[from] TemplatesProblem),
}

impl Runner {
    /// The whole list or nothing: half a list would take templates away that are there.
    pub(super) async fn sync_templates(&self, it: &SyncTemplatesJob) -> JobOutcome {
        let now = self.engine.clock().now();
        let tomorrow = it.daily.then(|| now.plus(DAY));
        let known = self.registry.get(&it.connection);
        let account = known.as_ref().and_then(|known| known.account.as_deref());
        let token = known.as_ref().and_then(|known| known.secret(ACCESS_TOKEN));
        let (Some(account), Some(token)) = (account, token) else {
            // Not connected yet, or no more.
            return match tomorrow {
                Some(_) => JobOutcome::Again { at: now.plus(HOUR) },
                None => JobOutcome::Nothing,
            };
        };
        match self.list(account, token).await {
            Ok(listed) => JobOutcome::Templates {
                connection: it.connection.clone(),
                listed,
                again: tomorrow,
            },
            Err(error) => {
                counter!("bellhop_template_lists_failed_total").increment(1);
                tracing::warn!(connection.id = %it.connection, %error, "templates of {}: {error}", it.connection);
                match tomorrow {
                    Some(_) => JobOutcome::Again { at: now.plus(HOUR) },
                    None => JobOutcome::Nothing,
                }
            }
        }
    }

    async fn list(&self, account: &str, token: &str) -> Result<Vec<ListedTemplate>, NoList> {
        let endpoint = Endpoint {
            base_url: self.settings.graph_url.as_str(),
            graph_version: &self.settings.graph_version,
            phone_number_id: "",
            list_opener: "",
        };
        let mut listed = Vec::new();
        let mut after: Option<String> = None;
        while listed.len() < MOST_TEMPLATES {
            let request = list_templates(&endpoint, account, after.as_deref())?;
            let TemplatePage {
                templates,
                after: next,
            } = self.page(&request, token).await?;
            listed.extend(templates);
            // A cursor that does not move would go round for ever.
            if next.is_none() || next == after {
                break;
            }
            after = next;
        }
        listed.truncate(MOST_TEMPLATES);
        Ok(listed)
    }

    async fn page(&self, request: &HttpRequest, token: &str) -> Result<TemplatePage, NoList> {
        let mut builder = self.requests.get(&request.url).bearer_auth(token);
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        let answer = self.ask(builder).await.map_err(|_| NoList::NoAnswer)?;
        let mut body = Vec::new();
        let mut stream = answer.bytes_stream();
        while let Some(chunk) = stream.next().await {
            body.extend_from_slice(&chunk.map_err(|_| NoList::NoAnswer)?);
            if body.len() > MAX_PAGE {
                return Err(TemplatesProblem::Unreadable.into());
            }
        }
        Ok(whatsapp::read_templates(&body)?)
    }
}
