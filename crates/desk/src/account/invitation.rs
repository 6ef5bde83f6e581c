//! First start and invited colleagues: a one-time code instead of a password.

use super::address;
use crate::api::ApiError;
use crate::api::session::Invitation;
use crate::network::Network;
use crate::relay_client::{RelayClient, RelayError};
use std::sync::Arc;
use wire::session::{InvitationCheck, InvitationInfo};

/// What a code is for; `None` if the relay does not know it.
pub(crate) async fn check(
    network: Option<&Arc<dyn Network>>,
    relay: &str,
    code: &str,
) -> Result<Option<Invitation>, ApiError> {
    let base = address::parse(relay).map_err(|error| ApiError::new(error.code()))?;
    let client = RelayClient::new(base, network);
    client
        .info()
        .await
        .map_err(|error| ApiError::new(error.code()))?;
    let body = InvitationCheck {
        code: code.trim().to_owned(),
    };
    match client
        .post::<InvitationInfo>("v1/invitations/check", &body)
        .await
    {
        Ok(info) => Ok(Some(Invitation {
            purpose: info.purpose,
            email: info.email,
            name: info.name,
        })),
        Err(RelayError::Problem(problem))
            if matches!(problem.code.as_str(), "code_unknown" | "not_found") =>
        {
            Ok(None)
        }
        Err(error) => Err(ApiError::new(error.code())),
    }
}
