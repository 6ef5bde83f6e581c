//! Node builds the UI. Version 20.19 is the oldest that its tools accept.

use anyhow::{Result, bail};

use crate::process;

const OLDEST: (u32, u32) = (20, 19);

/// Fails with the way out when Node is missing or too old.
pub(super) fn check() -> Result<()> {
    let Some(told) = process::try_output(process::command("node").arg("--version")) else {
        bail!("Node is missing. Install Node 20.19 or newer (Debian 12's own package is too old)");
    };
    judge(&told)
}

fn judge(told: &str) -> Result<()> {
    let version = told.trim();
    let mut numbers = version
        .trim_start_matches('v')
        .split('.')
        .map(str::parse::<u32>);
    let (Some(Ok(major)), Some(Ok(minor))) = (numbers.next(), numbers.next()) else {
        bail!("`node --version` said {version:?}, which is no version");
    };
    if (major, minor) < OLDEST {
        bail!(
            "Node {version} is too old: the UI's tools need Node {}.{} or newer. Install a newer one and run \
             the same command again",
            OLDEST.0,
            OLDEST.1
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 20.19 is the first version that is accepted; an older one is refused with both numbers named.
    #[test]
    fn versions() {
        for good in ["v20.19.0\n", "v20.20.2", "v22.1.0", "v26.0.0"] {
            assert!(judge(good).is_ok(), "{good}");
        }
        for old in ["v18.20.4\n", "v20.18.3"] {
            let error = judge(old).unwrap_err().to_string();
            assert!(
                error.contains(old.trim()) && error.contains("20.19"),
                "{error}"
            );
        }
        assert!(judge("nonsense").is_err());
    }
}
