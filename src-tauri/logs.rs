//! Log files under the app's home: one a day, 14 kept, never a guest's word, number or token.

use std::path::Path;
use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::Directive;

/// Starts logging into `home/logs`; without a writable folder it logs to the standard error stream.
/// Keep the guard: dropping it writes out what waits.
pub(crate) fn start(home: &Path) -> Option<WorkerGuard> {
    let filter = EnvFilter::try_from_env("BELLHOP_LOG")
        .unwrap_or_else(|_| EnvFilter::new("warn,bellhop=info,bellhop_desk=info,desk=info"));
    let quiet = desk::TALKATIVE
        .iter()
        .filter_map(|it| it.parse::<Directive>().ok());
    let filter = quiet.fold(filter, EnvFilter::add_directive);
    // The appender looks into the folder before it makes it, and says so on the error stream.
    let _ = std::fs::create_dir_all(home.join("logs"));
    let appender = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("bellhop")
        .filename_suffix("log")
        .max_log_files(14)
        .build(home.join("logs"));
    match appender {
        Ok(appender) => {
            let (writer, guard) = tracing_appender::non_blocking(appender);
            let subscriber = tracing_subscriber::fmt()
                .with_env_filter(filter)
                .with_ansi(false)
                .with_writer(writer);
            let _ = subscriber.try_init();
            Some(guard)
        }
        Err(_) => {
            let _ = tracing_subscriber::fmt()
                .with_env_filter(filter)
                .with_writer(std::io::stderr)
                .try_init();
            None
        }
    }
}
