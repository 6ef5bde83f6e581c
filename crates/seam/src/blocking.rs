//! Blocking work: on tokio's threads for that, or in the simulation here and now, between two simulated waits.

/// Why blocking work gave nothing back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfinished {
    /// It never began: the runtime closes.
    Cancelled,
    /// It panicked.
    Panicked,
}

impl From<tokio::task::JoinError> for Unfinished {
    fn from(error: tokio::task::JoinError) -> Self {
        if error.is_cancelled() {
            Self::Cancelled
        } else {
            Self::Panicked
        }
    }
}

/// Runs `work` where blocking is allowed. It begins at once, and goes on if nobody waits for it.
///
/// # Errors
/// [`Unfinished`].
#[cfg(not(feature = "simulation"))]
pub fn blocking<T, F>(work: F) -> impl Future<Output = Result<T, Unfinished>> + Send + 'static
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let task = tokio::task::spawn_blocking(work);
    async move { Ok(task.await?) }
}

/// Runs `work` where blocking is allowed, or in a simulation here.
///
/// # Errors
/// [`Unfinished`].
#[cfg(feature = "simulation")]
pub fn blocking<T, F>(work: F) -> impl Future<Output = Result<T, Unfinished>> + Send + 'static
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    enum Way<T, F> {
        Thread(tokio::task::JoinHandle<T>),
        Here(F, std::time::Duration, std::time::Duration),
    }
    let way = match crate::simulated::of_machine(|machine| machine.disk_time()) {
        Some((before, after)) => Way::Here(work, before, after),
        None => Way::Thread(tokio::task::spawn_blocking(work)),
    };
    async move {
        match way {
            Way::Thread(task) => Ok(task.await?),
            Way::Here(work, before, after) => {
                if !before.is_zero() {
                    tokio::time::sleep(before).await;
                }
                let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
                if !after.is_zero() {
                    tokio::time::sleep(after).await;
                }
                done.map_err(|_| Unfinished::Panicked)
            }
        }
    }
}

/// Runs `work` where blocking is allowed and waits for nothing.
pub fn detached(work: impl FnOnce() + Send + 'static) {
    let work = blocking(work);
    tokio::spawn(async move {
        // A panic has been logged; nobody waits for this.
        let _ = work.await;
    });
}

/// Whom one announcement wakes goes on in an order that tokio draws by itself; in a simulation each waits a moment of its own, so
/// that the seed decides. Of the 61 that took their turns one after the other no two wait equally long.
#[cfg(feature = "simulation")]
#[derive(Clone, Copy, Debug)]
pub struct Turn(std::time::Duration);

#[cfg(feature = "simulation")]
impl Turn {
    /// The next one of this machine.
    #[must_use]
    pub fn take() -> Self {
        let turn = crate::simulated::of_machine(|machine| machine.turn()).unwrap_or(0);
        Self(std::time::Duration::from_millis(1 + turn * 37 % 61))
    }

    /// Waits until it is this one's turn.
    pub async fn wait(self) {
        if crate::is_simulated() {
            tokio::time::sleep(self.0).await;
        }
    }
}
