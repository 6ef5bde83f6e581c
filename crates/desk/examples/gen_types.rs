//! Writes the TypeScript of the desk's API into a folder: `cargo run -p bellhop-desk --example gen_types -- ui/src/generated`.

use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args_os()
        .nth(1)
        .map(PathBuf::from)
        .ok_or("usage: gen_types FOLDER")?;
    std::fs::create_dir_all(&folder)?;
    desk::export::write(&folder)?;
    Ok(())
}
