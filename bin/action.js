import { runAction } from '../dist/action.js';

process.exitCode = await runAction();
