//! The whole desktop app without a window.
