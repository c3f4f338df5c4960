//! What linking needs beside `.cargo/config.toml`. Writes nothing.

use std::env::var;
use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=release.ld");
    let flag = |name: &str| var(name).unwrap_or_default();
    if flag("CARGO_CFG_TARGET_OS") != "linux" || flag("CARGO_CFG_TARGET_ENV") != "gnu" {
        return;
    }
    let linker = var("RUSTC_LINKER");
    let statically = flag("CARGO_CFG_TARGET_FEATURE")
        .split(',')
        .any(|feature| feature == "crt-static");
    if linker.is_err() && statically && lacks_static_libc() {
        println!(
            "cargo:error=okr is linked statically, and this machine has no static C library (libc.a)."
        );
        println!("cargo:error=Install it (Fedora: glibc-static, openSUSE: glibc-devel-static),");
        println!("cargo:error=or link as usual: put RUSTFLAGS= before the command.");
    }
    // The script is one for the linker of GNU; who chose another one is left alone.
    let chosen = linker.is_ok() || flag("CARGO_ENCODED_RUSTFLAGS").contains("link");
    if flag("PROFILE") == "release" && statically && !chosen {
        println!(
            "cargo:rustc-link-arg-bins={}/release.ld",
            flag("CARGO_MANIFEST_DIR")
        );
    }
}

/// A compiler that knows where a file lies prints its whole path, else the bare name. One that cannot
/// be asked is left to say for itself what it lacks.
fn lacks_static_libc() -> bool {
    let asked = Command::new("cc").arg("-print-file-name=libc.a").output();
    asked.is_ok_and(|told| !Path::new(String::from_utf8_lossy(&told.stdout).trim()).is_absolute())
}
