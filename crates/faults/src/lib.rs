//! Disks that fail, for tests: strace puts an error in the place of a process's call to its files. Linux.

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long strace may take until it follows every thread of a process.
const FOLLOWED: Duration = Duration::from_secs(20);

/// Calls that only files are written with: sockets have others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calls {
    /// Bytes of the database and its log.
    Write,
    /// What makes them last.
    Sync,
    /// Both, and changes of a file's length.
    All,
}

/// What the disk says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// It is broken.
    Broken,
    /// It is full.
    Full,
}

/// What fails, and how.
#[derive(Debug, Clone, Copy)]
pub struct Fault {
    /// Which calls.
    pub calls: Calls,
    /// With which error.
    pub says: Says,
    /// The first of them that fails, from 1.
    pub from: u64,
    /// Whether all after it fail, too.
    pub for_good: bool,
}

impl Fault {
    fn strace(self) -> Command {
        let calls = match self.calls {
            Calls::Write => "pwrite64",
            Calls::Sync => "fdatasync,fsync",
            Calls::All => "pwrite64,fdatasync,fsync,ftruncate",
        };
        let error = match self.says {
            Says::Broken => "EIO",
            Says::Full => "ENOSPC",
        };
        let on = if self.for_good { "+" } else { "" };
        let mut command = Command::new("strace");
        command
            .args(["-f", "-qq", "-o", "/dev/null", "-e"])
            .arg(format!("trace={calls}"))
            .arg("-e")
            .arg(format!(
                "inject={calls}:error={error}:when={}{on}",
                self.from
            ));
        command
    }

    /// A program whose calls fail from its first instant on; counted for each of its threads.
    #[must_use]
    pub fn around(self, program: &Path, arguments: &[&OsStr]) -> Command {
        let mut command = self.strace();
        command.arg(program).args(arguments);
        command
    }

    /// A running process whose calls fail from when this returns until [`Failing::end`].
    ///
    /// # Errors
    /// strace is missing, or may not follow processes here.
    pub fn begin(self, process: u32) -> io::Result<Failing> {
        let mut command = self.strace();
        command
            .args(["-p", &process.to_string()])
            .stderr(Stdio::null());
        let failing = Failing(command.spawn()?);
        let end = Instant::now() + FOLLOWED;
        while !is_followed(process) {
            if Instant::now() > end {
                return Err(io::Error::other("strace cannot follow a process here"));
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(failing)
    }
}

/// A process whose disk fails; dropped, its disk is well again.
#[derive(Debug)]
pub struct Failing(Child);

impl Failing {
    /// The disk is well again.
    ///
    /// # Errors
    /// strace does not let go.
    pub fn end(mut self) -> io::Result<()> {
        self.let_go()
    }

    /// strace lets a process go when it is interrupted; killed it would do so, too, but may leave a call half done.
    fn let_go(&mut self) -> io::Result<()> {
        let strace = self.0.id().to_string();
        Command::new("kill").args(["-INT", &strace]).status()?;
        self.0.wait().map(drop)
    }
}

impl Drop for Failing {
    fn drop(&mut self) {
        if matches!(self.0.try_wait(), Ok(None)) {
            let _nobody_to_tell = self.let_go();
        }
    }
}

/// Whether every thread of a process is followed by somebody.
fn is_followed(process: u32) -> bool {
    let Ok(threads) = std::fs::read_dir(format!("/proc/{process}/task")) else {
        return false;
    };
    threads.flatten().all(|thread| {
        let said = std::fs::read_to_string(thread.path().join("status")).unwrap_or_default();
        let tracer = said
            .lines()
            .find_map(|line| line.strip_prefix("TracerPid:"));
        tracer.is_some_and(|it| it.trim() != "0")
    })
}
