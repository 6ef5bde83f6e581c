//! Pictures of a virtual display, made by ImageMagick.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::desktop::Desktop;
use crate::process;

/// An empty display or a window in paper colour has a handful of colours; text and pictures have hundreds.
const PAINTED_COLOURS: u32 = 200;
const LOOK: Duration = Duration::from_millis(1500);

/// Saves what the display shows; the file's ending chooses the format.
pub(crate) fn save(desktop: &Desktop, file: &Path) -> Result<()> {
    let file = std::path::absolute(file)?;
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let mut command = process::command("import");
    command.args(["-window", "root"]).arg(&file);
    desktop.apply(&mut command);
    process::run(&mut command)
}

/// Waits until the display shows more than plain areas: what the window has painted reaches the screen a little later.
pub(crate) fn wait_until_drawn(desktop: &Desktop, limit: Duration) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("look.png");
    let started = Instant::now();
    loop {
        process::pause(LOOK)?;
        save(desktop, &file)?;
        let mut command = process::command("identify");
        command.args(["-format", "%k"]).arg(&file);
        let colours: u32 = process::output(&mut command)?.trim().parse()?;
        if colours >= PAINTED_COLOURS {
            return Ok(());
        }
        if started.elapsed() > limit {
            bail!(
                "the display showed no picture within {}",
                crate::steps::in_words(limit)
            );
        }
    }
}
