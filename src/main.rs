//! The process: arguments in, exit code out. Everything else is `okr::run`.

fn main() -> std::process::ExitCode {
    okr::run()
}
