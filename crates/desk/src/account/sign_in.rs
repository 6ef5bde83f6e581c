//! Signing in: the relay is asked whether it is one before it is shown a password.

use super::address;
use crate::api::session::{RelayProbe, SignInResult, WorkspaceRef};
use crate::network::Network;
use crate::relay_client::{RelayClient, RelayError};
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use url::Url;
use wire::session::Session as WireSession;

/// A failure with a code of `sign-in-…`.
pub(crate) fn failed(code: &str) -> SignInResult {
    SignInResult::Failed {
        code: code.to_owned(),
        wait_seconds: None,
    }
}

/// Where and with what answer.
pub(crate) struct Entered {
    pub(crate) base: Url,
    pub(crate) session: WireSession,
}

/// Asks `path` of the relay at `address` with `body`; a refusal becomes what the login page shows.
pub(crate) async fn enter(
    network: Option<&Arc<dyn Network>>,
    text: &str,
    path: &str,
    body: &impl Serialize,
) -> Result<Entered, SignInResult> {
    let base = address::parse(text).map_err(|error| failed(error.code()))?;
    let client = RelayClient::new(base.clone(), network);
    client.info().await.map_err(|error| refused(&error))?;
    let session: WireSession = client
        .post(path, body)
        .await
        .map_err(|error| refused(&error))?;
    Ok(Entered { base, session })
}

fn refused(error: &RelayError) -> SignInResult {
    let RelayError::Problem(problem) = error else {
        return failed(error.code());
    };
    match problem.code.as_str() {
        "choose_workspace" => SignInResult::ChooseWorkspace {
            workspaces: problem
                .workspaces
                .iter()
                .map(|it| WorkspaceRef {
                    id: it.id.clone(),
                    name: it.name.clone(),
                })
                .collect(),
        },
        "too_many_tries" => SignInResult::Failed {
            code: "too_many_tries".to_owned(),
            wait_seconds: problem
                .retry_after
                .map(|s| u32::try_from(s).unwrap_or(u32::MAX)),
        },
        "unauthorized" | "wrong_password" => failed("wrong_password"),
        "not_found" | "code_unknown" => failed("code_unknown"),
        "unavailable" => failed("unreachable"),
        // `invalid` names the field that the relay did not take.
        "invalid" => failed(match problem.detail.as_deref() {
            Some("password") => "weak_password",
            _ => "missing_field",
        }),
        "conflict" => failed("email_taken"),
        other => failed(other),
    }
}

/// Whether a relay answers at an address.
pub(crate) async fn probe(
    network: Option<&Arc<dyn Network>>,
    text: &str,
    elapsed: impl Fn() -> Duration,
) -> RelayProbe {
    let found = match address::parse(text) {
        Ok(base) => RelayClient::new(base, network)
            .info()
            .await
            .map_err(|error| error.code().to_owned()),
        Err(error) => Err(error.code().to_owned()),
    };
    let milliseconds = u32::try_from(elapsed().as_millis()).unwrap_or(u32::MAX);
    match found {
        Ok(info) => RelayProbe {
            ok: true,
            name: info.name,
            version: Some(info.version),
            milliseconds,
            problem: None,
        },
        Err(problem) => RelayProbe {
            ok: false,
            name: None,
            version: None,
            milliseconds,
            problem: Some(problem),
        },
    }
}
