/** The two sides of a paired run, suite by suite, ready to be launched next to each other. */
import { join } from 'node:path';
import type { PreparedSuite } from '../../harnesses/harness.ts';
import { type OpenSuite, openPrepared, openSuite, type PlaceOfSuites } from '../openSuite.ts';
import type { RunnableSuite } from '../prepare.ts';
import { describeTrouble } from '../troubles.ts';
import { type FreshSuite, makeReady } from './makeReady.ts';

/** A checkout of the base commit, made and removed by the caller. */
export interface BaseCheckoutSource {
  readonly kind: 'checkout';
  /** Absolute path. */
  readonly folder: string;
  /** Build results are kept here from run to run. */
  readonly buildFolder: string;
  /** A suite as it is in the checkout; null when the base does not have it. */
  suiteOf(name: string): (FreshSuite & RunnableSuite) | null;
  /** Whether all that this suite is built from is the same on both sides. */
  hasSameInputs(name: string): Promise<boolean>;
}

/** Where the base's programs come from: a checkout, or the very programs of the candidate. */
export type BaseSource = BaseCheckoutSource | { readonly kind: 'same' };

export interface SuitePair {
  readonly name: string;
  readonly candidate: OpenSuite;
  /** Null when the base does not have the suite, or the candidate cannot be launched anyway. */
  readonly base: OpenSuite | null;
}

/** The programs of one side for the other as well: they are the same. */
const sharePrepared = (runnable: RunnableSuite, prepared: PreparedSuite, folder: string) =>
  openPrepared(runnable, { state: 'ready', suite: prepared }, folder);

async function openBase(
  runnable: RunnableSuite,
  prepared: PreparedSuite,
  source: BaseSource,
  place: PlaceOfSuites,
): Promise<OpenSuite | null> {
  const { name } = runnable.suite;
  if (source.kind === 'same') return sharePrepared(runnable, prepared, place.repositoryFolder);
  const fresh = source.suiteOf(name);
  if (!fresh) return null;
  if (await source.hasSameInputs(name)) {
    return sharePrepared(runnable, prepared, place.repositoryFolder);
  }
  const readiness = await makeReady(fresh, {
    repositoryFolder: place.repositoryFolder,
    checkoutFolder: source.folder,
    logFolder: join(place.rawFolder, name, 'make-ready'),
    interrupt: place.interrupt,
    io: place.io,
  });
  if (readiness.state === 'failed') return openPrepared(fresh, readiness, source.folder);
  const { harness, suite } = fresh;
  const withEnvironment = { harness, suite: { ...suite, env: { ...suite.env, ...readiness.env } } };
  return openSuite(withEnvironment, {
    ...place,
    repositoryFolder: source.folder,
    buildFolder: source.buildFolder,
    otherSideFolder: place.repositoryFolder,
  });
}

/**
 * Prepares one suite on both sides. Never rejects: what goes wrong is that side's failure. A base is
 * not prepared when the candidate cannot be launched.
 *
 * @param place where the candidate is; what the base logs goes beside it
 */
export async function openPair(
  runnable: RunnableSuite,
  source: BaseSource,
  place: PlaceOfSuites,
): Promise<SuitePair> {
  const { name } = runnable.suite;
  const candidate = await openSuite(runnable, {
    ...place,
    rawFolder: join(place.rawFolder, 'head'),
  });
  const { preparation } = candidate;
  if (preparation.state !== 'ready') return { name, candidate, base: null };
  const ownPlace = { ...place, rawFolder: join(place.rawFolder, 'base') };
  const base = await openBase(runnable, preparation.suite, source, ownPlace).catch(
    (error: unknown) =>
      openPrepared(
        runnable,
        { state: 'failed', message: describeTrouble(error) },
        place.repositoryFolder,
      ),
  );
  return { name, candidate, base };
}
