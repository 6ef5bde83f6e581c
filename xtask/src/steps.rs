//! Progress of long work: `[3/7] Building the relay …`, and how long it took.

use std::io::Write;
use std::time::{Duration, Instant};

use anyhow::Result;

/// Numbers the steps of one command.
pub(crate) struct Steps {
    total: usize,
    done: usize,
}

impl Steps {
    /// Steps of a command that has `total` of them.
    pub(crate) fn new(total: usize) -> Self {
        Self { total, done: 0 }
    }

    /// Does one step, says its number before and its duration after.
    pub(crate) fn run<T>(&mut self, title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.timed(title, work).0
    }

    /// Like [`Steps::run`], and gives the duration back for a table.
    pub(crate) fn timed<T>(
        &mut self,
        title: &str,
        work: impl FnOnce() -> Result<T>,
    ) -> (Result<T>, Duration) {
        self.done += 1;
        println!("[{}/{}] {title} …", self.done, self.total);
        // Programs we start write to the same terminal: what we said must stand before it.
        let _ = std::io::stdout().flush();
        let started = Instant::now();
        let result = work();
        let took = started.elapsed();
        let outcome = if result.is_ok() { "done" } else { "failed" };
        println!("      {outcome} after {}", in_words(took));
        (result, took)
    }
}

/// A line that belongs to the running step.
pub(crate) fn note(text: &str) {
    println!("      {text}");
}

/// A duration as people say it: `0.4 s`, `12 s`, `3 min 5 s`.
pub(crate) fn in_words(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 10 {
        format!("{:.1} s", duration.as_secs_f64())
    } else if seconds < 60 {
        format!("{seconds} s")
    } else {
        format!("{} min {} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A duration is said in the unit that people would use for it.
    #[test]
    fn durations_in_words() {
        assert_eq!(in_words(Duration::from_millis(420)), "0.4 s");
        assert_eq!(in_words(Duration::from_secs(12)), "12 s");
        assert_eq!(in_words(Duration::from_secs(185)), "3 min 5 s");
    }

    /// A step that fails hands its error on.
    #[test]
    fn a_failed_step_fails() {
        let mut steps = Steps::new(1);
        assert!(
            steps
                .run("nothing", || anyhow::bail!("no") as Result<()>)
                .is_err()
        );
    }
}
