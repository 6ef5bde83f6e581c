//! Test worlds: a relay, fake providers, a line that can be cut.
