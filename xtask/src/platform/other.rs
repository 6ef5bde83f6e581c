//! Windows: no process groups or signals; a child is ended with `taskkill /T`, which takes its tree.

use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;

use anyhow::Result;

/// Nothing to do: Windows has no orphans that move to another parent.
pub(crate) fn adopt_orphans() {}

/// Nothing to do: trees are ended by `taskkill`.
pub(crate) fn own_group(_command: &mut Command) {}

/// Windows programs cannot be asked the way Unix ones can: [`end_group`] ends them.
pub(crate) fn ask_group_to_stop(child: &mut Child) {
    end_tree(child.id());
}

/// Ends the child with everything it started.
pub(crate) fn end_group(child: &mut Child) {
    let _ = child.kill();
}

/// Ends a child and everything that descends from it.
pub(crate) fn stop_tree(pid: u32, _grace: Duration) {
    end_tree(pid);
}

/// Nothing to do: every child was ended with its tree.
pub(crate) fn stop_descendants(_grace: Duration) {}

fn end_tree(pid: u32) {
    let _ = Command::new("taskkill")
        .args(["/T", "/F", "/PID", &pid.to_string()])
        .output();
}

/// A person's folders are private already.
pub(crate) fn make_private(_folder: &Path) -> Result<()> {
    Ok(())
}

/// Installing needs nobody's question here, because nothing is installed.
pub(crate) fn is_root() -> bool {
    false
}
