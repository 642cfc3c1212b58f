/**
 * gungraun, and iai-callgrind as it was called before, for Rust: the bench targets of a Cargo package or
 * workspace, whose instructions Valgrind counts. Built once by Cargo and then launched themselves, each
 * launch into a home of its own, so that nothing is compared with an earlier one. Tried with gungraun
 * 0.20.0 and iai-callgrind 0.16.1.
 */
import { discoverSuites } from './cargo/discover.ts';
import { installRust } from './cargo/installation.ts';
import { installRunner, installValgrind } from './gungraun/installation.ts';
import { gungraunLibrary, isGungraun } from './gungraun/library.ts';
import { type GungraunSettings, gungraunSettingsSchema } from './gungraun/settings.ts';
import type { Harness } from './harness.ts';

export const gungraun = {
  name: 'gungraun',
  title: 'Rust benchmarks with gungraun or iai-callgrind, whose instructions Valgrind counts',
  settings: gungraunSettingsSchema,
  manifests: ['Cargo.toml'],
  discover: (files) => discoverSuites(files, 'gungraun', isGungraun),
  toolChecks: [
    { tool: 'cargo', argv: ['cargo', '--version'], install: installRust },
    { tool: 'valgrind', argv: ['valgrind', '--version'], install: installValgrind },
    {
      tool: 'gungraun-runner',
      argv: ['gungraun-runner', '--version'],
      install: installRunner(gungraunLibrary, null),
    },
  ],
  // The reader of its format is behind it, which no other suite needs.
  prepare: async (suite, tools) =>
    (await import('./gungraun/prepare.ts')).prepareGungraun(suite, tools),
} satisfies Harness<GungraunSettings>;
