/** Do these runs belong together, and are they all there? Pure. */
import { perfwatchError } from '../errors.ts';
import { type Plan, type Shard, shardTitle } from '../model/plan.ts';
import type { Run } from '../model/run.ts';

/** A run that is to be joined with others. */
export interface PartOfRun {
  /** Where it was read, for messages. */
  readonly place: string;
  readonly run: Run;
}

/** A part that tells what it is a part of. */
export interface PlannedPart extends PartOfRun {
  readonly plan: Plan;
}

/** What has to be the same in all parts, and what it means when it is not. */
interface Trait {
  readonly text: string;
  of(part: PlannedPart): string;
}

/** Releases that differ in their last number only summarize and decide alike. */
const release = (version: string) => version.split('.').slice(0, 2).join('.');

const shortSha = ({ commit }: Run) => commit?.sha.slice(0, 7) ?? 'no commit';

const traits: readonly Trait[] = [
  {
    text: 'they were measured by different versions of perfwatch',
    of: ({ run }) => release(run.perfwatchVersion),
  },
  { text: 'they are of different commits', of: ({ run }) => run.commit?.sha ?? 'none' },
  {
    text: 'they were measured by different configurations or with different options',
    of: ({ plan }) => JSON.stringify([plan.digest, plan.suites]),
  },
];

const pairingTraits: readonly Trait[] = [
  {
    text: 'only one of them was measured side by side with another commit',
    of: ({ run }) => String(run.pairing !== null),
  },
  {
    text: 'they were measured side by side with different commits',
    of: ({ run }) => run.pairing?.base ?? '',
  },
  {
    text: 'they planned different rounds',
    of: ({ run }) => JSON.stringify(run.pairing?.looks ?? []),
  },
];

function requireSame(parts: readonly PlannedPart[], of: readonly Trait[]): void {
  const [first, ...others] = parts;
  if (!first) return;
  for (const trait of of) {
    const other = others.find((part) => trait.of(part) !== trait.of(first));
    if (!other) continue;
    const places = [first, other].map(
      ({ place, run, plan }) =>
        `${place} (${shortSha(run)}, perfwatch ${run.perfwatchVersion}, plan ${plan.digest.slice(0, 7)})`,
    );
    throw perfwatchError('merge-mismatched', { places, difference: trait.text });
  }
}

function planned(parts: readonly PartOfRun[]): PlannedPart[] {
  return parts.map(({ place, run }) => {
    if (run.plan === null) throw perfwatchError('merge-unplanned', { place });
    return { place, run, plan: run.plan };
  });
}

interface ShardPart {
  readonly place: string;
  readonly shard: Shard;
}

/** Shards that divide the same suites among them; different jobs may divide different ones. */
function shardGroups(parts: readonly PlannedPart[]): ShardPart[][] {
  const groups = new Map<string, ShardPart[]>();
  for (const { place, plan } of parts) {
    if (!plan.shard) continue;
    const key = JSON.stringify(plan.asked);
    groups.set(key, [...(groups.get(key) ?? []), { place, shard: plan.shard }]);
  }
  return [...groups.values()];
}

/** The shards that are not there; throws where one is there twice, or counts differ. */
function missingShards(group: readonly ShardPart[]): string[] {
  const seen = new Map<number, string>();
  const count = group[0]?.shard.count ?? 0;
  for (const { place, shard } of group) {
    if (shard.count !== count) {
      const places = [group[0]?.place ?? '', place];
      const difference = `one is of ${count} shards, the other of ${shard.count}`;
      throw perfwatchError('merge-mismatched', { places, difference });
    }
    const other = seen.get(shard.index);
    if (other !== undefined) {
      const places = [other, place];
      throw perfwatchError('merge-duplicate', { what: shardTitle(shard), places });
    }
    seen.set(shard.index, place);
  }
  const all = Array.from({ length: count }, (_, at) => ({ index: at + 1, count }));
  return all.filter(({ index }) => !seen.has(index)).map(shardTitle);
}

function requireEachOnce(parts: readonly PlannedPart[], expected: readonly string[]): void {
  const shards = shardGroups(parts).flatMap(missingShards);
  const placeOf = new Map<string, string>();
  for (const { place, run } of parts) {
    for (const { suite } of run.suites) {
      const other = placeOf.get(suite);
      if (other !== undefined) {
        const places = [other, place];
        throw perfwatchError('merge-duplicate', { what: `suite "${suite}"`, places });
      }
      placeOf.set(suite, place);
    }
  }
  const suites = expected.filter((suite) => !placeOf.has(suite)).map((suite) => `suite "${suite}"`);
  if (shards.length + suites.length > 0) {
    throw perfwatchError('merge-incomplete', { missing: [...shards, ...suites] });
  }
}

/**
 * Checks that the runs are the parts of one: of the same code, configuration and rounds, each part
 * once and all of them. Those without a suite (shards that had nothing to do) say nothing about sides.
 *
 * @param wanted the suites that are expected; null for all that are configured
 * @throws PerfwatchError `merge-unplanned`, `merge-mismatched`, `merge-duplicate`, `merge-incomplete`.
 */
export function requireParts(
  parts: readonly PartOfRun[],
  wanted: readonly string[] | null,
): PlannedPart[] {
  const all = planned(parts);
  requireSame(all, traits);
  requireSame(
    all.filter(({ run }) => run.suites.length > 0),
    pairingTraits,
  );
  requireEachOnce(all, wanted ?? all[0]?.plan.suites ?? []);
  return all;
}

/**
 * Checks that a run is the other side of a part, and of the same commit as those of the others.
 *
 * @param first the other side of the first part, and where it was read
 * @throws PerfwatchError `merge-mismatched`.
 */
export function requireOtherSide(part: PartOfRun, base: Run, first: PartOfRun): void {
  const refused = (places: readonly string[], difference: string) =>
    perfwatchError('merge-mismatched', { places, difference });
  if (base.id !== part.run.pairing?.with) {
    throw refused(
      [`${part.place} as run.json`, 'as base.json'],
      'they were not measured side by side',
    );
  }
  if (base.commit?.sha !== first.run.commit?.sha) {
    throw refused([first.place, part.place], 'their other sides are of different commits');
  }
}
