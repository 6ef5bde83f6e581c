//! Other programs of the computer, as the app calls them.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
