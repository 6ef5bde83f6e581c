//! Commands about who is signed in.

use super::id;
use crate::account::sign_in::{self, failed};
use crate::account::{address, invitation};
use crate::api::ApiError;
use crate::api::args::{DeviceArgs, InvitationArgs, NoArgs, ProbeArgs};
use crate::api::session::{
    AppState, Device, Invitation, RedeemInvitation, RelayProbe, SignIn, SignInResult,
};
use crate::desk::Desk;
use crate::view::View;
use domain::access::{Permission, may};
use domain::id::StaffId;
use wire::session::{DeviceInfo, InvitationRedeem, SignInRequest};

impl Desk {
    pub(crate) async fn app_state(&self, _: NoArgs) -> Result<AppState, ApiError> {
        let desk = self.clone();
        let state = seam::blocking(move || desk.inner.state()).await;
        state.map_err(|_| ApiError::new("internal"))
    }

    pub(crate) async fn probe_relay(&self, args: ProbeArgs) -> Result<RelayProbe, ApiError> {
        let host = self.inner.host.clone();
        let begun = host.monotonic();
        let network = self.inner.options.network.as_ref();
        Ok(sign_in::probe(network, &args.address, || {
            host.monotonic().saturating_sub(begun)
        })
        .await)
    }

    pub(crate) async fn sign_in(&self, args: SignIn) -> Result<SignInResult, ApiError> {
        if args.email.trim().is_empty() || args.password.is_empty() {
            return Ok(failed("missing_field"));
        }
        let request = SignInRequest {
            email: args.email.trim().to_owned(),
            password: args.password,
            device_name: self.inner.host.device_name(),
            workspace: args.workspace,
        };
        let network = self.inner.options.network.as_ref();
        match sign_in::enter(network, &args.relay, "v1/sessions", &request).await {
            Ok(entered) => Ok(self.inner.entered(entered, args.keep).await),
            Err(result) => Ok(result),
        }
    }

    pub(crate) async fn check_invitation(
        &self,
        args: InvitationArgs,
    ) -> Result<Option<Invitation>, ApiError> {
        let network = self.inner.options.network.as_ref();
        invitation::check(network, &args.relay, &args.code).await
    }

    pub(crate) async fn redeem_invitation(
        &self,
        args: RedeemInvitation,
    ) -> Result<SignInResult, ApiError> {
        let text =
            |text: Option<String>| text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
        let request = InvitationRedeem {
            code: args.code.trim().to_owned(),
            password: args.password,
            device_name: self.inner.host.device_name(),
            name: text(args.name),
            email: text(args.email),
            workspace: text(args.workspace),
        };
        let network = self.inner.options.network.as_ref();
        match sign_in::enter(network, &args.relay, "v1/invitations/redeem", &request).await {
            Ok(entered) => Ok(self.inner.entered(entered, args.keep).await),
            Err(result) => Ok(result),
        }
    }

    pub(crate) async fn sign_out(&self, _: NoArgs) -> Result<(), ApiError> {
        self.inner.leave().await;
        Ok(())
    }

    pub(crate) async fn devices(&self, _: NoArgs) -> Result<Vec<Device>, ApiError> {
        let session = self.inner.session()?;
        // Who manages the staff sees everybody's; the relay decides it again.
        let query: &[(&str, &str)] = if self.may(Permission::ManageStaff).await? {
            &[("all", "true")]
        } else {
            &[]
        };
        let found: Vec<DeviceInfo> = session
            .relay
            .get("v1/devices", query)
            .await
            .map_err(|error| session.online(&error))?;
        self.view(move |_, view| Ok(found.into_iter().map(|info| device(view, info)).collect()))
            .await
    }

    async fn may(&self, permission: Permission) -> Result<bool, ApiError> {
        self.view(move |_, view| Ok(may(&view.role, permission)))
            .await
    }

    pub(crate) async fn revoke_device(&self, args: DeviceArgs) -> Result<(), ApiError> {
        let session = self.inner.session()?;
        let device: domain::id::DeviceId = id(&args.device)?;
        session
            .relay
            .delete(&format!("v1/devices/{device}"))
            .await
            .map_err(|error| session.online(&error))
    }

    /// `cargo xtask run` signs in by itself: only at a relay on this computer, where the demo's password is no secret.
    pub(crate) async fn demo_sign_in(&self) {
        let options = &self.inner.options;
        let (Some(relay), Some((email, password))) = (&options.relay, &options.demo_sign_in) else {
            return;
        };
        if !address::parse(relay).is_ok_and(|url| address::is_loopback(&url)) {
            return;
        }
        for _ in 0..20 {
            let args = SignIn {
                relay: relay.clone(),
                email: email.clone(),
                password: password.clone(),
                keep: true,
                workspace: None,
            };
            match self.sign_in(args).await {
                Ok(SignInResult::Failed { code, .. }) if code == "unreachable" => {
                    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
                }
                _ => return,
            }
        }
    }
}

/// Whose it is, by name where the house is known.
fn device(view: &View<'_, '_>, info: DeviceInfo) -> Device {
    let name = StaffId::new(info.staff.as_str()).map(|staff| view.staff_ref(&staff).name);
    Device {
        id: info.id,
        name: info.name,
        staff: name.ok().filter(|it| !it.is_empty()).unwrap_or(info.staff),
        last_seen: info.last_seen.0,
        created_at: info.created_at.0,
        current: info.current,
    }
}
