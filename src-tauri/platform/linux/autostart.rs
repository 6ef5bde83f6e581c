//! Start with the computer: a file of the Desktop Application Autostart Specification.

use std::io;
use std::path::PathBuf;

const FILE: &str = "app.bellhop.desk.desktop";

/// Starts the app with the computer, or no longer.
///
/// # Errors
/// As the disk says.
pub(crate) fn set_autostart(on: bool) -> io::Result<()> {
    let folder = folder().ok_or_else(|| io::Error::other("no home folder"))?;
    let file = folder.join(FILE);
    if !on {
        return match std::fs::remove_file(file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    // An AppImage runs from a folder that is gone when it ends; it says itself where it lies.
    let program = match std::env::var_os("APPIMAGE") {
        Some(image) => PathBuf::from(image),
        None => std::env::current_exe()?,
    };
    std::fs::create_dir_all(&folder)?;
    std::fs::write(
        file,
        format!(
            "[Desktop Entry]\nType=Application\nName=Bellhop\nExec={}\nIcon=bellhop\nTerminal=false\n",
            quoted(&program.to_string_lossy())
        ),
    )
}

fn folder() -> Option<PathBuf> {
    let from = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let base = from("XDG_CONFIG_HOME").or_else(|| from("HOME").map(|home| home.join(".config")));
    base.map(|base| base.join("autostart"))
}

/// An argument of `Exec` (Desktop Entry Specification, "The Exec key"): quoted, `%` doubled; the file's own escaping of
/// backslashes on top.
fn quoted(argument: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in argument.chars() {
        match letter {
            '"' | '`' | '$' => quoted.extend(["\\\\", &letter.to_string()]),
            '\\' => quoted.push_str("\\\\\\\\"),
            '%' => quoted.push_str("%%"),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
