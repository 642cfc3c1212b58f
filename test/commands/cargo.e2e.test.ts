/** A Rust suite that does not compile, with the real cargo. */
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { commandSuite, nodeCommand, project } from '../support/project.ts';

const manifest = `
[package]
name = "broken"
version = "0.1.0"
edition = "2021"

[dev-dependencies]
criterion = { path = "criterion" }

[[bench]]
name = "it"
harness = false

[workspace]
`;

/** Stands for criterion, so that nothing is downloaded: the build fails before it would be used. */
const criterion = '[package]\nname = "criterion"\nversion = "0.5.1"\nedition = "2021"\n';

describe('a build that fails', () => {
  it('shows the last lines of cargo; the other suites are measured; 3', async () => {
    const { perfwatch, run } = project(
      {
        suites: {
          rust: { harness: 'criterion', folder: 'rust' },
          cli: commandSuite({ work: nodeCommand('0') }),
        },
      },
      {
        'rust/Cargo.toml': manifest,
        'rust/src/lib.rs': '',
        'rust/benches/it.rs': 'fn main() {\n    let wrong: u32 = "text";\n}\n',
        'rust/criterion/Cargo.toml': criterion,
        'rust/criterion/src/lib.rs': '',
      },
    );
    const result = await perfwatch(['run'], { env: process.env });
    expect(result.exitCode).toBe(exitCodes.failed);
    expect(result.out).toContain('error[E0308]: mismatched types');
    expect(result.out).toContain('benches/it.rs:2');
    expect(result.out).not.toContain('\u001B');
    const [rust, cli] = run().suites;
    expect(rust).toMatchObject({ state: 'failed', launches: [] });
    expect(rust?.message).toContain('error[E0308]');
    expect(cli?.state).toBe('measured');
  });
});
