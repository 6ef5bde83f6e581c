//! One-time codes: the first owner, a new colleague, a forgotten password.

use super::checks;
use super::extract::{Client, Input};
use super::problem::{Answered, Failed};
use super::sessions::{SMALL, Try, open_session};
use super::state::Api;
use crate::auth::codes::{code_hash, sha256_hex};
use crate::auth::password;
use crate::auth::person::read_staff;
use crate::people::{self, NewOwner};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::{StaffId, WorkspaceId};
use store::model::{Credential, Invitation};
use wire::session::{InvitationCheck, InvitationInfo, InvitationRedeem, Session};

/// Says what a code is for, without using it up.
#[utoipa::path(post, path = "/v1/invitations/check", tag = "sessions", request_body = InvitationCheck, responses(
    (status = 200, description = "A good code", body = InvitationInfo),
    (status = 404, description = "`code_unknown`: unknown, used or expired", body = wire::problem::Problem),
    (status = 429, description = "`too_many_tries`", body = wire::problem::Problem),
))]
pub(super) async fn check(
    State(api): State<Api>,
    Client(client): Client,
    Input(request): Input<InvitationCheck, SMALL>,
) -> Answered<Json<InvitationInfo>> {
    let invitation = find(&api, &request.code, client).await?;
    let name = match people_of(&api, &invitation).await? {
        Some((_, workspace, id)) => read_staff(api.store.as_ref(), &workspace, &id)
            .await?
            .map(|(staff, _)| staff.name),
        None => None,
    };
    let email = (!invitation.email.is_empty()).then_some(invitation.email);
    Ok(Json(InvitationInfo {
        purpose: invitation.purpose,
        email,
        name,
    }))
}

/// Uses a code up, exactly once: makes the owner, or sets a password; either signs in.
#[utoipa::path(post, path = "/v1/invitations/redeem", tag = "sessions", request_body = InvitationRedeem, responses(
    (status = 200, description = "Signed in", body = Session),
    (status = 400, description = "`invalid`: `detail` names the field", body = wire::problem::Problem),
    (status = 404, description = "`code_unknown`", body = wire::problem::Problem),
    (status = 429, description = "`too_many_tries`", body = wire::problem::Problem),
))]
pub(super) async fn redeem(
    State(api): State<Api>,
    Client(client): Client,
    Input(request): Input<InvitationRedeem, SMALL>,
) -> Answered<Json<Session>> {
    let device = checks::name(&request.device_name, 80, "device_name")?;
    if !password::acceptable(&request.password) {
        return Err(Failed::invalid("password"));
    }
    let invitation = find(&api, &request.code, client).await?;
    if invitation.purpose == people::OWNER {
        let owner = NewOwner {
            name: checks::name(request.name.as_deref().unwrap_or_default(), 120, "name")?,
            email: people::normal_email(request.email.as_deref().unwrap_or_default())
                .ok_or_else(|| Failed::invalid("email"))?,
            hotel: checks::name(
                request.workspace.as_deref().unwrap_or_default(),
                120,
                "workspace",
            )?,
        };
        // Who works at a hotel of this relay already (a demo hotel was loaded) keeps password and memberships.
        if api.store.credential(&owner.email).await?.is_some() {
            return Err(Failed::invalid("email"));
        }
        let hash = api.passwords().hash(request.password).await?;
        take(&api, &invitation).await?;
        let first = &api.settings.first_property;
        let (workspace, staff) = people::make_owner(
            api.store.as_ref(),
            &api.engine,
            api.clock.as_ref(),
            owner,
            hash,
            first,
        )
        .await?;
        return open_session(&api, &workspace, &staff, device)
            .await
            .map(Json);
    }
    let (credential, workspace, staff) = people_of(&api, &invitation).await?.ok_or_else(unknown)?;
    let hash = api.passwords().hash(request.password).await?;
    take(&api, &invitation).await?;
    api.store
        .put_credential(&Credential {
            password_hash: hash,
            ..credential
        })
        .await?;
    api.store
        .audit(
            &workspace,
            Some(&staff),
            "set_password",
            staff.as_str(),
            api.now(),
        )
        .await?;
    open_session(&api, &workspace, &staff, device)
        .await
        .map(Json)
}

fn unknown() -> Failed {
    Failed::new(
        StatusCode::NOT_FOUND,
        "code_unknown",
        "This code is unknown, used or expired",
    )
}

async fn find(api: &Api, code: &str, client: std::net::IpAddr) -> Answered<Invitation> {
    let tries = Try::begin(
        api,
        &format!("code|{}", sha256_hex(code.as_bytes())),
        client,
    )?;
    let hash = code_hash(code).ok_or_else(unknown)?;
    let invitation = api
        .store
        .invitation(&hash, api.now())
        .await?
        .ok_or_else(unknown)?;
    tries.good(api);
    Ok(invitation)
}

async fn take(api: &Api, invitation: &Invitation) -> Answered<()> {
    if api
        .store
        .take_invitation(&invitation.code_hash, api.now())
        .await?
    {
        Ok(())
    } else {
        Err(unknown())
    }
}

/// Whose invitation it is, and the hotel they sign in to (the first of theirs).
async fn people_of(
    api: &Api,
    invitation: &Invitation,
) -> Answered<Option<(Credential, WorkspaceId, StaffId)>> {
    if invitation.email.is_empty() {
        return Ok(None);
    }
    let credential = api.store.credential(&invitation.email).await?;
    Ok(credential.and_then(|credential| {
        let (workspace, staff) = credential.memberships.first().cloned()?;
        Some((credential, workspace, staff))
    }))
}
