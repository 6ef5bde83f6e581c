//! Debian and Ubuntu: which packages are missing, and apt to install them.

use std::io::{IsTerminal, Write};

use anyhow::{Context, Result, bail};

use super::Purpose;
use crate::{platform, process, steps};

/// Compilers and libraries. perl builds the OpenSSL that SQLCipher uses.
const BUILD: [&str; 11] = [
    "build-essential",
    "file",
    "git",
    "libayatana-appindicator3-dev",
    "libdbus-1-dev",
    "librsvg2-dev",
    "libwebkit2gtk-4.1-dev",
    "libxdo-dev",
    "perl",
    "pkg-config",
    "xdg-utils",
];

/// A virtual desktop and the fonts that guests' scripts need.
const DESKTOP: [&str; 10] = [
    "at-spi2-core",
    "dbus",
    "dbus-x11",
    "dunst",
    "fonts-noto-cjk",
    "fonts-noto-color-emoji",
    "fonts-noto-core",
    "gnome-keyring",
    "imagemagick",
    "xvfb",
];

/// What only tests use: PostgreSQL's programs (the tests start a cluster of their own and touch no other); strace, with which a disk fails; a guest's browser with its driver, secret-tool, busctl (behind
/// `dunstctl history`; systemd is only installed, not started), WebKitWebDriver; a window manager with a hand for it (xdotool), an
/// eye (xprop), another window (xmessage) and a file manager to drag files out of.
const TESTS: [&str; 12] = [
    "chromium",
    "chromium-driver",
    "libsecret-tools",
    "openbox",
    "pcmanfm",
    "postgresql",
    "strace",
    "systemd",
    "webkit2gtk-driver",
    "x11-utils",
    "xclip",
    "xdotool",
];

/// Whether this is a system whose packages have Debian's names.
pub(crate) fn is_debian() -> bool {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    cfg!(target_os = "linux") && is_debian_release(&release)
}

fn is_debian_release(release: &str) -> bool {
    release
        .lines()
        .filter_map(|line| {
            line.strip_prefix("ID=")
                .or_else(|| line.strip_prefix("ID_LIKE="))
        })
        .flat_map(|value| value.trim_matches('"').split_whitespace())
        .any(|id| id == "debian" || id == "ubuntu")
}

/// The packages for a purpose.
pub(crate) fn packages(purpose: Purpose) -> Vec<&'static str> {
    let mut packages = BUILD.to_vec();
    if purpose != Purpose::Window {
        packages.extend(DESKTOP);
    }
    if purpose == Purpose::Tests {
        packages.extend(TESTS);
    }
    packages
}

/// Installs what is missing; asks first unless `yes` or root.
pub(crate) fn install_missing(yes: bool, purpose: Purpose) -> Result<()> {
    let missing = missing(&packages(purpose));
    if missing.is_empty() {
        return Ok(());
    }
    steps::note(&format!(
        "These Debian packages are missing: {}",
        missing.join(" ")
    ));
    let root = platform::is_root();
    if !root && !yes {
        ask(&missing)?;
    }
    let apt = |arguments: &[&str]| {
        let mut command = process::command(if root { "apt-get" } else { "sudo" });
        if !root {
            command.arg("apt-get");
        }
        command
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(arguments);
        process::run(&mut command)
    };
    steps::note("Reading the package lists …");
    apt(&["update", "-qq"]).context("apt could not read its package lists")?;
    steps::note(&format!("Installing {} packages …", missing.len()));
    let mut install = vec!["install", "-y", "-q", "--no-install-recommends"];
    install.extend(&missing);
    apt(&install).with_context(|| by_hand(&missing))
}

fn by_hand(packages: &[&str]) -> String {
    format!(
        "apt could not install them; try it by hand:\n    sudo apt-get install {}",
        packages.join(" ")
    )
}

fn ask(missing: &[&str]) -> Result<()> {
    if !std::io::stdin().is_terminal() {
        bail!(
            "they are not installed without a question, and nobody is there to answer; add --yes, or:\n    \
             sudo apt-get install {}",
            missing.join(" ")
        );
    }
    print!("      Install them now with sudo apt-get? [Y/n] ");
    std::io::stdout().flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    if matches!(answer.trim().to_lowercase().as_str(), "" | "y" | "yes") {
        return Ok(());
    }
    bail!(
        "without them nothing can be built; install them with:\n    sudo apt-get install {}",
        missing.join(" ")
    )
}

/// Those of `packages` that dpkg does not know as installed.
fn missing<'a>(packages: &[&'a str]) -> Vec<&'a str> {
    let mut command = process::command("dpkg-query");
    command
        .args(["-W", "-f", "${Package} ${db:Status-Status}\n"])
        .args(packages);
    // dpkg-query fails when one of them is unknown, and still lists the others.
    let listed = command
        .output()
        .map(|output| output.stdout)
        .unwrap_or_default();
    not_installed(packages, &String::from_utf8_lossy(&listed))
}

fn not_installed<'a>(packages: &[&'a str], listed: &str) -> Vec<&'a str> {
    let installed: Vec<&str> = listed
        .lines()
        .filter_map(|line| line.strip_suffix(" installed"))
        .collect();
    packages
        .iter()
        .copied()
        .filter(|package| !installed.contains(package))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Debian, Ubuntu and what calls itself like them; nothing else.
    #[test]
    fn releases() {
        assert!(is_debian_release("PRETTY_NAME=\"x\"\nID=debian\n"));
        assert!(is_debian_release(
            "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"
        ));
        assert!(!is_debian_release("ID=fedora\n"));
        assert!(!is_debian_release(""));
    }

    /// A package that was removed but kept its settings is missing, as is one that dpkg never heard of.
    #[test]
    fn removed_and_unknown_packages_are_missing() {
        let listed = "xvfb installed\ndunst config-files\n";
        assert_eq!(
            not_installed(&["xvfb", "dunst", "perl"], listed),
            ["dunst", "perl"]
        );
    }

    /// The tests need all that a virtual window needs, and that all that a build needs.
    #[test]
    fn purposes_include_each_other() {
        let tests = packages(Purpose::Tests);
        assert!(
            packages(Purpose::VirtualWindow)
                .iter()
                .all(|package| tests.contains(package))
        );
        assert!(
            packages(Purpose::Window)
                .iter()
                .all(|package| tests.contains(package))
        );
    }
}
