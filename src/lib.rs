//! Placeholder while the core is laid down.
pub fn run() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
