//! Signing in and out.

use super::checks;
use super::extract::{Client, Input, Signed};
use super::problem::{Answered, Failed};
use super::state::Api;
use crate::auth::codes::{new_token, sha256_hex};
use crate::auth::person::{read_staff, token_hash};
use crate::people;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::access::{Permission, may};
use domain::id::{DeviceId, StaffId, WorkspaceId};
use domain::staff::{Presence, Staff};
use std::net::IpAddr;
use store::model::{Credential, Device};
use wire::session::{Session, SignInRequest, StaffInfo, WorkspaceInfo};

/// Longest body of a sign-in, in bytes.
pub(super) const SMALL: usize = 16 * 1024;

/// Signs a person in on a new device.
#[utoipa::path(post, path = "/v1/sessions", tag = "sessions", request_body = SignInRequest, responses(
    (status = 200, description = "Signed in; the token is shown once", body = Session),
    (status = 401, description = "`wrong_password`", body = wire::problem::Problem),
    (status = 403, description = "`forbidden`: the account is switched off", body = wire::problem::Problem),
    (status = 409, description = "`choose_workspace`: the list is in `workspaces`", body = wire::problem::Problem),
    (status = 429, description = "`too_many_tries` with `retry_after`", body = wire::problem::Problem),
))]
pub(super) async fn sign_in(
    State(api): State<Api>,
    Client(client): Client,
    Input(request): Input<SignInRequest, SMALL>,
) -> Answered<Json<Session>> {
    let device_name = checks::name(&request.device_name, 80, "device_name")?;
    // What cannot be an address is nobody's: it takes the same way and the same time.
    let email = people::normal_email(&request.email).unwrap_or_default();
    let tries = Try::begin(&api, &email, client)?;
    let credential = api.store.credential(&email).await?;
    let hash = credential
        .as_ref()
        .map(|c| c.password_hash.clone())
        .filter(|h| !h.is_empty());
    let too_long = request.password.chars().count() > *crate::auth::password::LENGTH.end();
    let matches = api.passwords().verify(request.password, hash).await && !too_long;
    let Some(credential) = credential.filter(|_| matches) else {
        metrics::counter!("relay_sign_in_failed_total").increment(1);
        return Err(Failed::new(
            StatusCode::UNAUTHORIZED,
            "wrong_password",
            "E-mail or password is wrong",
        ));
    };
    tries.good(&api);
    let (workspace, staff) = choose(&api, &credential, request.workspace.as_deref()).await?;
    open_session(&api, &workspace, &staff, device_name)
        .await
        .map(Json)
}

/// Signs this device out. What it holds is the desk's own business; its token opens nothing any more.
#[utoipa::path(delete, path = "/v1/sessions", tag = "sessions", security(("bearer" = [])), responses(
    (status = 204, description = "Signed out"),
    (status = 401, description = "Not signed in", body = wire::problem::Problem),
))]
pub(super) async fn sign_out(
    State(api): State<Api>,
    Signed(person): Signed,
) -> Answered<StatusCode> {
    let now = api.now();
    api.store
        .revoke_device(&person.workspace, &person.device, now)
        .await?;
    api.say_revoked(&person.device);
    api.store
        .audit(
            &person.workspace,
            Some(&person.id),
            "sign_out",
            person.device.as_str(),
            now,
        )
        .await?;
    let elsewhere = api.store.devices(&person.workspace).await?;
    if !elsewhere.iter().any(|device| device.staff == person.id) {
        api.engine
            .set_presence(&person.workspace, &person.id, Presence::Offline)
            .await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// The keys under which a try is counted.
pub(super) struct Try {
    mail: String,
    address: String,
}

impl Try {
    /// # Errors
    /// 429 with the seconds to wait.
    pub(super) fn begin(api: &Api, what: &str, client: IpAddr) -> Answered<Self> {
        let keys = Self {
            mail: sha256_hex(what.as_bytes()),
            address: network(client),
        };
        let now = api.now();
        api.address_tries()
            .begin(std::slice::from_ref(&keys.address), now)
            .and_then(|()| {
                api.mail_tries()
                    .begin(std::slice::from_ref(&keys.mail), now)
            })
            .map_err(Failed::too_many)?;
        Ok(keys)
    }

    /// It was right.
    pub(super) fn good(&self, api: &Api) {
        api.mail_tries().forgive(std::slice::from_ref(&self.mail));
        api.address_tries().take_back(&self.address);
    }
}

/// One IPv4 address, or the /64 that one customer has.
fn network(client: IpAddr) -> String {
    match client {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}")
        }
    }
}

async fn choose(
    api: &Api,
    credential: &Credential,
    wanted: Option<&str>,
) -> Answered<(WorkspaceId, StaffId)> {
    let member = |id: &WorkspaceId| wanted.is_none_or(|wanted| id.as_str() == wanted);
    let mut fitting = credential.memberships.iter().filter(|(id, _)| member(id));
    match (fitting.next(), fitting.next()) {
        (Some(only), None) => Ok(only.clone()),
        (None, _) => Err(Failed::forbidden()),
        (Some(_), Some(_)) => {
            let mut failed = Failed::new(
                StatusCode::CONFLICT,
                "choose_workspace",
                "You work in several hotels; choose one",
            );
            let all = api.store.workspaces().await?;
            let mine = |id: &WorkspaceId| credential.memberships.iter().any(|(own, _)| own == id);
            failed.0.workspaces = all
                .into_iter()
                .filter(|workspace| mine(&workspace.id))
                .map(|it| WorkspaceInfo {
                    id: it.id.to_string(),
                    name: it.name,
                })
                .collect();
            Err(failed)
        }
    }
}

/// A new device with a new token.
pub(super) async fn open_session(
    api: &Api,
    workspace: &WorkspaceId,
    id: &StaffId,
    device_name: String,
) -> Answered<Session> {
    let (staff, _) = read_staff(api.store.as_ref(), workspace, id)
        .await?
        .filter(|(staff, _)| staff.active)
        .ok_or_else(Failed::forbidden)?;
    let now = api.now();
    let token = new_token()?;
    let device = DeviceId::new(api.clock.new_id()).map_err(|error| Failed::internal(&error))?;
    api.store
        .put_device(&Device {
            id: device.clone(),
            workspace: workspace.clone(),
            staff: id.clone(),
            name: device_name,
            token_hash: token_hash(&token),
            created_at: now,
            last_seen: now,
            revoked_at: None,
        })
        .await?;
    api.store
        .audit(workspace, Some(id), "sign_in", device.as_str(), now)
        .await?;
    let name = api
        .store
        .workspaces()
        .await?
        .into_iter()
        .find(|it| it.id == *workspace);
    Ok(Session {
        token,
        device: device.to_string(),
        staff: staff_info(id, &staff),
        workspace: WorkspaceInfo {
            id: workspace.to_string(),
            name: name.map(|it| it.name).unwrap_or_default(),
        },
        now,
    })
}

fn staff_info(id: &StaffId, staff: &Staff) -> StaffInfo {
    let permissions = Permission::ALL.iter().filter(|it| may(&staff.role, **it));
    StaffInfo {
        id: id.to_string(),
        name: staff.name.clone(),
        email: staff.email.clone(),
        role: staff.role.to_string(),
        permissions: permissions.map(|it| it.as_str().to_owned()).collect(),
    }
}
