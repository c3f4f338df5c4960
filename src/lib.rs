//! Placeholder while the core is laid down.
pub mod cli;
pub mod words;

pub fn run() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
