//! Signed-in devices: seen and revoked by their owner, and by who manages staff.

use super::extract::{Params, Signed};
use super::problem::{Answered, Failed};
use super::state::Api;
use crate::auth::{Asked, authorise};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::id::StaffId;
use serde::Deserialize;
use wire::session::DeviceInfo;

/// Whose devices.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Whose {
    /// Another person's (needs staff:manage).
    staff: Option<String>,
    /// Everybody's (needs staff:manage).
    #[serde(default)]
    all: bool,
}

/// Lists devices.
#[utoipa::path(get, path = "/v1/devices", tag = "devices", security(("bearer" = [])), params(Whose), responses(
    (status = 200, description = "Newest contact first", body = Vec<DeviceInfo>),
    (status = 401, description = "Not signed in", body = wire::problem::Problem),
    (status = 403, description = "Other people's", body = wire::problem::Problem),
))]
pub(super) async fn list(
    State(api): State<Api>,
    Signed(person): Signed,
    Params(whose): Params<Whose>,
) -> Answered<Json<Vec<DeviceInfo>>> {
    let staff = match &whose.staff {
        Some(id) => StaffId::new(id.as_str()).map_err(|_| Failed::invalid("staff"))?,
        None => person.id.clone(),
    };
    let mut devices = api.store.devices(&person.workspace).await?;
    if whose.all {
        for device in &devices {
            authorise(Some(&person), Asked::DevicesOf(&device.staff))?;
        }
    } else {
        authorise(Some(&person), Asked::DevicesOf(&staff))?;
        devices.retain(|device| device.staff == staff);
    }
    devices.sort_by_key(|device| std::cmp::Reverse(device.last_seen));
    let infos = devices.into_iter().map(|device| DeviceInfo {
        current: device.id == person.device,
        id: device.id.to_string(),
        name: device.name,
        staff: device.staff.to_string(),
        created_at: device.created_at,
        last_seen: device.last_seen,
    });
    Ok(Json(infos.collect()))
}

/// Revokes a device: its stream closes at once and its desk wipes itself.
#[utoipa::path(delete, path = "/v1/devices/{id}", tag = "devices", security(("bearer" = [])),
    params(("id" = String, Path, description = "The device")), responses(
    (status = 204, description = "Revoked"),
    (status = 401, description = "Not signed in", body = wire::problem::Problem),
    (status = 403, description = "Another person's", body = wire::problem::Problem),
    (status = 404, description = "No such device", body = wire::problem::Problem),
))]
pub(super) async fn revoke(
    State(api): State<Api>,
    Signed(person): Signed,
    Path(id): Path<String>,
) -> Answered<StatusCode> {
    let devices = api.store.devices(&person.workspace).await?;
    let device = devices
        .iter()
        .find(|device| device.id.as_str() == id)
        .ok_or_else(Failed::not_found)?;
    authorise(Some(&person), Asked::DevicesOf(&device.staff))?;
    let now = api.now();
    api.store
        .revoke_device(&person.workspace, &device.id, now)
        .await?;
    api.say_revoked(&device.id);
    api.store
        .audit(
            &person.workspace,
            Some(&person.id),
            "revoke_device",
            device.id.as_str(),
            now,
        )
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
