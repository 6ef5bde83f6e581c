//! Linux and macOS: process groups and signals; `/proc` (Linux only) to find what descends from us.

use std::collections::HashMap;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process, kill_process_group};

/// Orphans of our children become our children, so that none escapes [`stop_descendants`].
pub(crate) fn adopt_orphans() {
    #[cfg(target_os = "linux")]
    {
        let _ = rustix::process::set_child_subreaper(Some(rustix::process::getpid()));
    }
}

/// The program gets a process group of its own.
pub(crate) fn own_group(command: &mut Command) {
    command.process_group(0);
}

/// SIGTERM to the whole group of a child.
pub(crate) fn ask_group_to_stop(child: &mut Child) {
    let _ = kill_process_group(Pid::from_child(child), Signal::TERM);
}

/// SIGKILL to the whole group of a child.
pub(crate) fn end_group(child: &mut Child) {
    let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
}

/// Stops a child and everything that descends from it.
pub(crate) fn stop_tree(pid: u32, grace: Duration) {
    let mut pids = descendants(pid);
    pids.push(pid);
    stop_all(&pids, grace);
}

/// Stops everything that descends from this process.
pub(crate) fn stop_descendants(grace: Duration) {
    // Ending a parent can bring new orphans to us: look again until there are none, but not for ever.
    for _ in 0..5 {
        let pids = descendants(std::process::id());
        if pids.is_empty() {
            break;
        }
        stop_all(&pids, grace);
    }
    // Those that came to us have nobody else who asks how they ended.
    while let Ok(Some(_)) = rustix::process::wait(rustix::process::WaitOptions::NOHANG) {}
}

fn stop_all(pids: &[u32], grace: Duration) {
    signal_all(pids, Signal::TERM);
    let started = Instant::now();
    while started.elapsed() < grace && pids.iter().any(|pid| is_alive(*pid)) {
        sleep(Duration::from_millis(20));
    }
    let stubborn: Vec<u32> = pids.iter().copied().filter(|pid| is_alive(*pid)).collect();
    signal_all(&stubborn, Signal::KILL);
}

fn signal_all(pids: &[u32], signal: Signal) {
    for pid in pids {
        if let Some(pid) = i32::try_from(*pid).ok().and_then(Pid::from_raw) {
            let _ = kill_process(pid, signal);
        }
    }
}

/// The parent and the state letter of a process.
fn parent_and_state(pid: u32) -> Option<(u32, char)> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name in brackets may itself hold brackets and spaces.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
    let state = fields.next()?.chars().next()?;
    Some((fields.next()?.parse().ok()?, state))
}

fn is_alive(pid: u32) -> bool {
    parent_and_state(pid).is_some_and(|(_, state)| state != 'Z')
}

/// Every living process below `ancestor`.
fn descendants(ancestor: u32) -> Vec<u32> {
    let mut children: HashMap<u32, Vec<(u32, char)>> = HashMap::new();
    let Ok(entries) = std::fs::read_dir("/proc") else {
        return Vec::new();
    };
    for entry in entries.flatten() {
        let Some(pid) = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok())
        else {
            continue;
        };
        if let Some((parent, state)) = parent_and_state(pid) {
            children.entry(parent).or_default().push((pid, state));
        }
    }
    let mut found = Vec::new();
    let mut open = vec![ancestor];
    while let Some(pid) = open.pop() {
        for (child, state) in children.get(&pid).into_iter().flatten() {
            open.push(*child);
            if *state != 'Z' {
                found.push(*child);
            }
        }
    }
    found
}

/// Only the owner may enter the folder (0700), as the session bus and the keyring want it.
pub(crate) fn make_private(folder: &Path) -> Result<()> {
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
        .with_context(|| format!("cannot set the rights of {}", folder.display()))
}

/// Whether we are the system's administrator.
pub(crate) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}
