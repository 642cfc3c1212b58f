/** What to type where Rust is missing: rustup's own command, for a person to read and run. */
export const installRust =
  "curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh (on Windows: winget install Rustlang.Rustup)";
