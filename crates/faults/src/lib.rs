//! Disks that fail, for tests: strace puts an error in the place of a process's call to its files. Linux.

use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// More calls than anything that is tried makes.
const MOST: u64 = 2_000;
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

    /// A test of this program again, in a process of its own whose calls fail from its first instant on (counted for each of its threads).
    /// It knows by the variable `part` that it is the one, and where its file is. Returns what it said.
    ///
    /// # Errors
    /// strace is missing, or the process did not end well; its last words are in the error.
    pub fn again(self, test: &str, part: &str, file: &Path) -> io::Result<String> {
        let output = self
            .strace()
            .arg(std::env::current_exe()?)
            .args(["--exact", test, "--nocapture"])
            .env(part, file)
            .output()?;
        if !output.status.success() {
            let words = String::from_utf8_lossy(&output.stderr);
            return Err(io::Error::other(format!("{self:?}: {words}")));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
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

/// Tries one call after the other, writing and syncing, alone and with all after it, until `one` says that none of them was met any more. Some
/// of the many, or every one where `BELLHOP_SOAK_EVERY_CALL` is set (`cargo xtask soak`).
///
/// # Errors
/// What `one` returns, that it never ends, or that not even the first call was met: a disk that never fails shows nothing.
pub fn sweep(mut one: impl FnMut(Fault) -> io::Result<Met>) -> io::Result<()> {
    let every = std::env::var_os("BELLHOP_SOAK_EVERY_CALL").is_some();
    for calls in [Calls::Write, Calls::Sync, Calls::All] {
        let mut from = 1;
        loop {
            let says = [Says::Broken, Says::Full][usize::from(from % 2 == 0)];
            let fault = move |for_good| Fault {
                calls,
                says,
                from,
                for_good,
            };
            one(fault(false))?;
            match one(fault(true))? {
                Met::Nothing if from == 1 => {
                    let words = format!("{:?} met nothing: no disk has failed", fault(true));
                    return Err(io::Error::other(words));
                }
                Met::Nothing => break,
                Met::Something => {}
            }
            from += if every || from < 4 { 1 } else { 9 };
            if from > MOST {
                return Err(io::Error::other(format!("{:?} never ends", fault(true))));
            }
        }
    }
    Ok(())
}

/// What came of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Met {
    /// Something could not be done.
    Something,
    /// All was done as without it.
    Nothing,
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
