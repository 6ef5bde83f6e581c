//! A sign-in or an invitation that went well: what is kept of it, and the way to work.

use super::{Inner, Phase, Work};
use crate::account::open::{self, Blocked, KeptSession, Opened};
use crate::account::profile::{Profile, Remembered};
use crate::account::sign_in::{Entered, failed};
use crate::api::session::SignInResult;
use crate::outbox::review;
use crate::relay_client::RelayClient;
use crate::session::{Session, SessionMeta, lock};
use crate::view::person;
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

/// How long a fresh sign-in waits for the first page, so that the window opens with something in it.
const FIRST_PAGE: Duration = Duration::from_secs(3);

impl Inner {
    /// A sign-in or an invitation went well: keep what has to be kept, go to work.
    pub(crate) async fn entered(&self, entered: Entered, keep: bool) -> SignInResult {
        let _turn = self.switching.lock().await;
        let Some(inner) = self.weak.upgrade() else {
            return failed("disk_error");
        };
        inner.stop_work().await;
        let session = &entered.session;
        let profile = Profile::of(&entered.base, &session.workspace.id, &session.staff.id);
        inner.back_again(&profile).await;
        let client = RelayClient::new(entered.base.clone(), self.options.network.as_ref())
            .with_token(Zeroizing::new(entered.session.token.clone()));
        let begun = {
            let client = client.clone();
            let inner = Arc::clone(&inner);
            seam::blocking(move || inner.begin(&entered, client, keep)).await
        };
        let work = match begun {
            Ok(Ok((work, device))) => {
                drop(device);
                work
            }
            Ok(Err((code, device))) => {
                // Nobody will ever use this device: take it back. Not while its token is here: the next start would find it revoked, and wipe.
                let (host, mine) = (Arc::clone(&inner.host), profile.clone());
                let gone = seam::blocking(move || host.secret_delete(&mine.token_name()).is_ok());
                if gone.await == Ok(true) {
                    let _ = client.delete(&format!("v1/devices/{device}")).await;
                }
                inner.set(Phase::SignedOut {
                    reason: None,
                    kept: 0,
                });
                return failed(code);
            }
            Err(_) => return failed("disk_error"),
        };
        inner.set(Phase::SignedIn(work.clone()));
        wait_for_first_page(&work.session).await;
        inner.tell_state().await;
        let session = Arc::clone(&work.session);
        let me = work
            .session
            .with_cache(move |_| session.cache.read(|r| person::me(&session, r)));
        match me.await {
            Ok(me) => SignInResult::Done { me },
            Err(error) => failed(&error.code),
        }
    }

    fn begin(
        &self,
        entered: &Entered,
        client: RelayClient,
        keep: bool,
    ) -> Result<(Work, String), (&'static str, String)> {
        let session = &entered.session;
        let device = session.device.clone();
        let fail = |Blocked(code): Blocked| {
            (
                if code == "newer_cache" {
                    "disk_error"
                } else {
                    code
                },
                session.device.clone(),
            )
        };
        let host = self.host.as_ref();
        let profile = Profile::of(&entered.base, &session.workspace.id, &session.staff.id);
        let Opened { cache, .. } = open::open(host, &self.home, &profile).map_err(fail)?;
        if let Err(error) = review::hold_after_absence(&cache, session.now) {
            tracing::error!(%error, "session.not_begun");
            return Err(("disk_error", device));
        }
        let meta = SessionMeta {
            relay: entered.base.to_string(),
            workspace: session.workspace.clone(),
            staff: session.staff.clone(),
            device: device.clone(),
            scopes: None,
        };
        if keep {
            let kept = KeptSession {
                token: session.token.clone(),
                meta: meta.clone(),
            };
            let bytes = serde_json::to_vec(&kept)
                .map(Zeroizing::new)
                .unwrap_or_default();
            let set = host.secret_set(&profile.token_name(), &bytes);
            set.map_err(|error| fail(error.into()))?;
        } else {
            let _ = host.secret_delete(&profile.token_name());
        }
        let remembered = Remembered {
            relay: entered.base.to_string(),
            email: session.staff.email.clone(),
            profile: Some(profile.clone()),
            reason: (!keep).then(|| "shift_over".to_owned()),
            sending: lock(&self.remembered).sending.clone(),
        };
        remembered
            .save(&self.home)
            .map_err(|error| fail(error.into()))?;
        *lock(&self.remembered) = remembered;
        match self.work(client, cache, meta, profile) {
            Ok(work) => Ok((work, device)),
            Err(error) => {
                tracing::error!(%error, "session.not_begun");
                Err(("disk_error", device))
            }
        }
    }
}

async fn wait_for_first_page(session: &Arc<Session>) {
    let arrived = async {
        while !matches!(session.cursor().await, Ok(Some(_)) | Err(_)) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let _ = tokio::time::timeout(FIRST_PAGE, arrived).await;
}
