/** Which packages of a suite have benchmarks? Answered from `go list` and the files that it names. */
import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import * as z from 'zod';
import { isWithin, parseJson } from '../files.ts';
import { type BenchmarkFunction, benchmarkFunctions } from './functions.ts';
import type { GoSettings } from './settings.ts';

const listedPackageSchema = z.object({
  Dir: z.string(),
  ImportPath: z.string(),
  TestGoFiles: z.array(z.string()).default([]),
  XTestGoFiles: z.array(z.string()).default([]),
});
export type ListedPackage = z.infer<typeof listedPackageSchema>;

/** A package of the suite that has benchmarks. */
export interface BenchPackage {
  readonly importPath: string;
  /** Absolute path: where its benchmarks are to run. */
  readonly folder: string;
  /** What its benchmarks' paths begin with; empty for the package in the suite's own folder. */
  readonly path: readonly string[];
  readonly functions: readonly BenchmarkFunction[];
}

/** Options of `goArguments` that decide which files belong to a package. */
const listOptions = /^--?(?:mod|modfile|overlay|tags|race|msan|asan)(?:=|$)/;

/** `-tags=a,b`, or nothing. */
export const tagArguments = ({ tags }: Pick<GoSettings, 'tags'>) =>
  tags.length > 0 ? [`-tags=${tags.join(',')}`] : [];

/** What `go list` and `go test -c` must agree in, as options. */
export function listArguments(settings: GoSettings): readonly string[] {
  return [
    ...tagArguments(settings),
    ...settings.goArguments.filter((argument) => listOptions.test(argument)),
  ];
}

/** The values in what `go list -json` writes, one object after another; null when it is something else. */
export function parseList<Value>(stdout: string, schema: z.ZodType<Value>): Value[] | null {
  const values: Value[] = [];
  for (const part of stdout.split(/^\}\r?$/m)) {
    if (part.trim() === '') continue;
    const parsed = parseJson(`${part}}`, schema);
    if (parsed.state !== 'read') return null;
    values.push(parsed.value);
  }
  return values;
}

export const parsePackages = (stdout: string) => parseList(stdout, listedPackageSchema);

/** Below the suite's folder the folders are names, elsewhere the import path. */
function namesOf({ Dir, ImportPath }: ListedPackage, folder: string): readonly string[] {
  if (!isWithin(Dir, folder)) return ImportPath.split('/');
  return relative(folder, Dir).split(sep).filter(Boolean);
}

/**
 * The package with its benchmark functions, or null when it has none.
 *
 * @param folder of the suite, an absolute path without symbolic links
 */
export async function withFunctions(
  listed: ListedPackage,
  folder: string,
): Promise<BenchPackage | null> {
  const functions: BenchmarkFunction[] = [];
  for (const name of [...listed.TestGoFiles, ...listed.XTestGoFiles]) {
    const file = join(listed.Dir, name);
    // A file that cannot be read is one that cannot be compiled: Go says so.
    const text = await readFile(file, 'utf8').catch(() => '');
    functions.push(...benchmarkFunctions(text, file));
  }
  if (functions.length === 0) return null;
  const { Dir, ImportPath } = listed;
  return { importPath: ImportPath, folder: Dir, path: namesOf(listed, folder), functions };
}

const dependencySchema = z.object({
  Dir: z.string().default(''),
  ImportPath: z.string(),
  Standard: z.boolean().default(false),
  Module: z
    .object({ Version: z.string().default(''), Replace: z.object({}).optional() })
    .optional(),
});

/**
 * The first package among those that were listed with `-deps` whose files lie in another folder,
 * from which none may come; null when there is none. Modules of a version are the same everywhere,
 * wherever they are kept.
 */
export function packageInside(
  stdout: string,
  otherSide: string,
): { readonly importPath: string; readonly folder: string } | null {
  for (const { Dir, ImportPath, Standard, Module } of parseList(stdout, dependencySchema) ?? []) {
    const isReleased = Module !== undefined && Module.Version !== '' && !Module.Replace;
    if (Standard || isReleased || Dir === '' || !isWithin(Dir, otherSide)) continue;
    return { importPath: ImportPath, folder: Dir };
  }
  return null;
}
