//! The address of a database, and what every connection to it has.

use crate::error::{Result, StoreError};
use std::time::Duration;
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};

/// How long connecting may take.
const CONNECT: Duration = Duration::from_secs(5);
/// A line without a word for so long is probed; after three probes, or with data unconfirmed for [`DEAD`], it is dead.
const QUIET: Duration = Duration::from_secs(5);
const DEAD: Duration = Duration::from_secs(15);

/// What a connection says first. A node that freezes in the middle of a transaction loses the hotel's lock after five seconds, one
/// that vanishes after the keep-alives; who waits for a lock waits longer than that. Everything has a limit. A commit that
/// was answered is on disk, whatever the server's default.
pub(super) const FIRST_WORDS: &str = "
SET idle_in_transaction_session_timeout = '5s';
SET lock_timeout = '15s';
SET statement_timeout = '60s';
SET tcp_keepalives_idle = 5;
SET tcp_keepalives_interval = 3;
SET tcp_keepalives_count = 3;
SET client_min_messages = 'warning';
SET standard_conforming_strings = on;
SELECT set_config('synchronous_commit', 'on', false)
  WHERE current_setting('synchronous_commit') = 'off';
";

/// Reads `postgres://…`. The address holds a password, so nothing of it is repeated in an error.
///
/// # Errors
/// [`StoreError::Denied`].
pub(super) fn read(address: &str) -> Result<Config> {
    let denied = |why: &str| StoreError::Denied(why.to_owned());
    let mut config: Config = address
        .parse()
        .map_err(|_| denied("its address is not postgres://user:password@host/database"))?;
    if config.get_dbname().is_none() {
        return Err(denied("its address names no database"));
    }
    // Without TLS: a password and guests' words cross no network unless the person who runs it says that the way is safe.
    let said = address.contains("sslmode=disable");
    if !said && !config.get_hosts().iter().all(is_here) {
        return Err(denied(
            "it is on another computer and the connection is not encrypted; use a tunnel or a private network and add \
             ?sslmode=disable to its address",
        ));
    }
    config
        .ssl_mode(SslMode::Disable)
        .application_name("bellhop-relay")
        .connect_timeout(CONNECT)
        .keepalives(true)
        .keepalives_idle(QUIET)
        .keepalives_interval(Duration::from_secs(3))
        .keepalives_retries(3)
        .tcp_user_timeout(DEAD);
    Ok(config)
}

fn is_here(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            name == "localhost"
                || name
                    .parse::<std::net::IpAddr>()
                    .is_ok_and(|address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    /// A connection without encryption leaves this computer only where somebody said so, and no error repeats a password.
    #[test]
    fn an_address_is_here_or_said_to_be_safe() {
        for good in [
            "postgres://relay:secret@127.0.0.1:5432/bellhop",
            "postgres://relay@localhost/bellhop",
            "postgres://relay@%2Fvar%2Frun%2Fpostgresql/bellhop",
            "postgres://relay:secret@db.example/bellhop?sslmode=disable",
        ] {
            assert!(read(good).is_ok(), "{good}");
        }
        for bad in [
            "postgres://relay:secret@db.example/bellhop",
            "postgres://relay:secret@127.0.0.1",
            "postgres://relay:secret@127.0.0.1:port/bellhop",
            "mysql://relay:secret@127.0.0.1/bellhop",
            "",
        ] {
            let error = read(bad).err().map(|error| error.to_string());
            assert!(error.as_ref().is_some_and(|text| !text.contains("secret")));
        }
    }
}
