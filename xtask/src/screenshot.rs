//! Pictures of a virtual display, made by ImageMagick.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::desktop::Desktop;
use crate::process;

/// An empty display or a window in paper colour has a handful of colours; text and pictures have hundreds.
const PAINTED_COLOURS: u32 = 200;
const LOOK: Duration = Duration::from_millis(500);
/// So many looks in a row must show the same picture.
const STILL_LOOKS: u32 = 4;

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

/// Waits until the display shows more than plain areas and has stopped changing.
pub(crate) fn wait_until_still(
    desktop: &Desktop,
    limit: Duration,
    mut check: impl FnMut() -> Result<()>,
) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("look.png");
    let started = Instant::now();
    let (mut last, mut looks) = (String::new(), 0);
    loop {
        check()?;
        let now = look(desktop, &file)?;
        if now.colours >= PAINTED_COLOURS && now.signature == last {
            looks += 1;
            if looks >= STILL_LOOKS {
                return Ok(());
            }
        } else {
            looks = 0;
        }
        last = now.signature;
        if started.elapsed() > limit {
            bail!(
                "the window did not show a finished picture within {}",
                crate::steps::in_words(limit)
            );
        }
        process::pause(LOOK)?;
    }
}

struct Look {
    colours: u32,
    signature: String,
}

fn look(desktop: &Desktop, file: &Path) -> Result<Look> {
    save(desktop, file)?;
    let mut command = process::command("identify");
    command.args(["-format", "%k %#"]).arg(file);
    let told = process::output(&mut command)?;
    let (colours, signature) = told
        .split_once(' ')
        .context("identify said something else")?;
    Ok(Look {
        colours: colours.parse()?,
        signature: signature.to_owned(),
    })
}
