/**
 * Benchmarks of JMH, as a jar that Maven, Gradle or another command builds: each launch is one fork.
 * Tried with JMH 1.21 and 1.37.
 */
import type { Harness } from './harness.ts';
import { discoverJmh } from './jmh/discover.ts';
import { installJava, prepareJmh } from './jmh/prepare.ts';
import { type JmhSettings, jmhSettingsSchema } from './jmh/settings.ts';

export const jmh = {
  name: 'jmh',
  title: 'JMH (Java and other languages of the JVM), as a jar',
  settings: jmhSettingsSchema,
  manifests: ['pom.xml', 'build.gradle', 'build.gradle.kts'],
  discover: discoverJmh,
  toolChecks: [{ tool: 'java', argv: ['java', '-version'], install: installJava }],
  prepare: prepareJmh,
} satisfies Harness<JmhSettings>;
