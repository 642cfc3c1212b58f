/** Which criterion was built? Pure. */
import { type Artifact, packageOfId } from '../cargo/build.ts';

/**
 * The version of criterion that was built; several in one workspace are joined, and `unknown`
 * stands for none. A fork counts when criterion itself was not built.
 */
export function criterionVersion(artifacts: readonly Artifact[]): string {
  const libraries = artifacts.flatMap(({ package_id }) => packageOfId(package_id) ?? []);
  const genuine = libraries.filter(({ name }) => name === 'criterion');
  const versions =
    genuine.length > 0
      ? genuine.map(({ version }) => version)
      : libraries
          .filter(({ name }) => /criterion(?!-plot)/.test(name))
          .map(({ name, version }) => `${version} of ${name}`);
  return [...new Set(versions)].sort().join(' and ') || 'unknown';
}
