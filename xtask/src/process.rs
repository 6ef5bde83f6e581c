//! Starting other programs, and never leaving one behind.
//!
//! Three nets lie under each other: a [`Service`] has its own process group and stops with it; Ctrl-C and
//! SIGTERM set a flag that every waiting loop looks at; and at the end [`stop_leftovers`] ends whatever
//! descends from us (on Linux orphans come to us, because we are a "child subreaper").

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::platform;

static INTERRUPTED: AtomicBool = AtomicBool::new(false);
const LOOK: Duration = Duration::from_millis(40);
const GRACE: Duration = Duration::from_secs(5);

/// A program that we only ran for somebody else ended with this code; ours is the same.
#[derive(Debug)]
pub(crate) struct ExitWith(pub(crate) u8);

impl std::fmt::Display for ExitWith {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "the command ended with code {}", self.0)
    }
}

impl std::error::Error for ExitWith {}

/// From now on Ctrl-C and SIGTERM end the command in an orderly way.
pub(crate) fn watch_interrupts() -> Result<()> {
    platform::adopt_orphans();
    ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::SeqCst))
        .context("cannot listen for Ctrl-C")
}

/// Whether somebody asked us to stop.
pub(crate) fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// Fails when somebody asked us to stop.
pub(crate) fn check_interrupt() -> Result<()> {
    if interrupted() {
        bail!("stopped on request")
    } else {
        Ok(())
    }
}

/// Sleeps a moment between two looks at something, unless we are asked to stop.
pub(crate) fn pause(duration: Duration) -> Result<()> {
    let until = Instant::now() + duration;
    while Instant::now() < until {
        check_interrupt()?;
        sleep(LOOK.min(duration));
    }
    check_interrupt()
}

/// A program by name, in the repository's root.
pub(crate) fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(crate::paths::root());
    command
}

/// Runs a program on our terminal; anything but success is an error that names it.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = status(command)?;
    if status.success() {
        Ok(())
    } else {
        bail!("`{}` failed ({status})", shown(command))
    }
}

/// Runs a program on our terminal and says how it ended.
pub(crate) fn status(command: &mut Command) -> Result<ExitStatus> {
    let mut child = command
        .spawn()
        .with_context(|| format!("cannot start `{}`", shown(command)))?;
    wait(&mut child)
}

/// Waits for a child; when we are asked to stop, it is stopped with everything it started.
pub(crate) fn wait(child: &mut Child) -> Result<ExitStatus> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if interrupted() {
            platform::stop_tree(child.id(), GRACE);
            let _ = child.wait();
            bail!("stopped on request");
        }
        sleep(LOOK);
    }
}

/// Runs a program and gives back what it wrote to its output; its errors go to the terminal.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start `{}`", shown(command)))?;
    if !output.status.success() {
        bail!("`{}` failed ({})", shown(command), output.status);
    }
    String::from_utf8(output.stdout).context("its output is not text")
}

/// Runs a program that may be missing or fail; its output only on success, nothing on the terminal.
pub(crate) fn try_output(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    if !output.status.success() {
        return None;
    }
    String::from_utf8(output.stdout).ok()
}

/// A command line as a person would type it.
pub(crate) fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words.join(" ")
}

/// Ends everything that still descends from us. A no-op where nothing does.
pub(crate) fn stop_leftovers() {
    platform::stop_descendants(GRACE);
}

/// A program in the background with its own process group and a log file; it stops when this is dropped.
pub(crate) struct Service {
    name: String,
    child: Child,
    log: PathBuf,
}

impl Service {
    /// Starts `command`; everything it says goes into `log`.
    pub(crate) fn start(name: &str, command: &mut Command, log: &Path) -> Result<Self> {
        let file = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
        command.stdout(file.try_clone()?).stderr(file);
        Self::spawn(name, command, log)
    }

    /// Starts `command`, whose standard streams the caller has set; `log` is only named in errors.
    pub(crate) fn spawn(name: &str, command: &mut Command, log: &Path) -> Result<Self> {
        platform::own_group(command);
        let child = command
            .spawn()
            .with_context(|| format!("cannot start {name} (`{}`)", shown(command)))?;
        Ok(Self {
            name: name.to_owned(),
            child,
            log: log.to_path_buf(),
        })
    }

    /// The running program, for its pipes.
    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// What it said so far.
    pub(crate) fn said(&self) -> String {
        let bytes = std::fs::read(&self.log).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// How it ended, if it has.
    pub(crate) fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    /// Waits until `ready` says so; fails when the program ends before that or takes too long.
    pub(crate) fn wait_until(
        &mut self,
        limit: Duration,
        mut ready: impl FnMut(&Self) -> bool,
    ) -> Result<()> {
        let started = Instant::now();
        loop {
            if ready(self) {
                return Ok(());
            }
            if let Some(status) = self.ended()? {
                bail!(
                    "{} ended at once ({status}).\n{}",
                    self.name,
                    self.last_words()
                );
            }
            if started.elapsed() > limit {
                let limit = crate::steps::in_words(limit);
                bail!(
                    "{} is not ready after {limit}.\n{}",
                    self.name,
                    self.last_words()
                );
            }
            pause(LOOK)?;
        }
    }

    /// The last lines it said, indented, for an error.
    pub(crate) fn last_words(&self) -> String {
        let said = self.said();
        let lines: Vec<&str> = said.lines().collect();
        let from = lines.len().saturating_sub(20);
        let last: Vec<String> = lines[from..]
            .iter()
            .map(|line| format!("    {line}"))
            .collect();
        format!(
            "It said (all of it in {}):\n{}",
            self.log.display(),
            last.join("\n")
        )
    }

    /// Asks it to stop, waits, and ends the whole group.
    pub(crate) fn stop(&mut self) {
        let ended = matches!(self.child.try_wait(), Ok(Some(_)));
        if !ended {
            platform::ask_group_to_stop(&mut self.child);
            let started = Instant::now();
            while started.elapsed() < GRACE && matches!(self.child.try_wait(), Ok(None)) {
                sleep(LOOK);
            }
        }
        platform::end_group(&mut self.child);
        let _ = self.child.wait();
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.stop();
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn alive(pid: &str) -> bool {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        !stat.is_empty() && !stat.contains(") Z ")
    }

    /// A service takes the programs it started with it when it stops.
    #[test]
    fn a_stopped_service_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let mut shell = Command::new("sh");
        shell.args(["-c", "sleep 600 & echo $!; wait"]);
        let mut service = Service::start("a shell", &mut shell, &log).unwrap();
        service
            .wait_until(Duration::from_secs(10), |service| {
                service.said().contains('\n')
            })
            .unwrap();
        let pid = service.said().trim().to_owned();
        assert!(alive(&pid));
        service.stop();
        let until = Instant::now() + Duration::from_secs(5);
        while alive(&pid) && Instant::now() < until {
            sleep(LOOK);
        }
        assert!(!alive(&pid), "process {pid} outlived its service");
    }

    /// A service that ends before it is ready is an error that repeats what it said.
    #[test]
    fn a_service_that_ends_early_is_told_with_its_words() {
        let folder = tempfile::tempdir().unwrap();
        let mut shell = Command::new("sh");
        shell.args(["-c", "echo no such table; exit 3"]);
        let log = folder.path().join("log");
        let mut service = Service::start("the relay", &mut shell, &log).unwrap();
        let error = service
            .wait_until(Duration::from_secs(10), |_| false)
            .unwrap_err()
            .to_string();
        assert!(error.contains("the relay ended at once"), "{error}");
        assert!(error.contains("no such table"), "{error}");
    }
}
