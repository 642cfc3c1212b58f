/** Lets Node run the evaluation's TypeScript as it is, by perfwatch's own hooks. */
import { register } from 'node:module';

register(new URL('../../dist/helpers/typescript-hooks.js', import.meta.url).href);
