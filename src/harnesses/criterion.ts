/**
 * criterion.rs, for Rust: the bench targets of a Cargo package or workspace, built once by Cargo and
 * then launched themselves, each launch into a home of its own. Reads 0.3.3 to 0.8; tried with
 * 0.5.1 and 0.8.2.
 */
import { discoverSuites } from './cargo/discover.ts';
import { installRust } from './cargo/installation.ts';
import { isCriterion } from './criterion/dependency.ts';
import { prepareCriterion } from './criterion/prepare.ts';
import { type CriterionSettings, criterionSettingsSchema } from './criterion/settings.ts';
import type { Harness } from './harness.ts';

export const criterion = {
  name: 'criterion',
  title: 'Rust benchmarks with criterion.rs, built by Cargo',
  settings: criterionSettingsSchema,
  manifests: ['Cargo.toml'],
  discover: (files) => discoverSuites(files, 'criterion', isCriterion),
  toolChecks: [
    { tool: 'cargo', argv: ['cargo', '--version'], install: installRust },
    { tool: 'rustc', argv: ['rustc', '--version'], install: installRust },
  ],
  prepare: prepareCriterion,
} satisfies Harness<CriterionSettings>;
