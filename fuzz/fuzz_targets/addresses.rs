//! What somebody types or pastes as the address of their relay: taken only where it is safe, and always as a folder.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/desk/src/account/address.rs"]
mod address;

fuzz_target!(|text: &str| {
    match address::parse(text) {
        Ok(url) => {
            assert!(url.path().ends_with('/') && url.has_host(), "{url}");
            assert!(url.username().is_empty() && url.password().is_none(), "{url}");
            let loopback = url.host_str().is_some_and(|host| {
                host == "localhost" || host == "[::1]" || host.starts_with("127.")
            });
            assert!(url.scheme() == "https" || (url.scheme() == "http" && loopback), "{url}");
            let again = address::parse(url.as_str()).expect("what was taken is taken again");
            assert_eq!(again, url);
        }
        Err(error) => assert!(!error.code().is_empty()),
    }
});
