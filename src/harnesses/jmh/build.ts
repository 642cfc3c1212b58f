/** How is the jar of the benchmarks built, and where is it then? */
import { readdir, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Argv } from '../commandLine.ts';
import { isWithin } from '../files.ts';
import type { Suite, Tools } from '../harness.ts';
import type { JmhSettings } from './settings.ts';

/** Whether there is a file of this name. */
export const isFile = (file: string) =>
  stat(file).then(
    (found) => found.isFile(),
    () => false,
  );

/** The folders from one up to another, both included; both absolute. */
function foldersUp(folder: string, top: string): string[] {
  const folders = [folder];
  for (let one = folder; one !== top && isWithin(dirname(one), top); one = dirname(one)) {
    folders.push(dirname(one));
  }
  return folders;
}

async function foldersWith(names: readonly string[], folders: readonly string[]) {
  const found: string[] = [];
  for (const folder of folders) {
    const exist = await Promise.all(names.map((name) => isFile(join(folder, name))));
    if (exist.includes(true)) found.push(folder);
  }
  return found;
}

type Platform = Pick<Tools, 'findProgram' | 'platform' | 'repositoryFolder'>;

/** The wrapper that a repository brings, else the program on the PATH. */
async function buildTool(
  name: string,
  folders: readonly string[],
  { findProgram, platform }: Platform,
): Promise<string | null> {
  const wrapper = platform === 'win32' ? `${name}w.${name === 'mvn' ? 'cmd' : 'bat'}` : `${name}w`;
  const [folder] = await foldersWith([wrapper], folders);
  return folder === undefined ? findProgram(name) : join(folder, wrapper);
}

export type BuildPlan =
  | { readonly state: 'planned'; readonly argv: Argv | null }
  | { readonly state: 'missing'; readonly what: string; readonly install: string };

/**
 * The command that builds the suite's jar; null where there is nothing to build. A module of a Maven
 * project is built with the modules that it needs, from the outermost pom.xml: by itself it would take
 * theirs from the user's repository of packages, whatever was installed there last.
 */
export async function planBuild(
  { folder, settings }: Pick<Suite<JmhSettings>, 'folder' | 'settings'>,
  tools: Platform,
): Promise<BuildPlan> {
  const { build } = settings;
  if (build === false) return { state: 'planned', argv: null };
  if (build !== undefined) return { state: 'planned', argv: build };
  const folders = foldersUp(folder, tools.repositoryFolder);
  if (await isFile(join(folder, 'pom.xml'))) {
    const mvn = await buildTool('mvn', folders, tools);
    if (mvn === null) {
      return { state: 'missing', what: 'mvn', install: 'Install Maven: https://maven.apache.org' };
    }
    const outermost = (await foldersWith(['pom.xml'], folders)).at(-1) ?? folder;
    const module = relative(outermost, folder).split(sep).join('/');
    const ofModule = module === '' ? [] : ['-f', join(outermost, 'pom.xml'), '-pl', module, '-am'];
    return { state: 'planned', argv: [mvn, '-q', '-B', '-DskipTests', ...ofModule, 'package'] };
  }
  const scripts = ['build.gradle', 'build.gradle.kts'];
  if ((await foldersWith(scripts, [folder])).length === 0) return { state: 'planned', argv: null };
  const gradle = await buildTool('gradle', folders, tools);
  if (gradle === null) {
    return {
      state: 'missing',
      what: 'gradle',
      install: 'Install Gradle: https://gradle.org/install',
    };
  }
  return { state: 'planned', argv: [gradle, '--quiet', '--console=plain', 'jmhJar'] };
}

const gradleFolder = join('build', 'libs');

/** The jar as an absolute path, or the sentence that says why there is none. */
export async function findJar({
  folder,
  settings,
}: Pick<Suite<JmhSettings>, 'folder' | 'settings'>): Promise<
  { readonly jar: string } | { readonly problem: string }
> {
  if (settings.jar !== undefined) {
    const jar = resolve(folder, settings.jar);
    if (await isFile(jar)) return { jar };
    return {
      problem: `There is no jar ${settings.jar} in ${folder}. Its build ended well but did not make it, or there is none: look at \`jar\` and \`build\`.`,
    };
  }
  const ofMaven = join(folder, 'target', 'benchmarks.jar');
  if (await isFile(ofMaven)) return { jar: ofMaven };
  const libraries = await readdir(join(folder, gradleFolder)).catch(() => []);
  const jars = libraries.filter((name) => name.endsWith('-jmh.jar')).sort();
  const [jar, another] = jars;
  if (jar !== undefined && another === undefined) return { jar: join(folder, gradleFolder, jar) };
  return {
    problem: another
      ? `There are several jars of benchmarks in ${join(folder, gradleFolder)}: ${jars.join(', ')}. Name one as \`jar\`.`
      : `There is neither target/benchmarks.jar nor build/libs/*-jmh.jar in ${folder}. Name the jar that the build makes as \`jar\`.`,
  };
}
