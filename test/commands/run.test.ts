import { expect, it } from 'vitest';
import { smallProject } from '../support/project.ts';

it('runs', async () => {
  const p = smallProject();
  const t = performance.now();
  const r = await p.perfwatch(['run'], { env: { PATH: '/nowhere' } });
  console.log(r, performance.now() - t, p.list());
  const t2 = performance.now();
  console.log(
    await p.perfwatch(['baseline', 'update'], { env: { PATH: '/nowhere' } }),
    await p.perfwatch(['run'], { env: { PATH: '/nowhere' } }),
    performance.now() - t2,
  );
  expect(p.run().suites).toHaveLength(1);
});
