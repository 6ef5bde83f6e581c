//! Other programs that pin, count and compare.

use anyhow::{Context, Result, ensure};
use std::process::Stdio;
use std::time::Duration;
use tempfile::TempDir;
use tokio::process::{Child, Command};

/// This process stays on the first core.
pub(crate) fn pin() -> Result<()> {
    taskset("0", std::process::id())
}

/// That process stays on the second core.
pub(crate) fn pin_other(process: u32) -> Result<()> {
    taskset("1", process)
}

fn taskset(core: &str, process: u32) -> Result<()> {
    let status = std::process::Command::new("taskset")
        .args(["-apc", core, &process.to_string()])
        .stdout(Stdio::null())
        .status()
        .context("taskset is missing (package util-linux)")?;
    ensure!(status.success(), "taskset cannot pin");
    Ok(())
}

/// Counts another process's fsyncs with strace.
pub(crate) struct Fsyncs {
    child: Child,
    folder: TempDir,
}

impl Fsyncs {
    /// `None` where strace is not installed.
    pub(crate) async fn of(process: u32) -> Result<Option<Self>> {
        let folder = tempfile::tempdir()?;
        let spawned = Command::new("strace")
            .args(["-f", "-qq", "-e", "trace=fsync,fdatasync", "-o"])
            .arg(folder.path().join("calls"))
            .args(["-p", &process.to_string()])
            .kill_on_drop(true)
            .spawn();
        let Ok(child) = spawned else {
            eprintln!("P3 is left out: strace is not installed");
            return Ok(None);
        };
        // It attaches to one thread after the other.
        tokio::time::sleep(Duration::from_secs(2)).await;
        Ok(Some(Self { child, folder }))
    }

    /// How many there were.
    pub(crate) async fn stop(mut self) -> Result<f64> {
        let process = self.child.id().context("strace has ended")?;
        let stop = ["-INT", &process.to_string()];
        Command::new("kill").args(stop).status().await?;
        self.child.wait().await?;
        let calls = std::fs::read_to_string(self.folder.path().join("calls"))?;
        // A call that was interrupted has a second line, without a bracket.
        let count = calls.lines().filter(|line| line.contains("sync(")).count();
        ensure!(count > 0, "strace saw no fsync");
        Ok(f64::from(u32::try_from(count)?))
    }
}

/// One row of a webhook's size.
pub(crate) const INSERT: &str =
    "INSERT INTO envelope (body) VALUES (convert_to(repeat('x', 900), 'UTF8'));";
/// One time of telling other nodes, as long as it may be.
pub(crate) const NOTIFY: &str = "SELECT pg_notify('measured', repeat('x', 7000));";

/// Transactions a second of pgbench with one statement each; `None` where it is not installed.
pub(crate) async fn pgbench(
    address: &str,
    statement: &str,
    clients: usize,
    seconds: &str,
) -> Result<Option<f64>> {
    let folder = tempfile::tempdir()?;
    let script = folder.path().join("statement.sql");
    std::fs::write(&script, format!("{statement}\n"))?;
    let output = Command::new("taskset")
        .args([
            "-c",
            "0",
            "pgbench",
            "--no-vacuum",
            "--jobs",
            "1",
            "--time",
            seconds,
            "--client",
        ])
        .arg(clients.to_string())
        .arg("--file")
        .arg(&script)
        .arg(address)
        .output()
        .await;
    let said = match output {
        Ok(output) if output.status.success() => {
            String::from_utf8_lossy(&output.stdout).into_owned()
        }
        _ => {
            eprintln!("P4 is left out: pgbench is not installed, or cannot connect");
            return Ok(None);
        }
    };
    let line = said.lines().find(|line| line.starts_with("tps = "));
    let rate = line.and_then(|line| line.split_whitespace().nth(2));
    Ok(Some(rate.context("pgbench said no rate")?.parse()?))
}
