//! Blocking work: on tokio's threads for that, where its caller is if it takes a moment, or in the simulation here and now, between two
//! simulated waits.

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
        Here(F, DiskTime),
    }
    let way = match disk_time() {
        Some(time) => Way::Here(work, time),
        None => Way::Thread(tokio::task::spawn_blocking(work)),
    };
    async move {
        match way {
            Way::Thread(task) => Ok(task.await?),
            Way::Here(work, time) => simulated(work, time).await,
        }
    }
}

/// Runs `work` that takes a moment, as a question to a database does, on this very thread; what else waits for it goes on on another one. Waking
/// a thread to do it, and then this one to go on, would take longer than the work. Begins when it is first waited for; nothing that is waited for in
/// the same task, a timeout say, happens meanwhile. A runtime with one thread has nobody to go on: there it is [`blocking`]. Not for a `LocalSet`.
///
/// # Errors
/// [`Unfinished`].
pub async fn brief<T, F>(work: F) -> Result<T, Unfinished>
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    #[cfg(feature = "simulation")]
    if let Some(time) = disk_time() {
        return simulated(work, time).await;
    }
    let runtime = tokio::runtime::Handle::current().runtime_flavor();
    if runtime == tokio::runtime::RuntimeFlavor::CurrentThread {
        return Ok(tokio::task::spawn_blocking(work).await?);
    }
    caught(|| tokio::task::block_in_place(work))
}

fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Unfinished> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).map_err(|_| Unfinished::Panicked)
}

/// Before and after a simulated disk has done something.
#[cfg(feature = "simulation")]
type DiskTime = (std::time::Duration, std::time::Duration);

#[cfg(feature = "simulation")]
fn disk_time() -> Option<DiskTime> {
    crate::simulated::of_machine(|machine| machine.disk_time())
}

#[cfg(feature = "simulation")]
async fn simulated<T>(
    work: impl FnOnce() -> T,
    (before, after): DiskTime,
) -> Result<T, Unfinished> {
    if !before.is_zero() {
        tokio::time::sleep(before).await;
    }
    let done = caught(work);
    if !after.is_zero() {
        tokio::time::sleep(after).await;
    }
    done
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
