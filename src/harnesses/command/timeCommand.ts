/**
 * The helper program `time-command.js SPECIFICATION`: runs one command several times and writes
 * down how long each run took. For the specification, a JSON object, see record.ts.
 */
import { timeCommand } from './nodeTimer.ts';
import { specificationSchema } from './record.ts';

await timeCommand(specificationSchema.parse(JSON.parse(process.argv[2] ?? '')));
