//! Systems where we install nothing: the exact list, and a stop.

use anyhow::{Result, bail};

const WINDOWS: &str = "\
Windows 10 or 11 needs, in this order:
  1. Visual Studio Build Tools with \"Desktop development with C++\"
       winget install Microsoft.VisualStudio.2022.BuildTools
  2. the WebView2 runtime (part of Windows 11)
       winget install Microsoft.EdgeWebView2Runtime
  3. Strawberry Perl, which builds the OpenSSL of the encrypted cache
       winget install StrawberryPerl.StrawberryPerl
  4. Node 20.19 or newer
       winget install OpenJS.NodeJS.LTS";

const MACOS: &str = "\
macOS 12 or newer needs:
  1. Apple's command line tools
       xcode-select --install
  2. Node 20.19 or newer
       brew install node";

const LINUX: &str = "\
This Linux is neither Debian nor Ubuntu; it needs (the names are Fedora's and Arch's):
  Fedora:
       sudo dnf install @development-tools webkit2gtk4.1-devel libappindicator-gtk3-devel librsvg2-devel \\
         libxdo-devel dbus-devel perl pkgconf-pkg-config file git xdg-utils
  Arch:
       sudo pacman -S --needed base-devel webkit2gtk-4.1 libappindicator-gtk3 librsvg xdotool dbus perl file git xdg-utils
  for the window tests, or where there is no display, also:
       Xvfb, WebKitWebDriver, dunst, gnome-keyring, at-spi2-core, ImageMagick 6 or its `import`, the Noto fonts";

/// Prints what this system needs and stops.
pub(super) fn explain() -> Result<()> {
    let list = if cfg!(windows) {
        WINDOWS
    } else if cfg!(target_os = "macos") {
        MACOS
    } else {
        LINUX
    };
    println!("\n{list}\n");
    bail!(
        "nothing is installed for you on this system. Install what the list names, then run the same command \
         again with --installed (docs/platforms.md says more)"
    );
}
